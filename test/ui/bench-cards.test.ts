import { expect, it } from 'vitest';
import type { CardRecord } from '../../src/staff/rules.ts';
import { demoCards, issuedCards } from '../../src/ui/pages/bench-cards.ts';

const someone = { staffNo: '1018', name: '李敏', pin: '101811', cardId: '4A00001018' };
const em4100 = [10];
const typeA = [8, 14, 20];
const any = [6, 8, 10, 12, 14];

const card = (cardId: string, state: CardRecord['state'] = 'in-use'): CardRecord => ({
  cardId,
  kind: 'deposit',
  label: cardId,
  personId: null,
  state,
  reason: '',
  issuedAtMs: 0,
});

it('offers the half of each demo card that the reader can see', () => {
  const ids = (digits: readonly number[]) => demoCards([someone], digits).map(({ cardId }) => cardId);
  expect(ids(em4100)).toEqual(expect.arrayContaining(['4A00001018', '4D00000001', '4A00002099', '0F00C0FFEE']));
  expect(ids(typeA)).toEqual(
    // As src/staff/demo-plaza.ts issues them.
    expect.arrayContaining(['044A0000801018', '044D0000800001', '044A0000802099', '040F00C080FFEE']),
  );
  expect(ids(any)).toEqual(ids(em4100));
  expect(ids([])).toEqual([]);
});

it('offers of the issued cards those the reader can see, one with two halves once', () => {
  const all = [card('4D00000001'), card('044D0000800001'), card('DEADBEEF'), card('4D00000002', 'lost')];
  const ids = (digits: readonly number[]) =>
    issuedCards(all, [], digits).flatMap(({ cardId }) => (cardId.includes('FFEE') ? [] : [cardId]));
  expect(ids(em4100)).toEqual(['4D00000001', '4D00000002']);
  expect(ids(typeA)).toEqual(['044D0000800001', 'DEADBEEF']);
  expect(ids(any)).toEqual(['4D00000001', '4D00000002', 'DEADBEEF']);
});
