import type { Clock } from '../ports/clock.ts';
import type { Sentence } from '../ports/device.ts';
import type { LiveEvent, LiveEvents } from '../ports/live-events.ts';
import type { DeskOverview } from './rules.ts';

export type { DeskOverview } from './rules.ts';

/** The parts of the overview that change, each asked of its own room. */
export interface OverviewSources {
  onDuty(): DeskOverview['onDuty'];
  air(): Pick<DeskOverview, 'air' | 'music'>;
  devices(): DeskOverview['devices'];
  deposit(): DeskOverview['deposit'];
  papersWaiting(): number;
  needsFirstAdministrator(): boolean;
}

export interface OverviewParts {
  readonly clock: Clock;
  readonly plaza: Sentence;
  readonly desk: Sentence;
  readonly demo: boolean;
  readonly timeZone: string;
  readonly day: { readonly opens: string; readonly closes: string };
  readonly shifts: DeskOverview['shifts'];
  readonly sources: OverviewSources;
}

/** Everything at once, for a screen that has just opened. */
export function overview(parts: OverviewParts): DeskOverview {
  const { clock, sources } = parts;
  const { wallMs, quality } = clock.read();
  return {
    plaza: parts.plaza,
    desk: parts.desk,
    demo: parts.demo,
    now: wallMs,
    timeZone: parts.timeZone,
    clockQuality: quality,
    day: parts.day,
    onDuty: sources.onDuty(),
    ...sources.air(),
    devices: sources.devices(),
    deposit: sources.deposit(),
    papersWaiting: sources.papersWaiting(),
    needsFirstAdministrator: sources.needsFirstAdministrator(),
    shifts: parts.shifts,
  };
}

/** Which part of the overview an event of a room changes. */
const CHANGES: Readonly<Record<string, (sources: OverviewSources) => Partial<DeskOverview>>> = {
  punch: (sources) => ({ onDuty: sources.onDuty() }),
  air: (sources) => sources.air(),
  device: (sources) => ({ devices: sources.devices() }),
  loan: (sources) => ({ deposit: sources.deposit() }),
  cash: (sources) => ({ deposit: sources.deposit() }),
  print: (sources) => ({ papersWaiting: sources.papersWaiting() }),
  staff: (sources) => ({ needsFirstAdministrator: sources.needsFirstAdministrator() }),
};

/** Patches the overview on every screen when something it shows has changed. */
export function patchOverview(
  live: LiveEvents & { on(listener: (event: LiveEvent) => void): () => void },
  parts: OverviewParts,
): () => void {
  return live.on((event) => {
    const patch = CHANGES[event.name]?.(parts.sources);
    if (patch === undefined) return;
    const { wallMs, quality } = parts.clock.read();
    live.publish({ name: 'desk', payload: { now: wallMs, clockQuality: quality, ...patch } });
  });
}
