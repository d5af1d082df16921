import { expect, it, vi } from 'vitest';
import { createMemoryInput } from '../../../firmware-bridge/gpio/memory-line.ts';
import { createContactPolarity } from '../../../hardware/umbrella-cabinet/contact-polarity.ts';
import { createGpioBackend } from '../../../hardware/umbrella-cabinet/gpio-backend.ts';
import { FakeClock } from '../../fake-clock.ts';

const contact = vi.hoisted(() => ({ set: (_high: boolean): void => undefined }));
vi.mock('../../../firmware-bridge/gpio/open-pin.ts', () => ({
  openPinInput: async () => {
    const { line, set } = createMemoryInput('contact', false);
    contact.set = set;
    return line;
  },
}));

it.each([
  { activeLow: true, closedWhen: 'active', low: 'closed' },
  { activeLow: true, closedWhen: 'inactive', low: 'open' },
  { activeLow: false, closedWhen: 'active', low: 'open' },
  { activeLow: false, closedWhen: 'inactive', low: 'closed' },
] as const)(
  'a low contact line, activeLow $activeLow and closed when $closedWhen, is a door that is $low',
  async ({ activeLow, closedWhen, low }) => {
    const backend = createGpioBackend({
      clock: new FakeClock(),
      doors: [{ number: 1, lock: { offset: 17 }, sensor: { offset: 5, activeLow, closedWhen } }],
    });
    expect(await (await backend.openSensor(1)).read()).toBe(false);
    const { shows } = createContactPolarity(backend, () => undefined);
    expect(shows(1, false)).toBe(low);
  },
);

it('a door contact that bounces is heard once it stands still, and its bounces are counted', async () => {
  const clock = new FakeClock();
  const sensor = { offset: 5, debounceMs: 30 };
  const backend = createGpioBackend({ clock, doors: [{ number: 1, lock: { offset: 17 }, sensor }] });
  const door = await backend.openSensor(1);
  await door.read();
  const heard: boolean[] = [];
  door.onChange((high) => heard.push(high));
  for (const high of [true, false, true]) contact.set(high);
  await clock.advance(29);
  expect([heard, await door.readNew?.()]).toEqual([[], true]);
  await clock.advance(1);
  expect([heard, backend.counters?.()]).toEqual([[true], { bounces: 1 }]);
  door.close();
});
