import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CardPace } from '../../../firmware-bridge/audio/card-pace.ts';
import { CardPosition, parseStreamStatus } from '../../../firmware-bridge/audio/card-position.ts';
import { FakeClock } from '../../fake-clock.ts';

const LEAD = 2_880;

/** A card that plays at its own rate from the moment it is fed. */
function card(clock: FakeClock, rate: number, told: boolean) {
  let written = 0;
  let beganMs = Number.POSITIVE_INFINITY;
  const played = () => Math.max(0, Math.floor(((clock.monotonicMs() - beganMs) * rate) / 1000));
  const pace = new CardPace(clock, (frames) => {
    beganMs = Math.min(beganMs, clock.monotonicMs());
    for (let left = frames; left > 0; left -= 480) {
      written += 480;
      pace.wrote(480);
    }
  });
  pace.begin(() => (told ? played() : undefined));
  return { pace, ahead: () => written - played() };
}

describe('pace of a sound card', () => {
  it('keeps 60 ms ahead of the clock', async () => {
    const clock = new FakeClock();
    const { pace, ahead } = card(clock, 48_000, false);
    await clock.advance(149);
    expect(ahead()).toBe(0);
    await clock.advance(1);
    expect(ahead()).toBe(LEAD);
    await clock.advance(5_000);
    expect(Math.abs(ahead() - LEAD)).toBeLessThanOrEqual(480);
    pace.end();
    expect(clock.pending).toBe(0);
  });

  it.each([47_990, 48_010])(
    'neither lags behind nor starves a card of %i Hz that says what it has played',
    async (rate) => {
      const clock = new FakeClock();
      const { pace, ahead } = card(clock, rate, true);
      await clock.advance(600_000);
      // Ten minutes of 200 ppm would be 5760 frames.
      expect(Math.abs(ahead() - LEAD)).toBeLessThanOrEqual(960);
      pace.end();
    },
  );

  it('starts time anew after the machine slept', async () => {
    const clock = new FakeClock();
    const advanced: number[] = [];
    const pace: CardPace = new CardPace(clock, (frames) => {
      advanced.push(frames);
      pace.wrote(frames);
    });
    pace.begin(() => undefined);
    await clock.advance(250);
    const late = clock.monotonicMs();
    clock.monotonicMs = () => late + 60_000;
    await clock.advance(10);
    expect(Math.max(...advanced)).toBeLessThanOrEqual(LEAD);
    pace.end();
  });
});

describe('position of a sound card', () => {
  // As Linux 6.1 writes it (sound/core/pcm.c, snd_pcm_substream_proc_status_read).
  const status = (pid: number, played: number, given: number, state = 'RUNNING') =>
    `state: ${state}\nowner_pid   : ${pid}\ntrigger_time: 96.531\ntstamp      : 101.012\ndelay       : ${given - played}\navail       : 12\navail_max   : 600\n-----\nhw_ptr      : ${played}\nappl_ptr    : ${given}\n`;
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'qingyu-asound-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  function stream(text: string, rate = 48_000): void {
    const path = join(folder, 'card1/pcm0p/sub0');
    mkdirSync(path, { recursive: true });
    writeFileSync(join(path, 'status'), text);
    writeFileSync(
      join(path, 'hw_params'),
      `access: RW_INTERLEAVED\nformat: S16_LE\nchannels: 2\nrate: ${rate} (${rate}/1)\n`,
    );
  }

  it('is read from the stream of its own program', () => {
    stream(status(77, 4_800, 7_200));
    expect(new CardPosition(77, folder).playedFrames(9_600)).toBe(4_800);
    expect(new CardPosition(78, folder).playedFrames(9_600)).toBeUndefined();
  });

  it('goes on counting over an underrun, where the card starts from zero', () => {
    const position = new CardPosition(77, folder);
    stream(status(77, 96_000, 97_000));
    expect(position.playedFrames(97_000)).toBe(96_000);
    stream(status(77, 480, 2_400));
    expect(position.playedFrames(120_000)).toBe(117_600 + 480);
  });

  it('is not known of a closed stream, another rate, or without a card', () => {
    expect(parseStreamStatus('closed\n')).toBeUndefined();
    expect(parseStreamStatus(status(77, 0, 2_400, 'PREPARED'))).toBeUndefined();
    expect(new CardPosition(77, join(folder, 'absent')).playedFrames(0)).toBeUndefined();
    stream(status(77, 4_800, 7_200), 44_100);
    expect(new CardPosition(77, folder).playedFrames(9_600)).toBeUndefined();
  });
});
