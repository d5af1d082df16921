/** Runs inside the guest: powers the machine up, plays one scenario and writes what was found into the shared folder. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inspect, parseArgs } from 'node:util';
import { type Found, SAID } from './found.ts';
import { SCENARIOS } from './scenario.ts';
import { type Check, openWorld } from './world.ts';

const { values } = parseArgs({
  options: { scenario: { type: 'string' }, share: { type: 'string' }, short: { type: 'boolean', default: false } },
});
const { scenario: name, share, short } = values;
const listed = SCENARIOS.find((one) => one.name === name);
if (listed === undefined || share === undefined) throw new Error(`there is no scenario ${name}`);

const checks: Check[] = [];
const figures: Record<string, Readonly<Record<string, number>>> = {};
const say = (line: string): void => console.log(`${SAID}${line}`);
let trouble: string | undefined;
try {
  const scenario = await listed.load();
  const world = await openWorld({
    short,
    share,
    furtherDevices: scenario.devices,
    configured: scenario.configured,
    asServiceUser: scenario.asServiceUser ?? false,
    say,
    checked: (check) => checks.push(check),
    measured: (what, found) => {
      figures[what] = found;
    },
  });
  await scenario.run(world);
  const { complaints } = world.desk;
  if (scenario.judgesComplaints !== true)
    world.check('the service wrote no complaint', complaints.length === 0, complaints.slice(0, 5).join(' | '));
} catch (error) {
  // With what caused it: a request that failed says why only there.
  trouble = inspect(error);
  say(`FAILED ${trouble}`);
}
const found: Found = { checks, figures, ...(trouble === undefined ? {} : { trouble }) };
writeFileSync(join(share, 'found.json'), JSON.stringify(found, undefined, 2));
// What was started in here ends with the machine.
process.exit(trouble === undefined && checks.every(({ holds }) => holds) ? 0 : 1);
