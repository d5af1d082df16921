import {
  alike,
  comingDays,
  nearestDays,
  possibleFirst,
  type SwapColleague,
  type SwapDays,
  type SwapOffers,
  type SwapPartner,
  tellsOf,
} from './offers.rules.ts';
import { type Colleague, refuseUnknown, rulesNow, type Swaps, todayOf } from './open-swaps.ts';
import { checkSwap, type SwapCheck } from './rules.ts';
import { factsFor, type Reads, readsOf } from './swap-facts.ts';

const MOST_PARTNERS = 30;

/**
 * With whom a person could change the shifts of a day so that no rule is broken, and why with nobody.
 * @param ownFormId the form that is corrected, if there is one
 * @throws DeskError `swaps/no-such-person`
 */
export function swapPartners(swaps: Swaps, personId: number, day: string, ownFormId?: number): SwapOffers {
  refuseUnknown(swaps, personId);
  const reads = readsOf(swaps);
  const rules = rulesNow(swaps);
  const mates = matesOf(swaps, personId, day, reads);
  const partners: SwapPartner[] = [];
  let against: readonly SwapCheck[] | undefined;
  for (const otherDay of nearestDays(day)) {
    for (const { personId: withPersonId, name } of mates) {
      const { shifts } = reads.line(withPersonId, otherDay);
      if (shifts.length === 0) continue;
      const request = { personId, withPersonId, day, otherDay };
      const answer = checkSwap(request, factsFor(swaps, request, ownFormId, reads), rules);
      if (answer.passed) partners.push({ personId: withPersonId, name, otherDay, shifts, counts: tellsOf(answer) });
      if (partners.length >= MOST_PARTNERS) return { partners, against: [] };
      against = alike(against ?? answer.checks, answer.checks);
    }
  }
  return { partners, against: against ?? [] };
}

/**
 * Who can be asked at all, by name: everybody else at work. Whoever does other work is among them, so that the rule
 * says why not; those who do the same work on that day come first.
 * @throws DeskError `swaps/no-such-person`
 */
export function swapColleagues(swaps: Swaps, personId: number, day: string): SwapColleague[] {
  refuseUnknown(swaps, personId);
  const reads = readsOf(swaps);
  const others = swaps.needs.colleagues().filter((one) => one.personId !== personId);
  const mates = others.filter(isMate(swaps, personId, day, reads));
  return [...mates, ...others.filter((one) => !mates.includes(one))];
}

/**
 * The working days of one colleague around a day, each with what the rules say to taking it.
 * @param ownFormId the form that is corrected, if there is one
 * @throws DeskError `swaps/no-such-person`
 */
export function swapDaysWith(
  swaps: Swaps,
  { personId, day, withPersonId }: { readonly personId: number; readonly day: string; readonly withPersonId: number },
  ownFormId?: number,
): SwapDays {
  refuseUnknown(swaps, personId);
  refuseUnknown(swaps, withPersonId);
  const reads = readsOf(swaps);
  const rules = rulesNow(swaps);
  const days = comingDays(day, todayOf(swaps)).flatMap((otherDay) => {
    const { shifts } = reads.line(withPersonId, otherDay);
    if (shifts.length === 0) return [];
    const request = { personId, withPersonId, day, otherDay };
    const answer = checkSwap(request, factsFor(swaps, request, ownFormId, reads), rules);
    return [{ otherDay, shifts, passed: answer.passed, tells: tellsOf(answer) }];
  });
  return { personId: withPersonId, name: swaps.needs.nameOf(withPersonId) ?? '', days: possibleFirst(days) };
}

/** Who is proposed: mates; where there are none, one other for the words of the rule. */
function matesOf(swaps: Swaps, personId: number, day: string, reads: Reads): readonly Colleague[] {
  const others = swaps.needs.colleagues().filter((one) => one.personId !== personId);
  const mates = others.filter(isMate(swaps, personId, day, reads));
  return mates.length > 0 ? mates : others.slice(0, 1);
}

/** Of the same post and grade on a day, where the rules ask for it. */
function isMate(swaps: Swaps, personId: number, day: string, { line }: Reads): (one: Colleague) => boolean {
  const { samePost, sameGrade } = rulesNow(swaps);
  const me = line(personId, day);
  return (one) => {
    const { postId, grade } = line(one.personId, day);
    return (!samePost.value || postId === me.postId) && (!sameGrade.value || grade === me.grade);
  };
}
