import type { DueEntry, KeptPapers, Ledger } from '../ports/ledger.ts';
import { dayBounds, paperDate } from '../printing/letterhead.ts';
import type { Broadcast } from './broadcast-room.ts';
import { openLedgerStore } from './ledger-store.ts';
import { CLASS_NAMES } from './log.rules.ts';

const LOG = { zh: '播音日志', en: 'Air log' };

/** The ledgers of the air: calls with everything that followed them, and every other item by day. */
export function airLedgers({ desk }: Pick<Broadcast, 'desk'>, papers: KeptPapers): Ledger[] {
  const store = openLedgerStore(desk.database);
  const dayOf = (atMs: number) => paperDate(atMs, desk.timeZone);
  const ofCall = (id: number | string) => `call:${id}`;
  const ofDay = (day: string) => `air-log:${day}`;
  /** The printed logs of the days on which a call was aired have its words too. */
  const daysOfCall = (id: number) => [...new Set(store.timesOfCall(id).map(dayOf))];

  return [
    {
      id: 'calls',
      name: { zh: '寻人寻物', en: 'Calls' },
      whatIsDue: (beforeMs) =>
        store.calls(beforeMs).flatMap(({ id, number, kind, opened_at, closed_at, records }): DueEntry[] => {
          const subjects = [ofCall(id), ...daysOfCall(id).map(ofDay)];
          if (subjects.some((subject) => papers.count(subject).open > 0)) return [];
          const span = { fromMs: opened_at, untilMs: closed_at };
          return [
            {
              ref: String(id),
              number,
              kind: CLASS_NAMES[kind],
              ...span,
              records,
              papers: papers.count(ofCall(id)).all,
            },
          ];
        }),
      purge(ref) {
        const id = Number(ref);
        const days = daysOfCall(id);
        const printed = [ofCall(id), ...days.map(ofDay)].reduce((sum, subject) => sum + papers.destroy(subject), 0);
        return printed + store.purgeCall(id);
      },
    },
    {
      id: 'air-log',
      name: LOG,
      whatIsDue: (beforeMs) => byDay(store.log(beforeMs)),
      purge: (day, beforeMs) => papers.destroy(ofDay(day)) + store.purgeLog(dayBounds(day, desk.timeZone), beforeMs),
    },
  ];

  function byDay(items: readonly { readonly at: number; readonly ended: number }[]): DueEntry[] {
    const days: { day: string; nextMs: number; fromMs: number; untilMs: number; records: number }[] = [];
    for (const { at, ended } of items) {
      const last = days.at(-1);
      if (last !== undefined && at < last.nextMs) {
        last.records += 1;
        last.untilMs = Math.max(last.untilMs, ended);
        continue;
      }
      const day = dayOf(at);
      const nextMs = dayBounds(day, desk.timeZone).untilMs;
      days.push({ day, nextMs, fromMs: at, untilMs: ended, records: 1 });
    }
    return days.flatMap(({ day, fromMs, untilMs, records }) => {
      const { all, open } = papers.count(ofDay(day));
      return open > 0 ? [] : [{ ref: day, number: day, kind: LOG, fromMs, untilMs, records, papers: all }];
    });
  }
}
