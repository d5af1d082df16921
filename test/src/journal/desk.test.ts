import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Change } from '../../../src/journal/desk.ts';
import { command, openTestDesk, type TestDesk } from '../../desk-fixture.ts';

let desk: TestDesk;
beforeEach(() => {
  desk = openTestDesk();
});
afterEach(() => desk.dispose());

const happen = (change: Change) => {
  change.record({ kind: 'test/happened', subject: 'thing:1', body: {} });
  return { number: change.nextNumber('test') };
};

describe('a command', () => {
  it('acts once: the same id gets the same answer, and no second journal row', () => {
    const once = command();
    const first = desk.act(once, 'test/happen', happen);
    const second = desk.act(once, 'test/happen', happen);
    expect(second).toEqual({ answer: first.answer, repeated: true });
    expect(desk.journal.head().seq).toBe(1);
  });

  it('acts once across a restart', () => {
    const once = command();
    const first = desk.act(once, 'test/happen', happen);
    desk = desk.restart();
    expect(desk.act(once, 'test/happen', happen)).toEqual({ answer: first.answer, repeated: true });
  });

  it('refuses an id that was used for something else', () => {
    const once = command();
    desk.act(once, 'test/happen', happen);
    expect(() => desk.act({ ...once, request: { other: true } }, 'test/happen', happen)).toThrow(
      expect.objectContaining({ code: 'command/id-reused', refusal: 'wrong-state' }),
    );
    expect(() => desk.act(once, 'test/other', happen)).toThrow(expect.objectContaining({ code: 'command/id-reused' }));
  });

  it('runs effects and events only after the commit, and never again for a repeated command', () => {
    const ran: string[] = [];
    const once = command();
    const work = (change: Change) => {
      change.afterCommit(() => ran.push(`effect, in transaction: ${desk.database.inTransaction}`));
      change.publish({ name: 'test', payload: 1 });
      return happen(change);
    };
    desk.act(once, 'test/happen', work);
    desk.act(once, 'test/happen', work);
    expect(ran).toEqual(['effect, in transaction: false']);
    expect(desk.events).toEqual([{ name: 'test', payload: 1 }]);
  });

  // Breaking it on purpose: let a thrown effect out of `commit`: a committed command would be answered "not recorded" (red).
  it('is done once committed: an effect that fails neither fails the command nor keeps the other effects from running', () => {
    const ran: string[] = [];
    const { answer, repeated } = desk.act(command(), 'test/happen', (change) => {
      change.afterCommit(() => {
        throw new Error('the door is stuck');
      });
      change.afterCommit(() => ran.push('printed'));
      return happen(change);
    });
    expect({ answer, repeated, ran }).toEqual({ answer: { number: 1 }, repeated: false, ran: ['printed'] });
  });

  it('leaves nothing behind when it fails: no row, no number, no event, no effect', () => {
    const failing = command();
    expect(() =>
      desk.act(failing, 'test/fail', (change) => {
        change.publish({ name: 'test', payload: 1 });
        change.afterCommit(() => expect.unreachable());
        happen(change);
        throw new Error('no');
      }),
    ).toThrow('no');
    expect(desk.journal.head().seq).toBe(0);
    expect(desk.events).toEqual([]);
    expect(desk.act(failing, 'test/happen', happen).answer).toEqual({ number: 1 });
  });

  it('must leave a journal entry', () => {
    expect(() => desk.act(command(), 'test/silent', () => null)).toThrow('without a journal entry');
  });
});
