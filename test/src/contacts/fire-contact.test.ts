import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { encodeWav, parseWav } from '../../../firmware-bridge/audio/wav.ts';
import type { ContactWiring } from '../../../hardware/contacts/contact-wiring.ts';
import { openContacts } from '../../../hardware/contacts/open-contacts.ts';
import {
  airService,
  armEmergency,
  currentAir,
  openBroadcast,
  openEmergencies,
  stopAir,
  takeEmergencyCard,
} from '../../../src/broadcast/actions.ts';
import { followContacts } from '../../../src/contacts/actions.ts';
import type { PublicAddress } from '../../../src/ports/public-address.ts';
import { command, openTestDesk } from '../../desk-fixture.ts';
import { settle } from '../../fake-clock.ts';
import { sine } from '../../firmware-bridge/audio/sound.ts';
import { plaza } from '../../hardware/public-address/plaza.ts';
import {
  announcements,
  shippedCallRules,
  shippedEmergencyRules,
  shippedRules,
} from '../broadcast/broadcast-fixture.ts';

const inputs: readonly Omit<ContactWiring, 'gpio'>[] = [
  { id: 'fire', does: 'fire-alarm', contact: 'normally-closed', debounceMs: 20 },
  { id: 'fire-2', does: 'fire-alarm', contact: 'normally-open', debounceMs: 20 },
  { id: 'stop-button', does: 'stop-announcement', contact: 'normally-open', debounceMs: 20 },
];
const words = { zh: '晴川', en: 'Qingchuan' };
const closers: (() => Promise<void> | void)[] = [];
let folder = '';
let sound = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'qingyu-fire-'));
  sound = join(folder, 'heard.out');
  writeFileSync(join(folder, 'tune.wav'), encodeWav(sine(440, 48_000 * 30, 0.5), 48_000, 1));
});
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
  rmSync(folder, { recursive: true, force: true });
});

/** The loudest sample of a stretch of what the loudspeakers played. */
function loudest(fromMs: number, toMs: number): number {
  let peak = 0;
  for (const samples of parseWav(readFileSync(sound)).channelData)
    for (const sample of samples.subarray(fromMs * 48, toMs * 48)) peak = Math.max(peak, Math.abs(sample));
  return peak;
}

/** When the last sample was heard that is not silence, milliseconds. */
function lastSoundMs(): number {
  const [left] = parseWav(readFileSync(sound)).channelData;
  return left === undefined ? 0 : left.findLastIndex((sample) => sample !== 0) / 48;
}

/** Contacts, the air and loudspeakers that play into a file, on one clock. */
async function openPlaza() {
  const desk = openTestDesk('2026-11-21T16:10:00+08:00');
  closers.push(() => desk.dispose());
  const { clock } = desk;
  const { device, wait } = await plaza(folder, { clock, sink: { kind: 'file', path: sound } });
  closers.push(() => device.stop());
  const speakers: PublicAddress = device;
  const broadcast = openBroadcast(desk, {
    rules: shippedRules,
    callRules: shippedCallRules,
    publicAddress: speakers,
    identity: { plaza: words, desk: words },
    queuePaper: () => 1,
    signature: () => ({ name: '王芳', staffNo: '1024' }),
  });
  closers.push(() => broadcast.stop());
  const { device: contacts, simulator } = openContacts({ id: 'contacts-1', link: 'simulated', inputs }, clock);
  if (simulator === undefined) throw new Error('simulated contacts have hands');
  const errors: unknown[] = [];
  closers.push(
    followContacts(desk, {
      devices: [contacts],
      effects: {
        mute: broadcast.fireMute.close,
        release: broadcast.fireMute.release,
        stopAir: (asked) => void stopAir(broadcast, asked),
      },
      report: (error) => errors.push(error),
    }),
  );
  const beganMs = clock.monotonicMs();
  const journal = () =>
    desk.database
      .prepare<{ kind: string; actor: string }>('SELECT kind, actor FROM journal ORDER BY seq')
      .all()
      .map(({ kind, actor }) => `${kind} ${actor}`);
  return {
    desk,
    device,
    broadcast,
    contacts,
    simulator,
    errors,
    journal,
    nowMs: () => clock.monotonicMs() - beganMs,
    wait,
  };
}

