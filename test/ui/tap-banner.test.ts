import { afterEach, describe, expect, it } from 'vitest';
import { cardBanner, punchBanner } from '../../src/ui/desk/tap-banner.ts';
import type { PunchView } from '../../src/ui/desk/types.ts';
import { language } from '../../src/ui/words/words.ts';

afterEach(() => {
  language.value = 'zh';
});

const punch: PunchView = {
  punchId: 1,
  personId: 3,
  staffNo: '1024',
  name: '王芳',
  direction: 'in',
  turn: 'arrived',
  atMs: Date.parse('2026-11-20T00:33:10Z'),
  clockQuality: 'synchronised',
  shiftName: { zh: '前台班', en: 'Reception' },
  shiftDay: '2026-11-20',
  rest: false,
  endsMs: Date.parse('2026-11-20T10:00:00Z'),
  minutesLate: 3,
  minutesEarly: 0,
  clause: 'R2 1',
  waits: null,
  relieves: 0,
  repeat: false,
  month: { lateMinutes: 7, limit: 10, clause: 'R2 3(3)', missed: 1, missedLimit: 3, missedClause: 'R2 3(5)' },
  week: { hours: 31.6, limit: 40, clause: 'R2 5' },
};

describe('The banner after a tap', () => {
  it('says the minutes late and what has come together so far', () => {
    expect(punchBanner(punch)).toMatchObject({
      state: 'wait',
      name: '王芳',
      what: '上班 08:33',
      line: '前台班，迟到 3 分',
      soFar: [
        { value: 7, limit: 10 },
        { value: 1, limit: 3 },
        { value: 32, limit: 40 },
      ],
    });
  });

  it('is green only for a tap in time on a clock one can trust', () => {
    const onTime = { ...punch, minutesLate: 0 };
    expect(punchBanner(onTime)).toMatchObject({ state: 'done', line: '前台班，准时' });
    expect(punchBanner({ ...onTime, clockQuality: 'unsure' })).toMatchObject({ state: 'wait' });
    expect(punchBanner({ ...onTime, direction: 'out', minutesEarly: 12 }).line).toBe('前台班，早退 12 分');
  });

  it('says of a tap on a day of rest, of the way out and of the return what it is', () => {
    const onTime = { ...punch, minutesLate: 0 };
    expect(punchBanner({ ...onTime, rest: true, endsMs: null })).toMatchObject({ state: 'done', what: '上班 08:33' });
    expect(punchBanner({ ...onTime, rest: true, endsMs: null }).line).toContain('休息日');
    const away = { ...onTime, direction: 'out', turn: 'away', minutesEarly: 240 } as const;
    expect(punchBanner(away)).toMatchObject({ what: '外出 08:33', line: '前台班到 18:00，回来请再刷一次' });
    expect(punchBanner({ ...onTime, turn: 'back' })).toMatchObject({ state: 'done', what: '返岗 08:33' });
  });

  it('says that nobody has come to take over, and whose coming counts', () => {
    const waits = {
      post: { zh: '热线台', en: 'Hotline' },
      nextMs: 0,
      readyByMs: Date.parse('2026-11-20T08:20:00Z'),
      clause: 'H 1.6',
    };
    const left = { ...punch, direction: 'out', turn: 'left', minutesLate: 0, waits } as const;
    expect(punchBanner(left)).toMatchObject({ state: 'wait', line: expect.stringContaining('热线台没人接班') });
    expect(punchBanner(left).line).toContain('16:20');
    expect(punchBanner({ ...left, repeat: true }).line).toContain('热线台没人接班');
    expect(punchBanner({ ...punch, minutesLate: 0, relieves: 1 })).toMatchObject({
      state: 'done',
      line: '前台班，已接班',
    });
  });

  it('answers a repeated tap with the first one, in the language on screen', () => {
    language.value = 'en';
    expect(punchBanner({ ...punch, repeat: true }).line).toBe('Tapped already; recorded at 08:33');
  });

  it('speaks of every card that is no punch, except at the page that waits to sign in', () => {
    const signIn = { kind: 'sign-in', staffNo: '1024', name: '王芳', ticket: 't' } as const;
    expect(cardBanner(signIn, true)).toBeUndefined();
    expect(cardBanner(signIn, false)).toMatchObject({ state: 'wait', line: expect.stringContaining('没有打卡') });
    expect(cardBanner({ kind: 'unknown', cardId: '0F00C0FFEE' }, false)).toMatchObject({ state: 'need' });
    expect(cardBanner({ kind: 'blocked', cardId: '4A00002099' }, false)).toMatchObject({ state: 'need' });
    const out = { kind: 'deposit', cardId: '4D00000001', label: '001', loanId: 7 } as const;
    expect(cardBanner(out, false)).toMatchObject({ state: 'done', what: '有伞在外' });
  });
});
