import { expect, it, vi } from 'vitest';
import { createMemoryInput } from '../../../firmware-bridge/gpio/memory-line.ts';
import { createContactPolarity } from '../../../hardware/umbrella-cabinet/contact-polarity.ts';
import { createGpioBackend } from '../../../hardware/umbrella-cabinet/gpio-backend.ts';
import { FakeClock } from '../../fake-clock.ts';

vi.mock('../../../firmware-bridge/gpio/open-pin.ts', () => ({
  openPinInput: async () => createMemoryInput('contact', false).line,
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
