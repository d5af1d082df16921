import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Mixer, type MixerEvent } from '../../../firmware-bridge/audio/mixer.ts';
import type { Programme, Segment } from '../../../firmware-bridge/audio/programme.ts';
import { channel } from './sound.ts';

type Ended = Extract<MixerEvent, { type: 'airEnded' }>;

/** A mixer without music: what it renders is the voice, sample by sample. */
function bench() {
  const events: MixerEvent[] = [];
  const mixer = new Mixer(
    { duckDb: -16, attackMs: 70, releaseMs: 1_000, musicUnderSpeech: 'duck' },
    { read: () => 0 },
    (event) => {
      if (event.type !== 'level') events.push(event);
    },
  );
  const run = (frames: number, block = 480): Int16Array => {
    const out = new Int16Array(frames * 2);
    for (let at = 0; at < frames; at += block) mixer.render(out.subarray(at * 2, Math.min(frames, at + block) * 2));
    return channel(out, 0);
  };
  const ending = (): Ended => {
    const last = events.at(-1);
    if (last?.type !== 'airEnded') throw new Error('nothing has ended');
    return last;
  };
  return { mixer, events, run, ending };
}

/** Sound whose every sample says where it is in the programme; never zero, never clipping. */
function counting(from: number, frames: number): Int16Array {
  return Int16Array.from({ length: frames }, (_, at) => 1 + ((from + at) % 25_000));
}

function programmeOf(round: readonly Segment[], times: number, gapFrames: number): Programme {
  let from = 0;
  const filled = round.map((segment): Segment => {
    const pcm = counting(from, segment.frames);
    from += segment.frames;
    return segment.kind === 'pause' ? segment : { ...segment, pcm };
  });
  return { id: 'call', round: filled, times, gapFrames };
}

const chime: Segment = { kind: 'chime', frames: 960 };
const pause: Segment = { kind: 'pause', frames: 480 };
/** Three sentences. */
const words: Segment = { kind: 'speech', frames: 4_800, breaths: [1_440, 3_360] };
const call = programmeOf([chime, words, pause, { ...words, breaths: [960] }], 2, 2_400);
const ROUND = 960 + 4_800 + 480 + 4_800;
const TOTAL = ROUND * 2 + 2_400;

function wholly(programme: Programme, total: number): Int16Array {
  const { mixer, run } = bench();
  mixer.air(programme);
  return run(total);
}

describe('an announcement asked to end at a sentence', () => {
  it.each([
    // asked, ends, goes on
    ['in the chime', 500, 960, 960],
    ['in the first sentence', 1_000, 2_400, 2_400],
    ['exactly in a breath', 2_400, 2_400, 2_400],
    ['in the last sentence of a part', 5_000, 5_760, 5_760],
    ['in a pause', 6_000, 6_000, 5_760],
    ['in the gap', ROUND + 100, ROUND + 100, ROUND + 2_400],
    ['in the second round', ROUND + 2_400 + 3_000, ROUND + 2_400 + 4_320, ROUND + 2_400 + 4_320],
  ])('%s ends at the sample of the next breath, and goes on from there', (_, asked, ends, resumes) => {
    const { mixer, run, ending } = bench();
    mixer.air(call);
    const before = run(asked, 1);
    mixer.stopAtBreath('desk/pre-empted');
    const after = run(TOTAL);
    const heard = Int16Array.of(...before, ...after).subarray(0, TOTAL);
    const rounds = ends >= ROUND ? 1 : 0;
    expect(ending()).toEqual({
      type: 'airEnded',
      id: 'call',
      ending: 'cut',
      code: 'desk/pre-empted',
      rounds,
      atFrame: ends,
      resumeFrame: resumes,
    });
    const whole = wholly(call, TOTAL);
    expect(heard.subarray(0, ends)).toEqual(whole.subarray(0, ends));
    expect(heard.subarray(ends).every((sample) => sample === 0)).toBe(true);
  });

  it('is completed when its last sentence was the one being said', () => {
    const { mixer, run, ending } = bench();
    mixer.air(call);
    run(TOTAL - 100, 1);
    mixer.stopAtBreath('desk/pre-empted');
    run(4_800);
    expect(ending()).toMatchObject({ ending: 'completed', rounds: 2, atFrame: TOTAL });
  });

  it('is cut at once when a stop comes while it finishes its sentence', () => {
    const { mixer, run, ending } = bench();
    mixer.air(call);
    run(960 + 480);
    mixer.stopAtBreath('desk/pre-empted');
    run(480);
    mixer.stop('desk/stopped');
    expect(ending()).toMatchObject({ code: 'desk/stopped', atFrame: 1_920, resumeFrame: 960 });
  });

  it('does not end the next announcement', () => {
    const { mixer, run, events } = bench();
    mixer.air(call);
    run(1_440);
    mixer.stopAtBreath('desk/pre-empted');
    mixer.air({ ...call, id: 'emergency' });
    run(TOTAL + 480);
    expect(events.filter(({ type }) => type === 'airEnded')).toMatchObject([
      { id: 'call', code: 'audio/superseded' },
      { id: 'emergency', ending: 'completed' },
    ]);
  });

  it('ends at once when nothing of it has been heard', () => {
    const { mixer, ending } = bench();
    mixer.air(call);
    mixer.stopAtBreath('desk/pre-empted');
    expect(ending()).toEqual({
      type: 'airEnded',
      id: 'call',
      ending: 'cut',
      code: 'desk/pre-empted',
      rounds: 0,
      atFrame: 0,
    });
  });
});

