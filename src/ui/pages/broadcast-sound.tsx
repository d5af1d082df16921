import type { ScriptPiece } from '../../broadcast/fill-template.rules.ts';
import type { Level } from '../../broadcast/level.rules.ts';
import type { AnnouncementTimeline } from '../../ports/public-address.ts';
import { desk } from '../desk/desk.ts';
import { nowMs } from '../desk/desk-clock.ts';
import { timeOfDay } from '../desk/local-time.ts';
import { Track } from '../kit/kit.ts';
import { w } from '../words/broadcast-words.ts';
import { say } from '../words/words.ts';
import { Pieces, SaidAs, segmentsOf } from './broadcast-parts.tsx';

const zone = (): string => desk.value?.timeZone ?? 'Asia/Shanghai';

interface ScriptProps {
  readonly pieces: readonly (readonly ScriptPiece[])[];
  /** Once its sound is there: what is said where that is not what is written. */
  readonly timeline?: AnnouncementTimeline | undefined;
}

/** A script as written, and what is said where that differs. */
export function Script({ pieces, timeline }: ScriptProps) {
  return (
    <div class={`big ${pieces.length > 1 ? 'two' : ''}`}>
      {pieces.map((one, at) => (
        <p key={at}>
          <Pieces pieces={one} />
        </p>
      ))}
      {timeline !== undefined && <SaidAs timeline={timeline} />}
    </div>
  );
}

interface Made {
  readonly timeline: AnnouncementTimeline;
  readonly level: Level;
}

/** Its sound to scale, when it begins and ends, and how loud it is; nothing yet while it is being made. */
export function Sound({ made }: { readonly made: Made | undefined }) {
  const { timeline, level } = made ?? {};
  const ends = timeOfDay(nowMs.value + (timeline?.totalMs ?? 0), zone());
  return (
    <Track
      segments={timeline === undefined ? [] : segmentsOf(timeline)}
      totalMs={timeline?.totalMs ?? 1}
      startLabel={
        timeline === undefined ? w('check.rendering') : w('check.starts', { at: timeOfDay(nowMs.value, zone()) })
      }
      endLabel={timeline === undefined ? '' : `${w('check.ends', { at: ends })}${levelLine(level)}`}
    />
  );
}

/** ` · −6 dB（晚间）` where it is not heard at its full level. */
function levelLine(level: Level | undefined): string {
  if (level === undefined || level.db === 0 || level.hours === null) return '';
  return ` · ${w('check.level', { n: -level.db, hours: say(level.hours) })}`;
}
