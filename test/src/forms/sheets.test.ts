import { afterEach, describe, expect, it } from 'vitest';
import {
  deliverToHr,
  type FormView,
  fillForm,
  formById,
  formByNumber,
  handIn,
  printNow,
  recordSignature,
  sheetsFor,
  sheetsOf,
  signatoriesOf,
  strikeStep,
  tickDocument,
  withdrawForm,
} from '../../../src/forms/actions.ts';
import { setEmployment } from '../../../src/roster/actions.ts';
import { command } from '../../desk-fixture.ts';
import { closeFormsRooms, type FormsRoom, leaveOf, openFormsRoom, WHO } from './forms-fixture.ts';

afterEach(closeFormsRooms);

const CLERK = { personId: WHO.clerk, posts: ['employee', 'clerk'] };
const ZHANG = { personId: WHO.zhang, posts: ['employee'] };
const missedOut = { kind: 'exception', day: '2026-11-20', shiftId: 'reception', direction: 'out' } as const;

const view = (room: FormsRoom, formId: number): FormView => formById(room.forms, formId, CLERK);
const sign = (room: FormsRoom, formId: number, personId: number, verdict: 'signed' | 'refused' = 'signed') =>
  recordSignature(room.forms, command('staff:4'), formId, { personId, verdict }).answer.state;
const code = (work: () => unknown): string => {
  try {
    work();
    return '';
  } catch (thrown) {
    return thrown instanceof Error && 'code' in thrown ? String(thrown.code) : String(thrown);
  }
};

