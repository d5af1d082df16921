import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { configSchema } from '../../../config/schema.ts';
import { openSlipScanner } from '../../../hardware/slip-scanner/open-slip-scanner.ts';
import { CHECK_CODE_LENGTH, CODE_LETTERS, readCheckCode, showCheckCode } from '../../../src/loans/rules.ts';
import { FakeClock } from '../../fake-clock.ts';

const code = 'U8K2-4F7Q';
const typedMs = 200;

async function desk() {
  const clock = new FakeClock();
  const { device, simulator } = openSlipScanner({ id: 'scanner-1', link: 'simulated' }, clock);
  if (simulator === undefined) throw new Error('no simulator');
  const texts: string[] = [];
  device.onScan((event) => texts.push(event.text));
  await device.start();
  await clock.advance(0);
  const scan = async (text: string) => {
    simulator.scan(text);
    await clock.advance(5_000);
  };
  return { clock, device, simulator, texts, scan };
}

test('a code is told once, as it stands on the slip', async () => {
  const { clock, simulator, texts, device } = await desk();
  simulator.scan(code);
  await clock.advance(typedMs);
  expect(texts).toEqual([code]);
  await clock.advance(10_000);
  expect(texts).toHaveLength(1);
  expect(device.health()).toMatchObject({ state: 'ready', counters: { scans: 1, frames: 1 } });
  expect(clock.pending).toBe(0);
});

test('a scanner that goes on scanning the same code tells it once; later it is another scan', async () => {
  const { clock, simulator, texts } = await desk();
  for (let again = 0; again < 20; again++) {
    simulator.scan(code);
    await clock.advance(500);
  }
  expect(texts).toEqual([code]);
  await clock.advance(2_000);
  simulator.scan(code);
  await clock.advance(typedMs);
  expect(texts).toEqual([code, code]);
});

test('every code a slip can carry comes out of the scanner as the same code', async () => {
  const { scan, texts } = await desk();
  const any = fc.string({
    unit: fc.constantFrom(...CODE_LETTERS),
    minLength: CHECK_CODE_LENGTH,
    maxLength: CHECK_CODE_LENGTH,
  });
  await fc.assert(
    fc.asyncProperty(any, async (letters) => {
      texts.length = 0;
      await scan(showCheckCode(letters));
      expect(texts.map(readCheckCode)).toEqual([letters]);
    }),
    { numRuns: 50 },
  );
});

describe('what goes wrong', () => {
  test.each(['noise', 'no-enter', 'stuck-key'])('with %s the code is still read', async (fault) => {
    const { simulator, scan, texts } = await desk();
    simulator.setFault(fault, true);
    await scan(code);
    expect(texts).toEqual([code]);
  });

  test.each(['silent', 'rollover', 'disconnect'])(
    'with %s nothing is told, and the next good one is',
    async (fault) => {
      const { clock, simulator, scan, texts } = await desk();
      simulator.setFault(fault, true);
      await scan(code);
      expect(texts).toEqual([]);
      simulator.setFault(fault, false);
      await clock.advance(6_000);
      await scan(code);
      expect(texts).toEqual([code]);
    },
  );

  test.each(['lost-report', 'slow'])('with %s no code comes out that is another slip’s', async (fault) => {
    const { simulator, scan, texts } = await desk();
    simulator.setFault(fault, true);
    await scan(code);
    for (const read of texts.map(readCheckCode)) expect([undefined, readCheckCode(code)]).toContain(read);
  });

  test('three spoilt codes become a sentence, a good one takes it back', async () => {
    const { device, simulator, scan } = await desk();
    simulator.setFault('rollover', true);
    for (let again = 0; again < 3; again++) await scan(code);
    expect(device.health()).toMatchObject({ state: 'waiting', faults: [{ code: 'scanner/unreadable' }] });
    simulator.setFault('rollover', false);
    await scan(code);
    expect(device.health()).toMatchObject({ state: 'ready', faults: [] });
  });

  test('a scanner stopped in the middle of a code says nothing and leaves no timer of its own', async () => {
    const { clock, device, simulator, texts } = await desk();
    simulator.setFault('no-enter', true);
    simulator.scan(code);
    await clock.advance(typedMs);
    await device.stop();
    await clock.advance(1_000);
    expect(texts).toEqual([]);
    expect(clock.pending).toBe(0);
  });

  test('what no keyboard types is refused at the bench', async () => {
    const { simulator } = await desk();
    expect(() => simulator.scan('晴雨')).toThrow(expect.objectContaining({ code: 'simulator/bad-code' }));
  });
});

test('a scanner that is not plugged in is a fault, never an exception', async () => {
  const entry = configSchema.shape.devices.element.parse({
    id: 'scanner-1',
    kind: 'slip-scanner',
    link: { hid: { vendorId: '1209', productId: 'fffe' } },
  });
  if (entry.kind !== 'slip-scanner') throw new Error('no scanner');
  const { device, simulator } = openSlipScanner(entry, new FakeClock());
  expect(simulator).toBeUndefined();
  const fault = new Promise<string | undefined>((resolve) =>
    device.onHealth((health) => resolve(health.faults[0]?.code)),
  );
  await device.start();
  expect(await fault).toBe('link/not-found');
  await device.stop();
});
