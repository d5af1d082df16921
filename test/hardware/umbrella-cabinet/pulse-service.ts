/** A stand-in for the service, to be killed, stopped and blocked: starts the real guard and pulses the lock it is told to on stdin. */
import { createGuardClient } from '../../../hardware/umbrella-cabinet/guard-client.ts';
import { createSystemClock } from '../../../src/clock/system-clock.ts';

const [folder = '', lockCount = '1'] = process.argv.slice(2);
const locks = Array.from({ length: Number(lockCount) }, (_, index) => ({
  number: index + 1,
  supply: `supply-${index + 1}`,
  line: { at: 'file', path: `${folder}/lock-${index + 1}` } as const,
}));
const guard = createGuardClient({ locks, clock: createSystemClock(), silenceMs: 150 });
const say = (text: string) => process.stdout.write(`${text}\n`);

guard.onState((state) => say(`${state.is} ${guard.pid() ?? 0}`));
guard.onLine((lock, on) => say(`line ${lock} ${on ? 'on' : 'off'}`));
guard.start();

process.stdin.on('data', (chunk: Buffer) => {
  for (const line of chunk.toString().split('\n')) {
    const [verb, a = '0', b = '0'] = line.split(' ');
    if (verb === 'pulse') void guard.pulse(Number(a), Number(b)).then((answer) => say(`answer ${a} ${answer.result}`));
    // Deaf and dumb for a while, as a service in an endless loop is.
    if (verb === 'block') Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, Number(a));
  }
});
process.stdin.on('end', () => process.exit(0));