describe('a form on paper', () => {
  it('has a number of its day and person, the next one of them a further digit, and is found by it', () => {
    const room = openFormsRoom();
    const first = room.fill(missedOut);
    const second = room.fill({ ...missedOut, direction: 'in' });
    expect([view(room, first).number, view(room, second).number]).toEqual(['E-20261120-2087', 'E-20261120-2087-2']);
    expect(formByNumber(room.forms, ' e-20261120-2087-2', CLERK)).toEqual({ formId: second });
    expect(code(() => formByNumber(room.forms, 'E-1', CLERK))).toBe('form/unknown');
  });

  // Break it: take the department of the person's record.
  it('is of the department its person is in on its first day', () => {
    const room = openFormsRoom();
    const moved = { department: '热线中心', postId: '', grade: 'staff', patternId: 'reception' } as const;
    setEmployment(room.roster, command(), WHO.zhang, { from: '2026-12-01', ...moved });
    const of = (day: string) => view(room, room.fill(leaveOf('casual', day))).department;
    expect([of('2026-11-30'), of('2026-12-01')]).toEqual(['客服中心', '热线中心']);
  });

  it('is filled in once however often it is asked for', () => {
    const room = openFormsRoom();
    const once = command('staff:7', { asked: 1 });
    const asking = { personId: WHO.zhang, asked: missedOut, reason: '忘记打卡' };
    const fill = () => fillForm(room.forms, once, asking, ZHANG);
    expect(fill()).toMatchObject({ repeated: false, answer: { printed: true } });
    expect(fill().repeated).toBe(true);
    expect(room.papers.length).toBe(1);
  });

  // Break it: leave `signed[…]` unchecked in recordSignature(), and one person signs both places.
  it('is signed in order by those who may, each once, and not by its own person', () => {
    const room = openFormsRoom();
    const formId = room.fill(missedOut);
    expect(signatoriesOf(room.forms, formId).map(({ id }) => id)).toEqual([
      WHO.director,
      WHO.supervisor,
      WHO.lead,
      WHO.manager,
    ]);
    expect(code(() => sign(room, formId, WHO.zhang))).toBe('form/own-signature');
    expect(code(() => sign(room, formId, WHO.clerk))).toBe('form/wrong-signatory');
    expect(sign(room, formId, WHO.supervisor)).toBe('open');
    expect(code(() => sign(room, formId, WHO.lead))).toBe('form/wrong-signatory');
    expect(code(() => sign(room, formId, WHO.supervisor))).toBe('form/signed-already');
    expect(sign(room, formId, WHO.manager)).toBe('confirmed');
    expect(code(() => sign(room, formId, WHO.director))).toBe('form/over');
    expect(view(room, formId)).toMatchObject({
      signed: 2,
      chain: [{ signedBy: { name: '陈静' } }, { signedBy: { name: '周婷' } }],
      steps: [
        { kind: 'filled', saidBy: '王芳' },
        { kind: 'printed' },
        { kind: 'signed', person: { name: '陈静' }, saidBy: '王芳' },
        { kind: 'signed' },
      ],
    });
    expect(room.settled).toMatchObject([{ kind: 'exception', state: 'confirmed', direction: 'out' }]);
  });

  it('ends with a refusal', () => {
    const room = openFormsRoom();
    const formId = room.fill(missedOut);
    expect(sign(room, formId, WHO.lead, 'refused')).toBe('refused');
    expect(code(() => sign(room, formId, WHO.supervisor))).toBe('form/over');
    // The punch can be asked for again.
    expect(room.refusal(missedOut)).toBe('');
  });

  // Break it: let lacking() look at nothing but the place, and the unsigned sheet goes on.
  it('is handed in with others; what lacks a signature stays with the reason', () => {
    const room = openFormsRoom();
    const [signed, unsigned] = [room.fill(missedOut), room.fill({ ...missedOut, direction: 'in' })];
    sign(room, signed, WHO.lead);
    sign(room, signed, WHO.supervisor);
    sign(room, unsigned, WHO.lead);
    expect(handIn(room.forms, command(), [signed, unsigned, signed]).answer).toEqual({
      moved: [signed],
      stayed: [
        {
          formId: unsigned,
          number: 'E-20261120-2087-2',
          zh: '还差部门主管签字。',
          en: 'The signature is missing: department head.',
        },
      ],
    });
    expect(sheetsOf(room.forms, { places: ['desk'], limit: 10 })).toMatchObject([
      { formId: signed, place: 'desk', lacking: null },
    ]);
    expect(code(() => handIn(room.forms, command(), [unsigned]))).toBe('form/none-moved');
    deliverToHr(room.forms, command(), [signed]);
    expect(view(room, signed)).toMatchObject({ place: 'hr', state: 'confirmed' });
    expect(view(room, signed).steps.map(({ kind }) => kind)).toEqual([
      'filled',
      'printed',
      'signed',
      'signed',
      'desk',
      'hr',
    ]);
  });

  it('goes to HR with its documents only, and is overdue when it is late', () => {
    const room = openFormsRoom({ now: '2026-11-20T08:00' });
    const formId = room.fill(leaveOf('sick', '2026-11-20'), { allowedBy: WHO.lead });
    expect(view(room, formId)).toMatchObject({
      place: 'unprinted',
      documents: [{ id: 'hospital-note', seen: false }],
      dueDay: '2026-11-26',
    });
    room.at('2026-11-23T08:30');
    printNow(room.forms, command('staff:4'), formId, CLERK);
    expect(code(() => printNow(room.forms, command('staff:4'), formId, CLERK))).toBe('form/printed');
    sign(room, formId, WHO.lead);
    room.at('2026-11-27T08:00');
    expect(view(room, formId).overdue).toBe(true);
    handIn(room.forms, command(), [formId]);
    expect(view(room, formId)).toMatchObject({ overdue: false, lacking: { zh: '还差医院证明。' } });
    expect(code(() => deliverToHr(room.forms, command(), [formId]))).toBe('form/none-moved');
    tickDocument(room.forms, command('staff:4'), formId, 'hospital-note');
    expect(code(() => tickDocument(room.forms, command('staff:4'), formId, 'hospital-note'))).toBe('form/ticked');
    expect(deliverToHr(room.forms, command(), [formId]).answer.moved).toEqual([formId]);
  });

  it('lets HR review long leave once it is there', () => {
    const room = openFormsRoom({ now: '2026-11-20T08:00' });
    const formId = room.fill(leaveOf('casual', '2026-11-23', '2026-12-04'));
    expect(view(room, formId).chain.map(({ id }) => id)).toEqual(['department-head', 'director', 'hr']);
    sign(room, formId, WHO.supervisor);
    sign(room, formId, WHO.director);
    handIn(room.forms, command(), [formId]);
    deliverToHr(room.forms, command(), [formId]);
    expect(sign(room, formId, WHO.hr)).toBe('confirmed');
  });

  it('keeps what was written down wrongly and goes on without it', () => {
    const room = openFormsRoom();
    const formId = room.fill(missedOut);
    sign(room, formId, WHO.supervisor);
    sign(room, formId, WHO.manager);
    const strike = (stepId: number) =>
      strikeStep(room.forms, command('staff:4'), formId, { stepId, reason: '看错了' }).answer.state;
    const [, , first, second] = view(room, formId).steps;
    expect(code(() => strike(first?.id ?? 0))).toBe('form/not-last');
    expect(strike(second?.id ?? 0)).toBe('open');
    expect(view(room, formId)).toMatchObject({ signed: 1, next: { zh: '部门主管' } });
    expect(view(room, formId).steps.at(3)).toMatchObject({ kind: 'signed', struck: true });
    expect(view(room, formId).steps.at(4)).toMatchObject({ kind: 'struck', note: '看错了' });
    expect(room.settled.map(({ state }) => state)).toEqual(['confirmed', 'open']);
  });

  it('is corrected by another form that takes its place', () => {
    const room = openFormsRoom();
    const old = room.fill(missedOut);
    const next = room.fill({ ...missedOut, direction: 'both' }, { replaces: old });
    expect(view(room, old)).toMatchObject({
      state: 'withdrawn',
      steps: [{}, {}, { note: '更正为 E-20261120-2087-2' }],
    });
    expect(view(room, next)).toMatchObject({ state: 'open', replaces: 'E-20261120-2087' });
    expect(room.withdrawn).toEqual([`form:${old}`]);
    expect(code(() => room.fill({ ...missedOut, direction: 'both' }, { replaces: old }))).toBe('form/over');
  });

  it('is taken back by its own person while nobody has signed, by the desk until it is at HR', () => {
    const room = openFormsRoom();
    const withdraw = (formId: number, by: { personId: number; posts: string[] }) =>
      withdrawForm(room.forms, command(`staff:${by.personId}`), formId, '填错了', by);
    const mine = room.fill(missedOut);
    expect(code(() => withdraw(mine, { personId: WHO.newcomer, posts: ['employee'] }))).toBe('form/not-yours');
    withdraw(mine, ZHANG);
    expect(view(room, mine)).toMatchObject({ state: 'withdrawn' });
    expect(code(() => withdraw(mine, CLERK))).toBe('form/over');
    const signed = room.fill(missedOut);
    sign(room, signed, WHO.lead);
    sign(room, signed, WHO.supervisor);
    expect(code(() => withdraw(signed, ZHANG))).toBe('form/signed');
    handIn(room.forms, command(), [signed]);
    deliverToHr(room.forms, command(), [signed]);
    expect(code(() => withdraw(signed, CLERK))).toBe('form/at-hr');
    withdraw(signed, { personId: WHO.hr, posts: ['hr'] });
  });

  it('is nobody else’s business: people see and fill in their own', () => {
    const room = openFormsRoom();
    const formId = room.fill(missedOut);
    const newcomer = { personId: WHO.newcomer, posts: ['employee'] };
    expect(code(() => formById(room.forms, formId, newcomer))).toBe('form/not-yours');
    expect(code(() => formByNumber(room.forms, 'E-20261120-2087', newcomer))).toBe('form/not-yours');
    expect(sheetsFor(room.forms, { limit: 10 }, newcomer)).toEqual([]);
    expect(sheetsFor(room.forms, { limit: 10 }, ZHANG)).toMatchObject([
      { formId, what: { zh: '11-20 前台班 漏打下班卡' } },
    ]);
    expect(code(() => room.fill(missedOut, { by: WHO.newcomer }))).toBe('form/not-yours');
    expect(code(() => room.fill(leaveOf('sick', '2026-11-20'), { allowedBy: WHO.zhang }))).toBe('form/allows-self');
    expect(code(() => room.fill(missedOut, { personId: 99 }))).toBe('form/no-such-person');
    expect(code(() => room.fill({ ...missedOut, day: '2026-02-30' }))).toBe('form/wrong-day');
  });

  it('of a swap in force is not taken back: two rosters have changed', () => {
    const room = openFormsRoom();
    const swap = { kind: 'swap', day: '2026-11-23', withPersonId: WHO.newcomer, otherDay: '2026-11-24' } as const;
    const formId = room.fill(swap);
    expect(sign(room, formId, WHO.lead)).toBe('confirmed');
    expect(room.settled).toMatchObject([{ kind: 'swap', state: 'confirmed', withPersonId: WHO.newcomer }]);
    expect(code(() => withdrawForm(room.forms, command(), formId, '不换了', CLERK))).toBe('form/in-force');
    const stepId = view(room, formId).strikable ?? 0;
    expect(code(() => strikeStep(room.forms, command(), formId, { stepId, reason: '看错了' }))).toBe('form/in-force');
  });

  it('leaves the reason out of the journal', () => {
    const room = openFormsRoom();
    room.fill(missedOut, { reason: '接女儿放学' });
    const bodies = room.desk.database
      .prepare<{ body: string }>("SELECT body FROM journal WHERE kind = 'forms/filled'")
      .all();
    expect(bodies.length).toBe(1);
    expect(bodies[0]?.body).not.toContain('接女儿');
  });
});
