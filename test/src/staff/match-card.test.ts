import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { maybeSameCard } from '../../../src/ports/card-reader.ts';
import {
  findCard,
  issueCard,
  listCards,
  loseCard,
  returnCard,
  type Staff,
  whoseCard,
} from '../../../src/staff/actions.ts';
import { type CardRecord, matchCard } from '../../../src/staff/rules.ts';
import { command, openTestDesk, type TestDesk } from '../../desk-fixture.ts';
import { openTestStaff } from './staff-fixture.ts';

const card = (cardId: string): CardRecord => ({
  cardId,
  kind: 'deposit',
  label: cardId,
  personId: null,
  state: 'in-use',
  reason: '',
  issuedAtMs: 0,
});

describe('one card, whatever the reader tells of it', () => {
  it.each([
    ['62E3086CED', '62E3086CED', true],
    ['62E3086CED', '*E3086CED', true],
    ['*086CED', '62E3086CED', true],
    ['*086CED', '*E3086CED', true],
    ['DEADBEEF', '*DEADBEEF', true],
    ['62E3086CED', '61E3086CED', false],
    ['62E3086CED', '*E3086CEE', false],
    ['62E3086CED', 'E3086CED', false],
    ['*62E3086CED', '*086CEE', false],
  ])('%s and %s: %s', (one, other, same) => {
    expect(maybeSameCard(one, other)).toBe(same);
    expect(maybeSameCard(other, one)).toBe(same);
  });

  it('a short number means the only card that ends so, and none of two', () => {
    const both = [card('62E3086CED'), card('01E3086CED')];
    expect(matchCard('*E3086CED', both.slice(0, 1))).toMatchObject({ kind: 'found', card: { cardId: '62E3086CED' } });
    expect(matchCard('*E3086CED', both)).toEqual({ kind: 'alike' });
    expect(matchCard('62E3086CED', both)).toMatchObject({ kind: 'found', card: { cardId: '62E3086CED' } });
    expect(matchCard('*E3086CED', [])).toEqual({ kind: 'unknown' });
  });

  it('whatever is issued, a match is a card that may be meant, and the only one', () => {
    const id = fc
      .tuple(
        fc.constantFrom('', '*'),
        fc.constantFrom('01', '02', ''),
        fc.constantFrom('AA', 'BB'),
        fc.constantFrom('000001', '000002'),
      )
      .map(([mark, version, byte, tail]) => (mark === '*' ? `*${byte}${tail}` : `${version}${byte}${tail}`));
    fc.assert(
      fc.property(fc.uniqueArray(id, { maxLength: 8 }), id, (issued, shown) => {
        const match = matchCard(shown, issued.map(card));
        const may = issued.filter((each) => maybeSameCard(each, shown));
        if (match.kind === 'found') expect(may).toContain(match.card.cardId);
        if (match.kind === 'unknown') expect(may).toEqual([]);
        if (match.kind === 'alike') expect(may.length).toBeGreaterThan(1);
        if (may.length > 1 && !issued.includes(shown)) expect(match.kind).toBe('alike');
      }),
    );
  });
});

describe('the cards of the desk', () => {
  let desk: TestDesk;
  let staff: Staff;
  const issue = (cardId: string, label: string) => issueCard(staff, command(), { cardId, kind: 'deposit', label });
  const refusal = (act: () => unknown): unknown => {
    try {
      act();
    } catch (error) {
      return error;
    }
    return undefined;
  };

  beforeEach(() => {
    desk = openTestDesk();
    staff = openTestStaff(desk);
  });
  afterEach(() => desk.database.close());

  it('issued at a reader that tells all are found at one that tells the end, under the id they were issued with', () => {
    issue('62E3086CED', '001');
    for (const shown of ['62E3086CED', '*E3086CED', '*086CED'])
      expect(whoseCard(staff, shown)).toMatchObject({ kind: 'found', owner: { cardId: '62E3086CED', label: '001' } });
    expect(whoseCard(staff, '*086CEE')).toEqual({ kind: 'unknown' });
    expect(findCard(staff, '*E3086CED')).toBeUndefined();
  });

  it('issued at a reader that tells the end are found at one that tells all', () => {
    issue('*086CED', '001');
    for (const shown of ['*086CED', '*E3086CED', '62E3086CED'])
      expect(whoseCard(staff, shown)).toMatchObject({ kind: 'found', owner: { cardId: '*086CED' } });
  });

  it('that end alike are told apart by who tells all, and never guessed for who does not, also when one is lost', () => {
    issue('62E3086CED', '001');
    issue('01E3086CED', '002');
    loseCard(staff, command(), '01E3086CED', 'lost');
    expect(whoseCard(staff, '01E3086CED')).toMatchObject({ kind: 'found', owner: { label: '002', blocked: true } });
    expect(whoseCard(staff, '62E3086CED')).toMatchObject({ kind: 'found', owner: { label: '001', blocked: false } });
    expect(whoseCard(staff, '*E3086CED')).toEqual({ kind: 'alike' });
  });

  it('are not issued twice under a longer and a shorter number', () => {
    issue('62E3086CED', '001');
    expect(refusal(() => issue('*E3086CED', '002'))).toMatchObject({ code: 'staff/card-in-use' });
    issue('*AABBCC', '003');
    expect(refusal(() => issue('01EEAABBCC', '004'))).toMatchObject({ code: 'staff/card-in-use' });
    issue('01E3086CED', '005');
    expect(refusal(() => issue('*086CED', '006'))).toMatchObject({ code: 'staff/cards-alike' });
  });

  it('that came back are issued again under the id they are known by', () => {
    issue('62E3086CED', '001');
    returnCard(staff, command(), '62E3086CED');
    expect(issue('*E3086CED', '007')).toEqual({ cardId: '62E3086CED' });
    expect(listCards(staff)).toMatchObject([{ cardId: '62E3086CED', label: '007', state: 'in-use' }]);
  });

  it('are looked up by an index, not by reading them all', () => {
    const plan = desk.database
      .prepare<{ detail: string }>('EXPLAIN QUERY PLAN SELECT * FROM cards WHERE substr(card_id, -6) = @tail')
      .all({ tail: '086CED' });
    expect(plan.map(({ detail }) => detail).join()).toContain('cards_tail');
  });
});
