import type { ContactLevel, ContactReading, DoorPosition } from '../ports/umbrella-cabinet.ts';

/** What every contact reads at one moment. */
export type Readings = Readonly<Record<number, ContactReading>>;

/**
 * What is known of one door's contact. `learned`: it reads `shut` while the door is shut. `stuck`: the same with the door shut and
 * open. `crossed`: the contact of door `moved` changed instead. `skipped`: nobody tried.
 */
export type Finding =
  | { readonly is: 'learned'; readonly shut: ContactLevel }
  | { readonly is: 'stuck'; readonly level: ContactLevel }
  | { readonly is: 'crossed'; readonly moved: number }
  | { readonly is: 'skipped' };

/**
 * Why a press led nowhere. `same`: the door is said to be open and reads as before. `crossed`: another contact changed instead.
 * `others-moved`: doors that were to be left alone moved as well. `unsteady`, `unread`: see {@link ContactReading}.
 */
export type Hitch =
  | { readonly is: 'same' | 'unsteady' | 'unread' }
  | { readonly is: 'crossed' | 'others-moved'; readonly door: number };

/** What the person at the cabinet is asked to do now. */
export type CalibrationStep =
  | { readonly at: 'shut'; readonly door: number }
  | { readonly at: 'open'; readonly door: number; readonly shut: Readings }
  | { readonly at: 'done' };

/** A calibration that is under way. */
export interface Calibration {
  /** `board`: one polarity for all contacts. */
  readonly polarity: 'door' | 'board';
  readonly doors: readonly number[];
  readonly step: CalibrationStep;
  readonly findings: Readonly<Record<number, Finding>>;
  /** About the last press. */
  readonly hitch: Hitch | null;
}

/** One door as the calibration page shows it. */
export interface CalibratedDoor {
  readonly number: number;
  /** `unknown` while the cabinet is out of use. */
  readonly position: DoorPosition;
  readonly finding: Finding | null;
  /** It reads the other way round than most doors of a board that has one polarity for all. */
  readonly contradicts: boolean;
}

/** A cabinet as the calibration page shows it. */
export interface CalibrationView {
  readonly device: string;
  readonly polarity: 'door' | 'board';
  /** Null while no calibration is under way. */
  readonly step: { readonly at: CalibrationStep['at']; readonly door: number | null } | null;
  readonly hitch: Hitch | null;
  readonly doors: readonly CalibratedDoor[];
  /** Something was learned that can be kept. */
  readonly canKeep: boolean;
  /** When what was learned before was kept, UTC milliseconds; null: as configured. */
  readonly taughtAtMs: number | null;
}

/** What happens in a calibration. `went-on`: the person gives this door up; what was seen of it stands as its fault. */
export type CalibrationInput =
  | { readonly type: 'read'; readonly readings: Readings }
  | { readonly type: 'went-on' }
  | { readonly type: 'redo'; readonly door: number };

/** A calibration of these doors, in this order. */
export function beginCalibration(polarity: 'door' | 'board', doors: readonly number[]): Calibration {
  return onward({ polarity, doors, step: { at: 'done' }, findings: {}, hitch: null });
}

/** One step of a calibration; what does not fit changes nothing. */
export function nextCalibration(state: Calibration, input: CalibrationInput): Calibration {
  const { step } = state;
  switch (input.type) {
    case 'redo': {
      if (!state.doors.includes(input.door)) return state;
      const { [input.door]: _, ...findings } = state.findings;
      return { ...state, findings, step: { at: 'shut', door: input.door }, hitch: null };
    }
    case 'went-on':
      return step.at === 'done' ? state : found(state, step.door, givenUp(state, step));
    case 'read':
      if (step.at === 'done') return state;
      return step.at === 'shut' ? sawShut(state, step.door, input.readings) : sawOpen(state, step, input.readings);
  }
}

/** What can be taught by now, and the doors whose contacts contradict the others on a board that has one polarity for all. */
export function verdictOf({ polarity, findings }: Calibration): {
  /** Levels of shut doors; empty while nothing can be taught. */
  readonly shut: ReadonlyMap<number, ContactLevel>;
  readonly contradicting: readonly number[];
} {
  const learned = Object.entries(findings).flatMap(([door, finding]): [number, ContactLevel][] =>
    finding.is === 'learned' ? [[Number(door), finding.shut]] : [],
  );
  if (polarity === 'door') return { shut: new Map(learned), contradicting: [] };
  const high = learned.filter(([, level]) => level === 'high').length;
  const low = learned.length - high;
  // As many one way as the other: nobody can tell which of them are wired wrongly.
  if (high === low) return { shut: new Map(), contradicting: learned.map(([door]) => door) };
  const most: ContactLevel = high > low ? 'high' : 'low';
  return {
    shut: new Map(learned.filter(([, level]) => level === most)),
    contradicting: learned.filter(([, level]) => level !== most).map(([door]) => door),
  };
}

function sawShut(state: Calibration, door: number, readings: Readings): Calibration {
  const level = readings[door] ?? 'unread';
  if (!isLevel(level)) return { ...state, hitch: { is: level } };
  return { ...state, step: { at: 'open', door, shut: readings }, hitch: null };
}

function sawOpen(
  state: Calibration,
  step: Extract<CalibrationStep, { readonly at: 'open' }>,
  readings: Readings,
): Calibration {
  const { door, shut } = step;
  const level = readings[door] ?? 'unread';
  const before = shut[door] ?? 'unread';
  if (!isLevel(level) || !isLevel(before)) return { ...state, hitch: { is: isLevel(level) ? 'unread' : level } };
  const [other] = othersMoved(state, door, shut, readings);
  if (level === before)
    return { ...state, hitch: other === undefined ? { is: 'same' } : { is: 'crossed', door: other } };
  // A door that is done is pushed shut in passing; one that is not yet known might be wired to this one's contact.
  const stranger = othersMoved(state, door, shut, readings).find((each) => state.findings[each]?.is !== 'learned');
  if (stranger !== undefined)
    return { ...state, step: { at: 'shut', door }, hitch: { is: 'others-moved', door: stranger } };
  return found(state, door, { is: 'learned', shut: before });
}

function othersMoved({ doors }: Calibration, door: number, before: Readings, after: Readings): number[] {
  return doors.filter((other) => {
    const [was, is] = [before[other] ?? 'unread', after[other] ?? 'unread'];
    return other !== door && isLevel(was) && isLevel(is) && was !== is;
  });
}

function givenUp({ hitch }: Calibration, step: Exclude<CalibrationStep, { readonly at: 'done' }>): Finding {
  const level = step.at === 'open' ? step.shut[step.door] : undefined;
  if (hitch?.is === 'crossed') return { is: 'crossed', moved: hitch.door };
  if (hitch?.is === 'same' && level !== undefined && isLevel(level)) return { is: 'stuck', level };
  return { is: 'skipped' };
}

function found(state: Calibration, door: number, finding: Finding): Calibration {
  return onward({ ...state, findings: { ...state.findings, [door]: finding }, hitch: null });
}

/** To the next door nothing is known of. */
function onward(state: Calibration): Calibration {
  const door = state.doors.find((each) => state.findings[each] === undefined);
  return { ...state, step: door === undefined ? { at: 'done' } : { at: 'shut', door } };
}

function isLevel(reading: ContactReading): reading is ContactLevel {
  return reading === 'high' || reading === 'low';
}
