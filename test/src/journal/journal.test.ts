import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { verifyChain } from '../../../src/journal/verify-chain.ts';
import { openTestDesk, type TestDesk } from '../../desk-fixture.ts';

let desk: TestDesk;
beforeEach(() => {
  desk = openTestDesk();
  for (let n = 1; n <= 20; n++) {
    desk.change('system', (change) => change.record({ kind: 'test/happened', subject: `thing:${n}`, body: { n } }));
  }
});
afterEach(() => desk.dispose());

/** What somebody with a shell could do to the file: the triggers go first. */
function tamper(sql: string): void {
  desk.database.prepare('DROP TRIGGER IF EXISTS journal_is_never_updated').run();
  desk.database.prepare('DROP TRIGGER IF EXISTS journal_is_never_deleted').run();
  desk.database.prepare(sql).run();
}

describe('the journal', () => {
  it('is whole when nobody touched it, and its head is the last row', () => {
    const report = verifyChain(desk.database);
    expect(report).toEqual({ whole: true, rows: 20, head: desk.journal.head().hash });
  });

  it('refuses to be updated or deleted by the product itself', () => {
    expect(() => desk.database.prepare("UPDATE journal SET body = '{}' WHERE seq = 3").run()).toThrow('never updated');
    expect(() => desk.database.prepare('DELETE FROM journal WHERE seq = 3').run()).toThrow('never deleted');
  });

  it.each([
    ['an edited body', `UPDATE journal SET body = '{"n":999}' WHERE seq = 7`, { brokenAt: 7, why: 'edited' }],
    ['an edited time', 'UPDATE journal SET at = at + 1 WHERE seq = 7', { brokenAt: 7, why: 'edited' }],
    ['an edited actor', "UPDATE journal SET actor = 'staff:9' WHERE seq = 1", { brokenAt: 1, why: 'edited' }],
    ['a deleted row', 'DELETE FROM journal WHERE seq = 7', { brokenAt: 7, why: 'gap' }],
    [
      'a swapped pair',
      'UPDATE journal SET prev_hash = (SELECT hash FROM journal WHERE seq = 3) WHERE seq = 7',
      { brokenAt: 7, why: 'relinked' },
    ],
  ])('finds %s', (_name, sql, found) => {
    tamper(sql);
    expect(verifyChain(desk.database)).toMatchObject({ whole: false, ...found });
  });

  it('finds a cut tail against the head printed on paper', () => {
    const printed = desk.journal.head().hash;
    tamper('DELETE FROM journal WHERE seq > 15');
    expect(verifyChain(desk.database)).toMatchObject({ whole: true, rows: 15 });
    expect(verifyChain(desk.database, printed)).toMatchObject({ whole: false, why: 'tail-cut' });
  });

  it('keeps personal data out of the chain: the body holds a keyed digest only', () => {
    desk.change('system', (change) =>
      change.record({ kind: 'test/named', subject: 'staff:1', body: {}, personal: { name: '王芳' } }),
    );
    const [row] = desk.journal.page({ limit: 1 });
    expect(row?.body).not.toContain('王芳');
    expect(row?.body).toMatch(/"personal":\{"name":"[0-9a-f]{64}"\}/);
  });

  it('says how good the clock was on every record', () => {
    desk.clock.quality = 'unsure';
    desk.change('system', (change) => change.record({ kind: 'test/happened', subject: 'thing:21', body: {} }));
    expect(desk.journal.page({ limit: 1 })[0]).toMatchObject({ clock_quality: 'unsure', boot_id: 'boot-test' });
  });

  it('keeps its order when the wall clock jumps back', () => {
    desk.clock.setWall('1970-01-01T00:00:00Z');
    desk.change('system', (change) => change.record({ kind: 'test/happened', subject: 'thing:21', body: {} }));
    expect(desk.journal.head().seq).toBe(21);
    expect(verifyChain(desk.database)).toMatchObject({ whole: true });
  });
});
