import type { DoorPosition, OpenOutcome } from '../../src/ports/umbrella-cabinet.ts';

/** How long the parts of an opening take, in milliseconds. */
export interface DoorTimings {
  /** A sensor level counts once it has been steady this long. */
  readonly debounceMs: number;
  /** From the pulse until the sensor must have seen the door open. */
  readonly openWithinMs: number;
  /** A door that moves this long after it was given up still counts as asked for. */
  readonly lateWithinMs: number;
  /** A door open longer than this is left open. */
  readonly leftOpenAfterMs: number;
}

/** The timers of one door. */
export type DoorTimer = 'debounce' | 'open' | 'late' | 'leftOpen';

/** A door's troubles; the codes are stable. */
export type DoorTrouble = 'cabinet/not-opened' | 'cabinet/left-open' | 'cabinet/forced-open';

/** What is known of one door. */
export interface DoorState {
  readonly position: DoorPosition;
  /** The level the sensor shows while it may still bounce. */
  readonly candidate: 'open' | 'closed' | undefined;
  /** The command that is being carried out. */
  readonly opening: string | undefined;
  /** The command that was given up a moment ago: the bolt may have been drawn after all. */
  readonly late: boolean;
  /** What is raised for this door now. */
  readonly troubles: readonly DoorTrouble[];
}

/** What a door is told. */
export type DoorInput =
  | { readonly type: 'sensor'; readonly shows: 'open' | 'closed' }
  | { readonly type: 'sensorLost' }
  | { readonly type: 'timer'; readonly timer: DoorTimer }
  | { readonly type: 'open'; readonly commandId: string }
  /** The guard drives the coil, or may do so: from now on the sensor decides. */
  | { readonly type: 'pulseBegan' }
  | { readonly type: 'pulseRefused'; readonly code: string };

/** What the shell must do after a step. */
export type DoorEffect =
  | { readonly type: 'startTimer'; readonly timer: DoorTimer; readonly ms: number }
  | { readonly type: 'cancelTimer'; readonly timer: DoorTimer }
  | { readonly type: 'pulse' }
  | { readonly type: 'settle'; readonly commandId: string; readonly outcome: OpenOutcome }
  | { readonly type: 'moved'; readonly to: 'open' | 'closed'; readonly requested: boolean }
  | { readonly type: 'raise' | 'clear'; readonly trouble: DoorTrouble };

/** The door after a step, and what follows. */
export interface DoorStep {
  readonly state: DoorState;
  readonly effects: readonly DoorEffect[];
}

/** A door nobody has looked at yet. */
export const UNSEEN_DOOR: DoorState = {
  position: 'unknown',
  candidate: undefined,
  opening: undefined,
  late: false,
  troubles: [],
};

/** One step of one door. Only an `open` that is neither impossible nor needless leads to a pulse. */
export function nextDoor(state: DoorState, input: DoorInput, timings: DoorTimings): DoorStep {
  switch (input.type) {
    case 'sensor':
      return sensed(state, input.shows, timings);
    case 'sensorLost':
      return {
        state: { ...state, position: 'unknown', candidate: undefined },
        effects: [cancel('debounce'), cancel('leftOpen')],
      };
    case 'timer':
      return timedOut(state, input.timer, timings);
    case 'open':
      return asked(state, input.commandId);
    case 'pulseBegan':
      // A quick door has answered before the guard did.
      return state.opening === undefined
        ? { state, effects: [] }
        : { state, effects: [{ type: 'startTimer', timer: 'open', ms: timings.openWithinMs }] };
    case 'pulseRefused':
      return state.opening === undefined
        ? { state, effects: [] }
        : {
            state: { ...state, opening: undefined },
            effects: [settle(state.opening, { result: 'refused', code: input.code })],
          };
  }
}

function asked(state: DoorState, commandId: string): DoorStep {
  const refuse = (code: string): DoorStep => ({
    state,
    effects: [settle(commandId, { result: 'refused', code })],
  });
  if (state.opening !== undefined) return refuse('cabinet/door-busy');
  if (state.position === 'open' || state.candidate === 'open') return refuse('cabinet/already-open');
  if (state.position === 'unknown') return refuse('cabinet/sensor-unknown');
  return {
    state: { ...state, opening: commandId, late: false },
    effects: [cancel('late'), { type: 'pulse' }],
  };
}

