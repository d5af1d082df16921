import { writeCsv } from '../exports/actions.ts';
import { type Roster, rosterRulesOn } from './open-roster.ts';
import { rosterTable, todayOf } from './views.ts';

/** Two weeks from next Monday, one column for each day, as they stand: fill in and read in again. UTF-8 with its mark, for Excel. */
export function rosterTemplate(roster: Roster): Uint8Array {
  const today = todayOf(roster);
  const { week } = roster.shiftCalendar.periodsOf(today);
  let from = week;
  for (let days = 0; days < 7; days++) from = roster.shiftCalendar.dayAfter(from);
  const table = rosterTable(roster, { from, days: 14 });
  const { shortNames } = rosterRulesOn(roster, today);
  const short = (id: string): string => shortNames.find(({ shift }) => shift === id)?.zh ?? id;
  const titles = ['工号', '姓名', ...table.days.map(({ calendar }) => calendar.day)];
  return writeCsv({
    name: '排班',
    columns: titles.map((title) => ({ title, width: title.length })),
    rows: table.rows.map(({ staffNo, name, lines }) => [
      staffNo,
      name,
      ...lines.map(({ shifts }) =>
        shifts.length === 0 ? '休' : shifts.map(({ shiftId }) => short(shiftId)).join('+'),
      ),
    ]),
  });
}
