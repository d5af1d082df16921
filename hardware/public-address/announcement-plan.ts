import { AudioError } from '../../firmware-bridge/audio/audio-error.ts';
import type { ProgrammePlan } from '../../firmware-bridge/audio/audio-messages.ts';
import { CHIME_FRAMES } from '../../firmware-bridge/audio/chime.ts';
import { msToFrames } from '../../firmware-bridge/audio/pcm-format.ts';
import type { Announcement, AnnouncementTimeline, ReadAloud, SpokenPiece } from '../../src/ports/public-address.ts';
import { announcementTimeline, type MeasuredPart } from './announcement-timeline.ts';
import { SpeechStore } from './speech-store.ts';

/** An announcement made ready. */
export interface AnnouncementPlan {
  readonly programme: ProgrammePlan;
  readonly timeline: AnnouncementTimeline;
  /** Keys of the speech it needs. */
  readonly clips: ReadonlySet<string>;
}

/**
 * Turns an announcement into what the mixer plays and what the screen draws.
 *
 * @param token names this airing to the mixer
 * @param readAloud how its texts are said
 * @param spoken has a sentence ready in the mixer and answers its frames
 */
export async function planAnnouncement(
  announcement: Announcement,
  token: string,
  readAloud: ReadAloud,
  spoken: (words: readonly SpokenPiece[], language: 'zh' | 'en') => Promise<number>,
): Promise<AnnouncementPlan> {
  const measured: MeasuredPart[] = [];
  const round: ProgrammePlan['round'][number][] = [];
  const clips = new Set<string>();
  for (const part of announcement.parts) {
    if (part.kind === 'speech') {
      const { text, language } = part;
      const said = part.spoken ?? readAloud(text, language);
      const clip = SpeechStore.key(said, language);
      clips.add(clip);
      measured.push({ kind: 'speech', text, spoken: said, frames: await spoken(said, language) });
      round.push({ kind: 'speech', clip });
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
    } else if (part.kind === 'recording') {
      throw new AudioError('audio/failed', `${part.kind} parts are not made yet`);
    } else {
      measured.push({ kind: 'chime', frames: CHIME_FRAMES });
      round.push({ kind: 'chime' });
    }
  }
  const { gapMs, fromMs = 0 } = announcement;
  const times = Math.max(1, Math.floor(announcement.times));
  const programme = { id: token, round, times, gapFrames: msToFrames(gapMs), fromFrame: msToFrames(fromMs) };
  return { programme, timeline: announcementTimeline(measured, times, gapMs), clips };
}