describe('a fire contact', () => {
  // To see it red: put `close`'s device.mute behind the debounce of a second, or into `afterCommit` with a full disk.
  it('closed: 100 ms later not one sample of music, chime or speech is heard, until it is released', async () => {
    const { device, broadcast, contacts, simulator, nowMs, wait } = await openPlaza();
    await contacts.start();
    closers.push(() => contacts.stop());
    await device.playMusic();
    airService(broadcast, command(), { zh: '请注意', times: 3, gapSeconds: 1 });
    await wait(5_500);
    expect(currentAir(broadcast).onAir).not.toBeNull();
    const closedMs = nowMs();
    simulator.press('fire');
    await wait(4_000);
    expect(currentAir(broadcast)).toMatchObject({ onAir: null, muted: { sinceMs: expect.any(Number) } });
    const releasedMs = nowMs();
    simulator.release('fire');
    await wait(2_000);
    expect(currentAir(broadcast).muted).toBeNull();
    await device.stop();
    expect(loudest(closedMs - 500, closedMs)).toBeGreaterThan(0.1);
    expect(loudest(closedMs + 100, releasedMs)).toBe(0);
    expect(loudest(releasedMs + 500, releasedMs + 1_500)).toBeGreaterThan(0.1);
  });

  // Measured in the file: from the edge of the contact to the last sample that is not silence.
  it('closed while an emergency is on the air: silent within 100 ms, and another one is refused', async () => {
    const { desk, device, broadcast, contacts, simulator, nowMs, wait } = await openPlaza();
    await contacts.start();
    closers.push(() => contacts.stop());
    await device.playMusic();
    await wait(1_000);
    const emergencies = openEmergencies(broadcast, shippedEmergencyRules);
    armEmergency(emergencies, command('screen'), 'evacuation');
    expect(takeEmergencyCard(emergencies, { id: 7, name: '李敏', roles: ['supervisor'] })?.accepted).toBe(true);
    await wait(3_000);
    expect(currentAir(broadcast).onAir?.class).toBe('emergency');
    const closedMs = nowMs();
    simulator.press('fire');
    await wait(2_000);
    expect(() => armEmergency(emergencies, command('screen'), 'evacuation')).toThrow(/voice alarm/);
    const [logged] = announcements(broadcast);
    expect(logged).toMatchObject({ class: 'emergency', state: 'cut', code: 'air/fire-contact' });
    await device.stop();
    expect(desk.journal.page({ limit: 20 }).map(({ kind }) => kind)).toContain('broadcast/muted');
    expect(loudest(closedMs - 500, closedMs)).toBeGreaterThan(0.1);
    expect(lastSoundMs() - closedMs).toBeLessThanOrEqual(100);
  });

  it('is journalled as the device’s deed', async () => {
    const { contacts, simulator, journal, wait } = await openPlaza();
    await contacts.start();
    simulator.press('fire');
    await wait(100);
    simulator.release('fire');
    await wait(100);
    await contacts.stop();
    expect(journal()).toEqual([
      'broadcast/muted device:contacts-1',
      'contacts/fire-closed device:contacts-1',
      'contacts/fire-released device:contacts-1',
      'broadcast/unmuted device:contacts-1',
    ]);
  });

  it('closed already when the service starts mutes from the start', async () => {
    const { broadcast, contacts, simulator } = await openPlaza();
    simulator.press('fire');
    await contacts.start();
    expect(currentAir(broadcast).muted).not.toBeNull();
    expect(() => airService(broadcast, command(), { zh: '请注意', times: 1, gapSeconds: 1 })).toThrow(/muted/);
    await contacts.stop();
  });

  it('of several: the last one released gives the air back', async () => {
    const { broadcast, contacts, simulator, wait } = await openPlaza();
    await contacts.start();
    for (const contact of ['fire', 'fire-2']) simulator.press(contact);
    await wait(100);
    simulator.release('fire');
    await wait(100);
    expect(currentAir(broadcast).muted).not.toBeNull();
    simulator.release('fire-2');
    await wait(100);
    expect(currentAir(broadcast).muted).toBeNull();
    await contacts.stop();
  });

  it('whose line is lost while it is closed stays closed: silence is given back by a release only', async () => {
    const { broadcast, contacts, simulator, wait } = await openPlaza();
    await contacts.start();
    simulator.press('fire');
    await wait(100);
    simulator.setFault('fire:disconnect', true);
    await wait(20_000);
    expect(contacts.health().state).toBe('fault');
    expect(currentAir(broadcast).muted).not.toBeNull();
    await contacts.stop();
  });
});

describe('the stop button at the desk', () => {
  it('stops what is on the air with one press, as the button on the screen does, and is journalled as the device’s', async () => {
    const { device, broadcast, contacts, simulator, errors, journal, wait } = await openPlaza();
    await contacts.start();
    await device.playMusic();
    airService(broadcast, command(), { zh: '请注意', times: 3, gapSeconds: 1 });
    await wait(5_500);
    expect(currentAir(broadcast).onAir).not.toBeNull();
    simulator.press('stop-button');
    await wait(200);
    await settle();
    expect(currentAir(broadcast)).toMatchObject({ onAir: null, muted: null });
    expect(device.music().state).toBe('playing');
    expect(journal()).toContain('broadcast/stop-pressed device:contacts-1');
    simulator.release('stop-button');
    await wait(200);
    expect(journal().filter((line) => line.startsWith('broadcast/stop-pressed'))).toHaveLength(1);
    expect(errors).toEqual([]);
    await contacts.stop();
  });
});
