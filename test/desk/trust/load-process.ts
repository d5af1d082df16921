import { statSync, writeSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { loadDesk } from './desk-load.ts';
import { openRoomsDesk } from './rooms-desk.ts';
import { seededRandom } from './seeded-random.ts';

/*
 * A process that is made to be killed: works at the desk of a folder and says on stdout, one JSON line each, what it sent and what
 * was acknowledged, with the length of the disk log at that moment when it is recorded. Ends when its stdin does.
 */
const { values } = parseArgs({
  options: {
    config: { type: 'string', default: '' },
    data: { type: 'string', default: '' },
    prefix: { type: 'string', default: 'load' },
    seed: { type: 'string', default: '0' },
    cards: { type: 'string', default: '' },
    commands: { type: 'string', default: 'Infinity' },
    normal: { type: 'boolean', default: false },
  },
});
process.stdin.once('end', () => process.exit(0)).resume();

const log = process.env.QINGYU_RECORD_LOG;
const at = () => (log === undefined ? 0 : statSync(log).size);
const say = (line: unknown) => writeSync(process.stdout.fd, `${JSON.stringify(line)}\n`);
let acknowledged = 0;

const desk = await openRoomsDesk(
  { configFile: values.config, dataFolder: values.data },
  { synchronous: values.normal ? 'NORMAL' : 'FULL' },
);
say({ ready: true });
await loadDesk({
  desk,
  random: seededRandom(Number(values.seed)),
  prefix: values.prefix,
  cards: values.cards.split(','),
  isOver: () => acknowledged >= Number(values.commands),
  log: {
    sent: (command) => say({ sent: command }),
    tapped: () => say({ tapped: true }),
    acknowledged(command) {
      say({ acknowledged: command, at: at() });
      acknowledged += 1;
    },
    punched(punch) {
      const { punchId, personId, repeat } = punch;
      say({ punched: { punchId, personId, repeat }, at: at() });
      acknowledged += 1;
    },
  },
});
say({ over: true });
await desk.close();
process.exit(0);
