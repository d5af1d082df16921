import type { ClockReading } from './clock.ts';
import type { Device, FaultSwitchboard } from './device.ts';

export type DoorPosition = 'open' | 'closed' | 'unknown';

export interface Door {
  /** As painted on the cabinet, from 1. */
  readonly number: number;
  readonly position: DoorPosition;
  /** True while the lock coil is energised. */
  readonly pulsing: boolean;
  /** Whether something is in the compartment; absent where nothing looks. */
  readonly occupied?: boolean;
}

/** A door moved. `requested` is false when it opened although nobody had asked: forced open. */
export interface DoorMoved {
  readonly type: 'doorOpened' | 'doorClosed';
  readonly door: number;
  readonly requested: boolean;
  readonly at: ClockReading;
}

/**
 * Success is the sensor, never "pulse sent". `opened`: the sensor saw it open. `notOpened`: the coil was driven and the door did
 * not move. `refused`: the coil was never driven (unknown door, duty limit, already open, guard dead): safe to try again.
 */
export type OpenOutcome =
  | { readonly result: 'opened' }
  | { readonly result: 'notOpened'; readonly code: string }
  | { readonly result: 'refused'; readonly code: string };

export interface UmbrellaCabinet extends Device {
  readonly kind: 'umbrella-cabinet';
  doors(): readonly Door[];
  /** Opens one door, once: the same `commandId` again gets the first answer and does not pulse. Never rejects. */
  open(door: number, commandId: string): Promise<OpenOutcome>;
  onDoor(listener: (event: DoorMoved) => void): () => void;
}

/** Bench side: a person at the cabinet. */
export interface UmbrellaCabinetSimulator extends FaultSwitchboard {
  /** Pulls a door open (only moves when the bolt is drawn or the door was ajar) or pushes it shut. */
  pull(door: number): void;
  push(door: number): void;
  /** Faults of a single door, e.g. `door-3:jammed`, are in {@link FaultSwitchboard.faults}. */
  doors(): readonly Door[];
}