function sensed(state: DoorState, shows: 'open' | 'closed', timings: DoorTimings): DoorStep {
  // The first look has nothing to bounce against.
  if (state.position === 'unknown') return settled({ ...state, candidate: undefined }, shows, timings);
  if (shows === state.position)
    return state.candidate === undefined
      ? { state, effects: [] }
      : { state: { ...state, candidate: undefined }, effects: [cancel('debounce')] };
  if (shows === state.candidate) return { state, effects: [] };
  return {
    state: { ...state, candidate: shows },
    effects: [{ type: 'startTimer', timer: 'debounce', ms: timings.debounceMs }],
  };
}

function timedOut(state: DoorState, timer: DoorTimer, timings: DoorTimings): DoorStep {
  switch (timer) {
    case 'debounce':
      return state.candidate === undefined
        ? { state, effects: [] }
        : settled({ ...state, candidate: undefined }, state.candidate, timings);
    case 'open':
      return state.opening === undefined
        ? { state, effects: [] }
        : {
            state: { ...raised(state, 'cabinet/not-opened'), opening: undefined, late: true },
            effects: [
              settle(state.opening, { result: 'notOpened', code: 'cabinet/not-opened' }),
              { type: 'raise', trouble: 'cabinet/not-opened' },
              { type: 'startTimer', timer: 'late', ms: timings.lateWithinMs },
            ],
          };
    case 'late':
      return { state: { ...state, late: false }, effects: [] };
    case 'leftOpen':
      return state.position === 'open'
        ? { state: raised(state, 'cabinet/left-open'), effects: [{ type: 'raise', trouble: 'cabinet/left-open' }] }
        : { state, effects: [] };
  }
}

/** The sensor is sure. A first look is not a movement: nobody saw the door move. */
function settled(state: DoorState, now: 'open' | 'closed', timings: DoorTimings): DoorStep {
  const first = state.position === 'unknown';
  if (now === 'closed')
    return {
      state: { ...state, position: 'closed', troubles: [] },
      effects: [
        ...(first ? [] : [{ type: 'moved', to: 'closed', requested: true } as const]),
        cancel('leftOpen'),
        ...state.troubles.map((trouble) => ({ type: 'clear', trouble }) as const),
      ],
    };
  const requested = state.opening !== undefined || state.late;
  const moved = !first || requested;
  const forced = !requested && moved;
  const { opening } = state;
  const cleared: readonly DoorTrouble[] = state.troubles.filter((trouble) => trouble === 'cabinet/not-opened');
  return {
    state: {
      ...state,
      position: 'open',
      opening: undefined,
      late: false,
      troubles: [
        ...state.troubles.filter((trouble) => !cleared.includes(trouble)),
        ...(forced ? (['cabinet/forced-open'] as const) : []),
      ],
    },
    effects: [
      ...(moved ? [{ type: 'moved', to: 'open', requested } as const] : []),
      ...(opening === undefined ? [] : [cancel('open'), settle(opening, { result: 'opened' })]),
      ...(state.late ? [cancel('late')] : []),
      ...cleared.map((trouble) => ({ type: 'clear', trouble }) as const),
      ...(forced ? [{ type: 'raise', trouble: 'cabinet/forced-open' } as const] : []),
      { type: 'startTimer', timer: 'leftOpen', ms: timings.leftOpenAfterMs },
    ],
  };
}

function raised(state: DoorState, trouble: DoorTrouble): DoorState {
  return state.troubles.includes(trouble) ? state : { ...state, troubles: [...state.troubles, trouble] };
}

function cancel(timer: DoorTimer): DoorEffect {
  return { type: 'cancelTimer', timer };
}

function settle(commandId: string, outcome: OpenOutcome): DoorEffect {
  return { type: 'settle', commandId, outcome };
}
