import { AudioError } from '../../firmware-bridge/audio/audio-error.ts';
import type { ProgrammePlan } from '../../firmware-bridge/audio/audio-messages.ts';
import { CHIME_FRAMES } from '../../firmware-bridge/audio/chime.ts';
import { msToFrames } from '../../firmware-bridge/audio/pcm-format.ts';
import type {
  Announcement,
  AnnouncementPart,
  AnnouncementTimeline,
  SpokenPiece,
} from '../../src/ports/public-address.ts';
import { announcementTimeline, type MeasuredPart } from './announcement-timeline.ts';

/** An announcement made ready. */
export interface AnnouncementPlan {
  readonly programme: ProgrammePlan;
  readonly timeline: AnnouncementTimeline;
  /** Keys of the sounds it needs. */
  readonly clips: ReadonlySet<string>;
}

/** A sound the mixer holds ready for one part. */
export interface Sound {
  /** Its key. */
  readonly clip: string;
  readonly frames: number;
  readonly spoken?: readonly SpokenPiece[];
  /** Id of the recording it is. */
  readonly recording?: string;
  /** It stands in for words that could not be said, for this reason. */
  readonly unsaid?: string;
}

/** Has the sound of a part ready in the mixer. */
export interface SoundMakers {
  speech(part: Extract<AnnouncementPart, { kind: 'speech' }>): Promise<Sound>;
  recording(part: Extract<AnnouncementPart, { kind: 'recording' }>): Promise<Sound>;
}

/**
 * Turns an announcement into what the mixer plays and what the screen draws.
 *
 * @param token names this airing to the mixer
 */
export async function planAnnouncement(
  announcement: Announcement,
  token: string,
  makers: SoundMakers,
): Promise<AnnouncementPlan> {
  const measured: MeasuredPart[] = [];
  const round: ProgrammePlan['round'][number][] = [];
  const clips = new Set<string>();
  for (const part of announcement.parts) {
    if (part.kind === 'speech' || part.kind === 'recording') {
      const { clip, ...sound } = part.kind === 'speech' ? await makers.speech(part) : await makers.recording(part);
      clips.add(clip);
      measured.push({ kind: part.kind, ...(part.kind === 'speech' ? { text: part.text } : {}), ...sound });
      round.push({ kind: sound.recording === undefined ? 'speech' : 'recording', clip });
    } else if (part.kind === 'pause') {
      const frames = msToFrames(part.durationMs);
      measured.push({ kind: 'pause', frames });
      round.push({ kind: 'pause', frames });
    } else if (part.kind === 'live') {
      if (part !== announcement.parts.at(-1) || announcement.times > 1)
        throw new AudioError('live/misplaced', 'a live part stands last in a single round');
      const frames = msToFrames(part.limitMs);
      measured.push({ kind: 'live', frames });
      round.push({ kind: 'live', frames });
    } else {
      measured.push({ kind: 'chime', frames: CHIME_FRAMES });
      round.push({ kind: 'chime' });
    }
  }
  const { gapMs, fromMs = 0, gainDb = 0 } = announcement;
  const times = Math.max(1, Math.floor(announcement.times));
  const programme = { id: token, round, times, gapFrames: msToFrames(gapMs), fromFrame: msToFrames(fromMs), gainDb };
  return { programme, timeline: announcementTimeline(measured, times, gapMs), clips };
}
