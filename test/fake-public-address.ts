import { DeviceError, type DeviceFault, type DeviceHealth } from '../src/ports/device.ts';
import {
  type AirEvent,
  type Announcement,
  type AnnouncementTimeline,
  type DeskMicrophone,
  type MusicState,
  OWN_RECORDINGS,
  type PublicAddress,
  type ReadAloud,
  type Recording,
} from '../src/ports/public-address.ts';
import { type FakeMusicPlayer, fakeMusicPlayer } from './fake-music-player.ts';

/** Loudspeakers that obey the port and nothing else: a chime lasts 2 s, a sentence 10 s; the test says when rounds end and what breaks. */
export interface FakePublicAddress extends PublicAddress {
  /** Ids given to {@link PublicAddress.announce}, in order. */
  readonly aired: string[];
  readonly player: FakeMusicPlayer;
  readonly prepared: Announcement[];
  /** Codes given to {@link PublicAddress.stopAnnouncement}. */
  readonly stops: string[];
  /** Codes given to {@link PublicAddress.mute}; `undefined` for an unmute. */
  readonly mutes: (string | undefined)[];
  /** The next call of this kind fails with a device error; `hang` never answers. */
  breakNext(verb: 'prepare' | 'announce' | 'stop' | 'keepRecording', how: DeviceError | 'hang'): void;
  fault(fault: DeviceFault): void;
  /** No fault any more. */
  mend(): void;
  /** The announcement on the air begins its next round. */
  nextRound(): void;
  /** The sentence on the air ends; one that was asked to make room there does. */
  sentenceEnds(): void;
  /** The microphone is heard from now on. */
  liveOpens(): void;
  /** The ear at the amplifier has decided. */
  soundChecked(id: string, heard: 'heard' | 'not-heard' | 'no-check'): void;
  readonly microphone: FakeMicrophone;
  /** The announcement on the air ends. */
  end(ending?: 'completed' | 'cut', code?: string): void;
  /** It ends, and a tone was heard in place of its words. */
  endUnsaid(why: string): void;
}

/** A microphone that hears as long as it is asked to. */
export interface FakeMicrophone extends DeskMicrophone {
  readonly open: boolean;
  level(peak: number, lengthMs: number): void;
  takeEnded(code?: string): void;
}

function fakeMicrophone(): FakeMicrophone {
  const levels = new Set<Parameters<DeskMicrophone['onLevel']>[0]>();
  const endings = new Set<(code?: string) => void>();
  let open = false;
  return {
    get open() {
      return open;
    },
    async startTake() {
      open = true;
    },
    async endTake() {
      open = false;
      // A second of 16-bit mono at 48 kHz behind its head.
      return new Uint8Array(44 + 96_000);
    },
    onLevel(listener) {
      levels.add(listener);
      return () => levels.delete(listener);
    },
    onTakeEnded(listener) {
      endings.add(listener);
      return () => endings.delete(listener);
    },
    level(peak, lengthMs) {
      for (const listener of levels) listener({ peak, lengthMs });
    },
    takeEnded(code) {
      for (const listener of endings) listener(code);
    },
  };
}

const CHIME_MS = 2_000;
const SENTENCE_MS = 10_000;

export function timelineOf(
  { parts, times, gapMs }: Announcement,
  readAloud: ReadAloud = (text) => [{ text }],
): AnnouncementTimeline {
  const segments: AnnouncementTimeline['segments'][number][] = [];
  let startMs = 0;
  const add = (segment: Omit<AnnouncementTimeline['segments'][number], 'startMs'>) => {
    segments.push({ ...segment, startMs });
    startMs += segment.durationMs;
  };
  for (let round = 1; round <= times; round++) {
    if (round > 1 && gapMs > 0) add({ kind: 'gap', round: round - 1, durationMs: gapMs });
    for (const part of parts) {
      if (part.kind === 'speech') {
        const { text, language } = part;
        add({ kind: 'speech', round, durationMs: SENTENCE_MS, text, spoken: readAloud(text, language) });
      } else if (part.kind === 'recording') {
        add({ kind: 'recording', round, durationMs: durationOf(part), recording: part.recording });
      } else add({ kind: part.kind, round, durationMs: durationOf(part) });
    }
  }
  return { totalMs: startMs, segments };
}

function durationOf(part: Exclude<Announcement['parts'][number], { kind: 'speech' }>): number {
  switch (part.kind) {
    case 'chime':
      return CHIME_MS;
    case 'pause':
      return part.durationMs;
    case 'recording':
      return SENTENCE_MS;
    case 'live':
      return part.limitMs;
  }
}

