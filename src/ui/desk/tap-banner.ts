import type { BannerProps } from '../kit/banner.tsx';
import { w } from '../words/tap-words.ts';
import { say } from '../words/words.ts';
import { desk } from './desk.ts';
import { timeOfDay } from './local-time.ts';
import type { CardShown, PunchView, SlipShown } from './types.ts';

/** What an employee reads after a tap, from the numbers of the punch. */
export function punchBanner(punch: PunchView): BannerProps {
  const at = clock(punch.atMs);
  const off = punch.minutesLate + punch.minutesEarly > 0 || punch.waits !== null;
  const { month, week } = punch;
  return {
    state: off || punch.clockQuality === 'unsure' ? 'wait' : 'done',
    name: punch.name,
    what: w(punch.turn === 'away' || punch.turn === 'back' ? `tap.${punch.turn}` : `tap.${punch.direction}`, { at }),
    line: punchLine(punch, at),
    soFar: [
      { value: month.lateMinutes, limit: month.limit, label: w('tap.monthLate') },
      { value: month.missed, limit: month.missedLimit, label: w('tap.monthMissed') },
      { value: Math.round(week.hours), limit: week.limit, label: w('tap.weekHours') },
    ],
  };
}

function punchLine(punch: PunchView, at: string): string {
  const shift = say(punch.shiftName);
  if (punch.waits) return w('tap.waits', { post: say(punch.waits.post), ready: clock(punch.waits.readyByMs) });
  if (punch.repeat) return w('tap.repeat', { at });
  if (punch.clockQuality === 'unsure') return w('tap.unsure');
  if (punch.rest) return w('tap.rest');
  if (punch.turn === 'away' && punch.endsMs !== null) return w('tap.awayLine', { shift, ends: clock(punch.endsMs) });
  if (punch.turn === 'back') return w('tap.backLine', { shift });
  if (punch.minutesLate > 0) return w('tap.late', { shift, n: punch.minutesLate });
  if (punch.minutesEarly > 0) return w('tap.early', { shift, n: punch.minutesEarly });
  return punch.relieves > 0 ? w('tap.relieves', { shift }) : w('tap.onTime', { shift });
}

function clock(ms: number): string {
  return timeOfDay(ms, desk.value?.timeZone ?? 'Asia/Shanghai');
}

/** What stands over the page after a card that is no punch; nothing for a card that signs in at the page that waits for it. */
export function cardBanner(card: CardShown, signingIn: boolean): BannerProps | undefined {
  switch (card.kind) {
    case 'sign-in':
      return signingIn
        ? undefined
        : { state: 'wait', name: card.name, what: w('tap.notRecordedWhat'), line: w('tap.takenForSignIn') };
    case 'unknown':
      return { state: 'need', name: w('tap.unknown'), what: w('tap.unknownWhat'), line: w('tap.unknownLine') };
    case 'alike':
      return { state: 'need', name: w('tap.alike'), what: w('tap.alikeWhat'), line: w('tap.alikeLine') };
    case 'blocked':
      return { state: 'need', name: w('tap.blocked'), what: w('tap.blockedWhat'), line: w('tap.blockedLine') };
    case 'emergency':
      return {
        state: card.accepted ? 'done' : 'need',
        name: card.name,
        what: w('tap.emergency'),
        line: say(card.says),
      };
    case 'not-recorded':
      return {
        state: 'need',
        name: w('tap.notRecorded'),
        what: w('tap.notRecordedWhat'),
        line: say(card.says),
      };
    case 'deposit':
      return card.loanId === undefined
        ? {
            state: 'done',
            name: w('tap.deposit', { label: card.label }),
            what: w('tap.depositFree'),
            line: w('tap.depositFreeLine'),
          }
        : {
            state: 'done',
            name: w('tap.deposit', { label: card.label }),
            what: w('tap.depositOut'),
            line: w('tap.depositOutLine'),
          };
    case 'loyalty':
      return {
        state: 'done',
        name: w('tap.loyalty', { label: card.label }),
        what: w('tap.loyaltyWhat'),
        line: w('tap.loyaltyLine'),
      };
  }
}

/** What stands over the page after a scanned slip that opens nothing. */
export function slipBanner(slip: SlipShown): BannerProps | undefined {
  switch (slip.kind) {
    case 'loan':
      return undefined;
    case 'form':
      return { state: 'done', name: slip.number, what: w('slip.form'), line: w('slip.formLine') };
    case 'ended':
      return { state: 'wait', name: w('slip.ended'), what: w('slip.endedWhat'), line: w('slip.endedLine') };
    case 'void':
      return { state: 'need', name: w('slip.void'), what: w('slip.voidWhat'), line: w('slip.voidLine') };
    case 'unknown':
      return { state: 'need', name: w('slip.unknown'), what: w('slip.unknownWhat'), line: w('slip.unknownLine') };
  }
}
