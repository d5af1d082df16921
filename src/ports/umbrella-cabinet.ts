import type { ClockReading } from './clock.ts';
import type { Device, FaultSwitchboard, Lesson } from './device.ts';

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

/** What a door contact reads before its wiring is understood: a line's level, or `high` for a board's bit that says closed. */
export type ContactLevel = 'high' | 'low';

/** `unsteady`: it changed while it was read. `unread`: it cannot be read. */
export type ContactReading = ContactLevel | 'unsteady' | 'unread';

/** Finding out by trial which way round the contacts of a cabinet are wired. */
export interface ContactCalibration {
  /** `board`: all contacts have one polarity, as the board reports them. `door`: each has its own. */
  readonly polarity: 'door' | 'board';
  /**
   * Takes the cabinet out of use: no door opens, none is told of, none is forced or left open. Does nothing when it is so already.
   * @throws DeviceError `cabinet/door-busy` while a bolt is being drawn
   */
  hold(): void;
  /** Back in use; where the doors stand is looked at anew, which is no movement. */
  release(): void;
  /** Reads every contact anew, twice, a moment apart; takes up to some seconds. Never rejects. */
  readings(): Promise<ReadonlyMap<number, ContactReading>>;
  /** What {@link Device.lesson} is taught when these doors read so while they are shut. Of a `board` all must be the same. */
  lessonOf(shut: ReadonlyMap<number, ContactLevel>): Lesson;
}

export interface UmbrellaCabinet extends Device {
  readonly kind: 'umbrella-cabinet';
  /** Present where the polarity of the contacts can be learned. */
  readonly calibration?: ContactCalibration;
  doors(): readonly Door[];
  /** Opens one door, once: the same `commandId` again gets the first answer and does not pulse. Never rejects. */
  open(door: number, commandId: string): Promise<OpenOutcome>;
  onDoor(listener: (event: DoorMoved) => void): () => void;
  /** Something was put into a compartment or taken out; absent where nothing looks. */
  onOccupied?(listener: (door: number, occupied: boolean) => void): () => void;
}

/** Bench side: a person at the cabinet. */
export interface UmbrellaCabinetSimulator extends FaultSwitchboard {
  /** Pulls a door open (only moves when the bolt is drawn or the door was ajar) or pushes it shut. */
  pull(door: number): void;
  push(door: number): void;
  /** Faults of a single door, e.g. `door-3:jammed`, are in {@link FaultSwitchboard.faults}. */
  doors(): readonly Door[];
}
