import type { SoundLevel } from '../../ports/public-address.ts';
import { useAsked } from '../desk/ask-again.ts';
import { w } from '../words/board-words.ts';

const everyMs = 250;
/** What is drawn as nothing, in dB below full scale. */
const floorDb = -48;
const dbPerDecade = 20;

/** Height of a level on the meter, percent: a scale in dB, as an ear hears. */
export function meterPercent(peak: number): number {
  if (peak <= 0) return 0;
  const db = dbPerDecade * Math.log10(peak);
  return Math.round(100 * Math.max(0, Math.min(1, 1 - db / floorDb)));
}

/** How loud voice and music are now; asked only while it is looked at. */
export function LevelMeter() {
  const { answer } = useAsked<SoundLevel>('/api/air/level', { everyMs });
  const { music = 0, speech = 0 } = answer.value ?? {};
  return (
    <div class="meter">
      <Bar label={w('level.speech')} peak={speech} />
      <Bar label={w('level.music')} peak={music} />
    </div>
  );
}

function Bar({ label, peak }: { readonly label: string; readonly peak: number }) {
  const percent = meterPercent(peak);
  return (
    <div aria-hidden="true">
      <i>
        <em style={{ height: `${percent}%` }} />
      </i>
      <span class="label">{label}</span>
    </div>
  );
}
