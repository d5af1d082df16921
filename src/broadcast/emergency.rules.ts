import type { Sentence } from '../ports/device.ts';
import type { AnnouncementPart } from '../ports/public-address.ts';
import { breathing, spoken } from '../ports/spoken-parts.ts';

/** An emergency announcement, as `config/rules/emergency.yaml` has it. */
export interface Emergency {
  readonly id: string;
  readonly title: Sentence;
  readonly drill: boolean;
  /** A stored recording of tones; the chime where it is missing. */
  readonly tone: string;
  /** The plaza's own recording, instead of the words being spoken. */
  readonly recording?: string | undefined;
  readonly words: Sentence;
  readonly times: number;
  readonly untilStopped: boolean;
  readonly gapSeconds: number;
  readonly clause: string;
}

/** What waits for a supervisor's card. */
export interface ArmedEmergency {
  readonly emergencyId: string;
  /** Until it is forgotten, when this was written. */
  readonly leftMs: number;
}

/** The emergency page. */
export interface EmergencyView {
  readonly emergencies: readonly (Pick<
    Emergency,
    'id' | 'title' | 'drill' | 'words' | 'times' | 'untilStopped' | 'clause'
  > & {
    /** The plaza's own recording is there. */
    readonly recorded: boolean;
  })[];
  readonly armed: ArmedEmergency | null;
  /** On the air, or about to be. */
  readonly live: {
    readonly announcementId: string;
    readonly emergencyId: string;
    readonly title: Sentence;
    readonly drill: boolean;
    /** Whose card put it on the air. */
    readonly by: string;
    readonly startedAtMs: number | null;
  } | null;
  readonly muted: boolean;
}

/** What became of a card that was shown while an emergency waited for one. */
export interface EmergencyCard {
  readonly emergencyId: string;
  readonly accepted: boolean;
  readonly name: string;
  readonly says: Sentence;
}

const SOURCE = 'emergency:';

/** What asks for an announcement of an emergency, for the log. */
export const emergencySource = (id: string): string => `${SOURCE}${id}`;

/** Which emergency an announcement is of; `undefined`: of none. */
export function emergencyOf(source: string | null): string | undefined {
  return source?.startsWith(SOURCE) === true ? source.slice(SOURCE.length) : undefined;
}

/** The name on every screen and in the log; a drill is never without its mark. */
export function titleOf({ title, drill }: Pick<Emergency, 'title' | 'drill'>): Sentence {
  if (!drill) return title;
  return {
    zh: title.zh.includes('演习') ? title.zh : `演习 ${title.zh}`,
    en: /drill/i.test(title.en) ? title.en : `Drill: ${title.en}`,
  };
}

/**
 * One round: tones, then the plaza's own recording or the words spoken. A drill says so before and after, whatever was recorded.
 *
 * @param stored ids of the recordings the device can air
 */
export function emergencyParts(
  emergency: Emergency,
  drillWords: Sentence,
  stored: ReadonlySet<string>,
): AnnouncementPart[] {
  const { tone, recording, words, drill } = emergency;
  const own = recording !== undefined && stored.has(recording) ? recording : undefined;
  const message: AnnouncementPart[] = own === undefined ? spoken(words, true) : [{ kind: 'recording', recording: own }];
  return [
    stored.has(tone) ? { kind: 'recording', recording: tone } : { kind: 'chime' },
    ...(drill ? breathing([spoken(drillWords, true), message, spoken(drillWords, true)]) : message),
  ];
}
