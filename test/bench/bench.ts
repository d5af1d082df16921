import { benchAnnouncement } from './announcement.ts';
import { benchApiGet } from './api-get.ts';
import { benchColdStart } from './cold-start.ts';
import { benchEmergency } from './emergency.ts';
import type { BenchRow } from './measure.ts';
import { benchMemory } from './memory.ts';
import { benchMonthReport } from './month-report.ts';
import { benchPunchCommit } from './punch-commit.ts';
import { benchReceiptBytes } from './receipt-bytes.ts';
import { benchTapAfterYears } from './tap-after-years.ts';
import { benchTapToScreen } from './tap-to-screen.ts';
import { benchTapWhileBusy } from './tap-while-busy.ts';

/** The benches by promise (trust.md); name some on the command line to run only those. */
const BENCHES: Readonly<Record<string, () => Promise<BenchRow[]>>> = {
  P1: benchPunchCommit,
  P4: benchTapToScreen,
  P5: benchApiGet,
  P6: benchMonthReport,
  P7: benchTapAfterYears,
  P8: benchMemory,
  P9: benchReceiptBytes,
  P10: benchTapWhileBusy,
  P11: benchAnnouncement,
  P12: benchColdStart,
  F14: benchEmergency,
};

const wanted = process.argv.slice(2);
console.log('promise | what | floor | product | ratio | goal | met');
let missed = 0;
for (const [promise, bench] of Object.entries(BENCHES)) {
  if (wanted.length > 0 && !wanted.includes(promise)) continue;
  for (const row of await bench()) {
    const met = row.ratio <= row.goal;
    if (!met) missed += 1;
    console.log(
      `${row.promise} | ${row.what} | ${row.floor} | ${row.product} | ${row.ratio.toFixed(2)} | ≤ ${row.goal} | ${met ? 'yes' : 'NO'}`,
    );
  }
}
process.exitCode = missed === 0 ? 0 : 1;
