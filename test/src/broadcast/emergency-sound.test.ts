import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { encodeWav } from '../../../firmware-bridge/audio/wav.ts';
import {
  airService,
  armEmergency,
  currentAir,
  makeReady,
  openBroadcast,
  openEmergencies,
  takeEmergencyCard,
} from '../../../src/broadcast/actions.ts';
import { command, openTestDesk } from '../../desk-fixture.ts';
import { settle } from '../../fake-clock.ts';
import { sine } from '../../firmware-bridge/audio/sound.ts';
import { plaza } from '../../hardware/public-address/plaza.ts';
import { shippedCallRules, shippedEmergencyRules, shippedRules } from './broadcast-fixture.ts';

// F14 through the real mixer. Breaking it on purpose: let putOnAir in emergency.ts wait for the cancel window (`airAtMs` 400 ms later: red).

const F14_MS = 300;
let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'qingyu-emergency-'));
  writeFileSync(join(folder, 'tune.wav'), encodeWav(sine(440, 48_000 * 30, 0.5), 48_000, 1));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

it('from the card to the loudspeakers an emergency takes at most 300 ms, over music and speech, with its alarm first', async () => {
  const desk = openTestDesk('2026-11-21T16:10:00+08:00');
  const { clock } = desk;
  const { device, wait } = await plaza(folder, { clock });
  const broadcast = openBroadcast(desk, {
    rules: shippedRules,
    callRules: shippedCallRules,
    publicAddress: device,
    identity: { plaza: { zh: '晴川', en: 'Qingchuan' }, desk: { zh: '服务台', en: 'Desk' } },
    queuePaper: () => 1,
    signature: () => ({ name: '陈静', staffNo: '1001' }),
  });
  const emergencies = openEmergencies(broadcast, shippedEmergencyRules);
  await makeReady(emergencies);
  await device.playMusic();
  airService(broadcast, command(), { zh: '请注意', times: 3, gapSeconds: 1 });
  await wait(5_500);
  expect(currentAir(broadcast).onAir?.class).toBe('service');
  armEmergency(emergencies, command('screen'), 'evacuation');
  await settle();
  let startedMs: number | undefined;
  let first: string | undefined;
  device.onEvent((event) => {
    if (event.type !== 'airStarted') return;
    startedMs = clock.monotonicMs();
    first = event.timeline.segments[0]?.kind;
  });
  const cardMs = clock.monotonicMs();
  expect(takeEmergencyCard(emergencies, { id: 7, name: '陈静', roles: ['supervisor'] })?.accepted).toBe(true);
  for (let turn = 0; turn < 100 && startedMs === undefined; turn++) await wait(10);
  expect((startedMs ?? Number.POSITIVE_INFINITY) - cardMs).toBeLessThanOrEqual(F14_MS);
  expect(first).toBe('recording');
  expect(currentAir(broadcast).onAir?.class).toBe('emergency');
  broadcast.stop();
  await device.stop();
  desk.dispose();
});
