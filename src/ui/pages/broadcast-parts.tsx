import type { ScriptPiece } from '../../broadcast/fill-template.rules.ts';
import type { AnnouncementTimeline } from '../../ports/public-address.ts';
import { Icon, Lamp, type TrackSegment } from '../kit/kit.ts';
import { w } from '../words/broadcast-words.ts';
import { t } from '../words/t.ts';
import { say } from '../words/words.ts';
import { phrase } from './broadcast-state.ts';

const msPerSecond = 1000;
/** Blocks narrower than this part of the track have no room for a word. */
const narrowest = 0.09;
/** From this length on a marked stretch may break over two lines. */
const longMark = 8;

/** A script with what came from the form in the accent colour. */
export function Pieces({ pieces }: { readonly pieces: readonly ScriptPiece[] }) {
  return (
    <>
      {pieces.map((piece, at) =>
        piece.filled ? (
          <mark key={at} class={piece.text.length < longMark ? 'short' : ''}>
            {piece.text}
          </mark>
        ) : (
          <span key={at}>{piece.text}</span>
        ),
      )}
    </>
  );
}

/** The sentence to say, in the space the action row leaves. */
export function SayLine({ name }: { readonly name: string }) {
  const sentence = phrase(name);
  if (sentence === undefined) return null;
  return (
    <p class="sayline">
      <Icon name="say" />
      <span class="label">{t('say.please')}</span>
      <b>{say(sentence)}</b>
    </p>
  );
}

/** What the loudspeakers will say where that differs from what is written: 幺三八 for 138, and words that were taught. */
export function SaidAs({ timeline }: { readonly timeline: AnnouncementTimeline }) {
  const round = timeline.segments.filter((one) => one.kind === 'speech' && one.round === 1);
  const differing = round.filter(({ text, spoken = [] }) => spoken.length !== 1 || spoken[0]?.text !== text);
  return (
    <>
      {differing.map(({ spoken = [] }, at) => (
        <p key={at} class="saidas">
          <span class="label">{w('check.said')}</span>
          {spoken.map(({ text, pinyin, soundsLike }, piece) =>
            pinyin === undefined && soundsLike === undefined ? (
              text
            ) : (
              <ruby key={piece}>
                {text}
                <rt>{pinyin ?? soundsLike}</rt>
              </ruby>
            ),
          )}
        </p>
      ))}
    </>
  );
}

/** Words of it that no engine can say: the clerk knows before the air. */
export function UnsaidLine({ onRetry }: { readonly onRetry: () => void }) {
  return (
    <div class="errorline" role="alert">
      <Lamp state="need" />
      <p>{w('check.unsaid')}</p>
      <button type="button" class="pick" onClick={onRetry}>
        {t('action.retry')}
      </button>
    </div>
  );
}

/** The timeline as drawn: one block per round of speech, quiet ones for chime and gaps. */
export function segmentsOf(timeline: AnnouncementTimeline): TrackSegment[] {
  const drawn: (TrackSegment & { round: number; kind: string })[] = [];
  for (const { kind, round, startMs, durationMs } of timeline.segments) {
    const last = drawn.at(-1);
    const voice = kind === 'speech' || (kind === 'pause' && last?.voice === true);
    // Chinese, a breath and English are one round to the eye.
    if (voice && last?.voice === true && last.round === round) {
      drawn[drawn.length - 1] = { ...last, durationMs: startMs + durationMs - last.startMs };
      continue;
    }
    const label =
      kind === 'speech'
        ? w('check.round', { n: round })
        : kind === 'gap'
          ? w('check.pause', { n: Math.round(durationMs / msPerSecond) })
          : undefined;
    drawn.push({ startMs, durationMs, voice, round, kind, label });
  }
  // A word that does not fit its block is left out rather than cut.
  return drawn.map(({ label, ...one }) =>
    label === undefined || one.durationMs < timeline.totalMs * narrowest ? one : { ...one, label },
  );
}