const segments = fc.array(
  fc.oneof(
    fc.record({ kind: fc.constantFrom('chime' as const, 'pause' as const), frames: fc.integer({ min: 1, max: 900 }) }),
    fc.record({
      kind: fc.constantFrom('speech' as const, 'recording' as const),
      frames: fc.integer({ min: 600, max: 2_000 }),
      breaths: fc
        .uniqueArray(fc.integer({ min: 1, max: 599 }), { maxLength: 3 })
        .map((frames) => frames.sort((a, b) => a - b)),
    }),
  ),
  { minLength: 1, maxLength: 4 },
);

/** Begins of everything that is not interrupted: sentences, chimes, pauses; the round's gap is none. */
function sentenceBegins({ round, times, gapFrames }: Programme): { readonly at: number; readonly ends: number }[] {
  const cycle = round.reduce((sum, { frames }) => sum + frames, gapFrames);
  return Array.from({ length: times }, (_, number) => {
    let start = number * cycle;
    return round.flatMap(({ frames, breaths = [] }) => {
      const begins = [0, ...breaths].map((at) => start + at);
      const ends = [...begins.slice(1), start + frames];
      start += frames;
      return begins.map((at, index) => ({ at, ends: ends[index] ?? start }));
    });
  }).flat();
}

// Breaking it on purpose: let resumesAt answer the position itself, or nextBreath the end of the segment.
describe('an announcement cut anywhere and resumed', () => {
  const property = fc.property(
    segments,
    fc.integer({ min: 1, max: 3 }),
    fc.integer({ min: 0, max: 500 }),
    fc.array(fc.record({ after: fc.integer({ min: 0, max: 6_000 }), atBreath: fc.boolean() }), { maxLength: 3 }),
    fc.integer({ min: 1, max: 700 }),
    (round, times, gapFrames, cuts, block) => {
      const programme = programmeOf(round, times, gapFrames);
      const begins = sentenceBegins(programme);
      const total = begins.at(-1)?.ends ?? 0;
      const whole = wholly(programme, total);
      /** By its own time: what was heard of it, the last time it was heard. */
      const heard = new Int16Array(total);
      const times2 = new Uint8Array(total);
      let fromFrame = 0;
      let rounds = 0;
      for (const cut of [...cuts, undefined]) {
        const { mixer, run, events } = bench();
        mixer.air({ ...programme, fromFrame });
        const first = run(cut?.after ?? total, block);
        if (cut !== undefined) {
          if (cut.atBreath) mixer.stopAtBreath('cut');
          else mixer.stop('cut');
        }
        const rest = run(total, block);
        const end = events.find((event): event is Ended => event.type === 'airEnded');
        if (end === undefined) throw new Error('it never ended');
        const all = Int16Array.of(...first, ...rest);
        heard.set(all.subarray(0, end.atFrame), fromFrame);
        for (let at = fromFrame; at < fromFrame + end.atFrame; at++) times2[at] = (times2[at] ?? 0) + 1;
        expect(end.rounds).toBeGreaterThanOrEqual(rounds);
        rounds = end.rounds;
        if (end.ending === 'completed') break;
        const resume = end.resumeFrame ?? 0;
        const stoppedAt = fromFrame + end.atFrame;
        // It goes on where a sentence, chime or pause begins: the one that was cut, or the one after the gap.
        expect(resume === 0 || begins.some(({ at }) => at === resume)).toBe(true);
        const inGap = begins.every(({ at, ends }) => stoppedAt < at || stoppedAt >= ends);
        if (inGap) expect(resume).toBeGreaterThanOrEqual(stoppedAt);
        else expect(resume).toBeLessThanOrEqual(stoppedAt);
        const repeated = begins.filter(({ at, ends }) => at < stoppedAt && ends > resume);
        expect(repeated.length).toBeLessThanOrEqual(1);
        fromFrame = resume;
      }
      expect(rounds).toBe(times);
      expect(heard).toEqual(whole);
      // Every sentence was heard, to its end.
      for (const { at, ends } of begins) expect(times2.subarray(at, ends).every((count) => count > 0)).toBe(true);
    },
  );

  it('gives the same samples as one that was never cut, but for the sentence it was cut in', () => {
    fc.assert(property, { numRuns: 150 });
  });

  it('tells of the rounds that begin after it goes on, and not of those before', () => {
    const { mixer, run, events } = bench();
    mixer.air({ ...call, fromFrame: 2_400 });
    run(TOTAL);
    expect(events).toEqual([
      { type: 'airStarted', id: 'call', atFrame: 0 },
      { type: 'roundStarted', id: 'call', round: 2, atFrame: ROUND + 2_400 - 2_400 },
      { type: 'airEnded', id: 'call', ending: 'completed', rounds: 2, atFrame: TOTAL - 2_400 },
    ]);
  });

  it('begins anew when it is to go on beyond its end', () => {
    const { mixer, run, ending } = bench();
    mixer.air({ ...call, fromFrame: TOTAL });
    run(TOTAL);
    expect(ending()).toMatchObject({ ending: 'completed', atFrame: TOTAL });
  });
});
