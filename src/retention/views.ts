import { dueNow, keptLedgers, listOf, type RetentionRoom, rulesOf } from './retention-room.ts';
import {
  type HoldView,
  type ListView,
  OPEN_STATES,
  paperStanding,
  type RetentionView,
  type Signed,
  totalsOf,
} from './rules.ts';
import type { Deed, StoredList } from './store.ts';

/** What is past its time, and the list under way. */
export function retentionView(room: RetentionRoom): RetentionView {
  const { store, parts } = room;
  const rules = rulesOf(room);
  const states = [...OPEN_STATES, 'wiping'] as const;
  const list = states.flatMap((state) => store.inState(state))[0];
  return {
    clause: rules.keptYears.clause,
    clockTrusted: parts.clockTrusted(),
    approvers: rules.approvers.value,
    due: totalsOf(shown(room), dueNow(room)),
    list: list === undefined ? null : viewOf(room, list),
    quietHours: rules.quietHours.value,
  };
}

/** One list with everything on it. @throws DeskError `retention/unknown` */
export function listById(room: RetentionRoom, id: number): ListView {
  return viewOf(room, listOf(room, id));
}

/** The lists so far, newest first. */
export function newestLists(room: RetentionRoom, limit: number): ListView[] {
  return room.store.newest(limit).map((list) => viewOf(room, list));
}

/** What is kept longer, newest first. */
export function holdsNow(room: RetentionRoom): HoldView[] {
  const ledgers = shown(room);
  return room.store.holds().map(({ id, ledger, number, reason, held }) => ({
    id,
    ledger,
    name: ledgers.find((one) => one.ledger === ledger)?.name ?? { zh: ledger, en: ledger },
    number,
    reason,
    by: signed(room, held),
  }));
}

const shown = (room: RetentionRoom) => keptLedgers(room).map(({ ledger, name, years }) => ({ ledger, name, years }));

function viewOf(room: RetentionRoom, list: StoredList): ListView {
  const entries = room.store.entries(list.id);
  const orNull = (deed: Deed | null) => (deed === null ? null : signed(room, deed));
  return {
    id: list.id,
    number: list.number,
    state: list.state,
    clause: list.clause,
    proposed: signed(room, list.proposed),
    approvals: [list.first, list.second].flatMap((deed) => (deed === null ? [] : [signed(room, deed)])),
    signed: orNull(list.signed),
    purged: orNull(list.purged),
    ended: orNull(list.ended),
    reason: list.reason,
    paper: list.paper,
    paperStands: paperStanding(list.paper === null ? [] : room.parts.jobsOf(list.paper)),
    totals: totalsOf(
      shown(room),
      entries.filter(({ state }) => state !== 'held'),
    ),
    entries,
  };
}

function signed({ parts }: RetentionRoom, { by, atMs }: Deed): Signed {
  return { ...parts.signature(by), atMs };
}
