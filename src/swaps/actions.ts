import type { Change } from '../journal/desk.ts';
import { rosterLineOf, writeDay } from '../roster/actions.ts';
import { refuseUnknown, rulesNow, type Swaps } from './open-swaps.ts';
import { checkSwap, type SwapAnswer, type SwapRequest } from './rules.ts';
import { factsFor } from './swap-facts.ts';

export type { SwapColleague, SwapDay, SwapDays, SwapOffers, SwapPartner } from './offers.rules.ts';
export { swapColleagues, swapDaysWith, swapPartners } from './offers.ts';
export { openSwaps, type SwapNeeds, type Swaps } from './open-swaps.ts';
export type { SwapAnswer, SwapCheck, SwapRequest } from './rules.ts';

/**
 * How a swap stands to every rule; writes nothing.
 * @param ownFormId the form of this swap, if there is one already
 * @throws DeskError `swaps/no-such-person`
 */
export function answerSwap(swaps: Swaps, request: SwapRequest, ownFormId?: number): SwapAnswer {
  refuseUnknown(swaps, request.personId);
  refuseUnknown(swaps, request.withPersonId);
  return checkSwap(request, factsFor(swaps, request, ownFormId), rulesNow(swaps));
}

/** Puts a swap with all its signatures into the roster, inside the caller's transaction. */
export function applySwap({ needs }: Swaps, change: Change, swap: SwapRequest & { readonly number: string }): void {
  const { roster } = needs;
  const { personId, withPersonId, day, otherDay } = swap;
  const idsOf = (who: number, on: string): string[] =>
    rosterLineOf(roster, who, on).shifts.map(({ shiftId }) => shiftId);
  const given = idsOf(personId, day);
  const taken = idsOf(withPersonId, otherDay);
  const put = (who: number, on: string, shiftIds: readonly string[]): void => {
    writeDay(roster, change, { personId: who, day: on, shiftIds, kind: 'swap', reason: swap.number });
  };
  if (day === otherDay) {
    put(personId, day, taken);
    put(withPersonId, day, given);
    return;
  }
  put(personId, day, []);
  put(personId, otherDay, taken);
  put(withPersonId, otherDay, []);
  put(withPersonId, day, given);
}