export function fakePublicAddress(): FakePublicAddress {
  const listeners = new Set<(event: AirEvent) => void>();
  const broken = new Map<string, DeviceError | 'hang'>();
  const faults: DeviceFault[] = [];
  const healthListeners = new Set<(health: DeviceHealth) => void>();
  const health = (): DeviceHealth => ({ state: faults.length === 0 ? 'ready' : 'fault', faults, counters: {} });
  const aired: string[] = [];
  const prepared: Announcement[] = [];
  const stops: string[] = [];
  const mutes: (string | undefined)[] = [];
  const recordings = new Map<string, Recording>(
    OWN_RECORDINGS.map((id) => [id, { id, name: { zh: id, en: id }, seconds: SENTENCE_MS / 1000, source: 'own' }]),
  );
  let playing: { announcement: Announcement; round: number; endsAtSentence?: string } | undefined;
  let readAloud: ReadAloud | undefined;
  let music: MusicState = { state: 'playing', track: 'demo.wav', positionMs: 0, volume: 60 };
  const emit = (event: AirEvent) => {
    for (const listener of [...listeners]) listener(event);
  };
  const perhapsBreak = async (verb: string): Promise<void> => {
    const how = broken.get(verb);
    broken.delete(verb);
    if (how === 'hang') await new Promise(() => undefined);
    if (how instanceof DeviceError) throw how;
  };
  const end = (ending: 'completed' | 'cut', code?: string, unsaid?: string) => {
    if (playing === undefined) return;
    const { announcement, round } = playing;
    playing = undefined;
    const rounds = ending === 'completed' ? announcement.times : round - 1;
    const sentence = timelineOf(announcement).segments.find((one) => one.round === round && one.kind === 'speech');
    emit({
      type: 'airEnded',
      id: announcement.id,
      ending,
      rounds,
      ...(code === undefined ? {} : { code }),
      ...(unsaid === undefined ? {} : { unsaid }),
      ...(sentence === undefined || ending === 'completed' ? {} : { resumeFromMs: sentence.startMs }),
    });
  };
  const setMusic = (changed: Partial<MusicState>) => {
    music = { ...music, ...changed };
    emit({ type: 'musicChanged', music });
  };
  return {
    id: 'pa-1',
    kind: 'public-address',
    model: 'fake',
    simulated: true,
    aired,
    prepared,
    stops,
    mutes,
    start: async () => undefined,
    stop: async () => undefined,
    health,
    onHealth(listener) {
      healthListeners.add(listener);
      return () => healthListeners.delete(listener);
    },
    readBy(reading) {
      readAloud = reading;
    },
    async prepare(announcement) {
      prepared.push(announcement);
      await perhapsBreak('prepare');
      return timelineOf(announcement, readAloud);
    },
    listen: async () => new TextEncoder().encode('RIFF'),
    async announce(announcement) {
      await perhapsBreak('announce');
      end('cut', 'audio/overtaken');
      aired.push(announcement.id);
      const timeline = timelineOf(announcement, readAloud);
      const { fromMs = 0 } = announcement;
      playing = { announcement, round: timeline.segments.findLast((one) => one.startMs <= fromMs)?.round ?? 1 };
      emit({ type: 'airStarted', id: announcement.id, timeline });
    },
    async stopAnnouncement(code, when = 'at-once') {
      stops.push(when === 'at-once' ? code : `${code} ${when}`);
      await perhapsBreak('stop');
      if (when === 'at-once') end('cut', code);
      else if (playing !== undefined) playing.endsAtSentence = code;
    },
    async endLive() {
      if (playing?.announcement.parts.some(({ kind }) => kind === 'live') === true) end('completed');
    },
    microphone: fakeMicrophone(),
    zones: [
      { id: 'floor-1', name: { zh: '一楼', en: 'First floor' } },
      { id: 'car-park', name: { zh: '停车场', en: 'Car park' } },
    ],
    liveOpens() {
      if (playing !== undefined) emit({ type: 'liveOpened', id: playing.announcement.id });
    },
    soundChecked: (id, heard) => emit({ type: 'soundChecked', id, heard }),
    mute(code) {
      mutes.push(code);
      end('cut', code);
    },
    unmute: () => void mutes.push(undefined),
    onAir: () =>
      playing === undefined
        ? undefined
        : {
            id: playing.announcement.id,
            round: playing.round,
            // Sound is counted in frames: positions are rarely whole milliseconds.
            positionMs: 1234.5,
            timeline: timelineOf(playing.announcement, readAloud),
          },
    recordings: async () => [...recordings.values()],
    async keepRecording(id, wav) {
      await perhapsBreak('keepRecording');
      // Of 16-bit mono at 48 kHz, behind a head of 44 bytes.
      const seconds = Math.max(0, wav.length - 44) / 96_000;
      const kept: Recording = { id, name: { zh: id, en: id }, seconds, source: 'kept' };
      recordings.set(id, kept);
      return kept;
    },
    async removeRecording(id) {
      if (recordings.get(id)?.source !== 'kept') {
        const says = { zh: '没有这段录音。', en: 'There is no such recording.' };
        throw new DeviceError('recording/unknown', says, { retryable: false });
      }
      recordings.delete(id);
    },
    level: () => ({ music: 0, speech: 0 }),
    player: fakeMusicPlayer(),
    music: () => music,
    playMusic: async () => setMusic({ state: 'playing' }),
    pauseMusic: async () => setMusic({ state: 'paused' }),
    setMusicVolume: async (volume) => setMusic({ volume }),
    onEvent(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    breakNext: (verb, how) => broken.set(verb, how),
    fault: (fault) => faults.push(fault),
    mend() {
      faults.length = 0;
      for (const listener of [...healthListeners]) listener(health());
    },
    nextRound() {
      if (playing === undefined) return;
      playing.round += 1;
      emit({ type: 'roundStarted', id: playing.announcement.id, round: playing.round });
    },
    sentenceEnds() {
      if (playing?.endsAtSentence !== undefined) end('cut', playing.endsAtSentence);
    },
    end: (ending = 'completed', code) => end(ending, code),
    endUnsaid: (why) => end('completed', undefined, why),
  };
}
