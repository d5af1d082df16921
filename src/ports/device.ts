export type DeviceKind =
  | 'card-reader'
  | 'receipt-printer'
  | 'public-address'
  | 'umbrella-cabinet'
  | 'slip-scanner'
  | 'contacts';

/** A sentence in both languages of the desk. */
export interface Sentence {
  readonly zh: string;
  readonly en: string;
}

/** What is wrong with a device, in words a clerk understands and with what to do next. */
export interface DeviceFault {
  /** Stable, e.g. `link/not-found`, `printer/paper-out`, `cabinet/left-open`. */
  readonly code: string;
  readonly says: Sentence;
  /** UTC milliseconds when it began. */
  readonly sinceMs: number;
}

/**
 * `ready`: works. `waiting`: works, but a person should look soon (paper near end). `fault`: does not work, `faults` says why.
 * `starting`: not known yet. `off`: not configured.
 */
export type DeviceState = 'starting' | 'ready' | 'waiting' | 'fault' | 'off';

export interface DeviceHealth {
  readonly state: DeviceState;
  readonly faults: readonly DeviceFault[];
  /** Link counters for the devices page: frames, checksumErrors, resyncs, reconnects … */
  readonly counters: Readonly<Record<string, number>>;
}

/** What only a person at the desk can tell a device: the number format its vendor set, a sensor's polarity. Plain JSON. */
export interface Lesson {
  readonly [name: string]: string | number | boolean | Lesson;
}

/** The side of a device that can be taught. The desk keeps the lesson and hands it in again before {@link Device.start}. */
export interface Teachable {
  /** In force now: what was taught, else what is configured. */
  current(): Lesson;
  /** @throws DeviceError `device/lesson-invalid` when the device cannot work by it; the sentence says why */
  check(lesson: Lesson): void;
  /** Works by it from now on. Called with a lesson that {@link check} has let through. */
  learn(lesson: Lesson): void;
  /** Back to what is configured. */
  forget(): void;
}

/** What every device can do. Devices report; they never stop each other. */
export interface Device {
  /** From the configuration, e.g. `reader-1`. */
  readonly id: string;
  readonly kind: DeviceKind;
  /** Model or driver name as configured, e.g. `rdm6300`. */
  readonly model: string;
  readonly simulated: boolean;
  /** True where the protocol has no heartbeat: that it is dead shows only when it is used. */
  readonly silentUntilUsed?: boolean;
  /** Present where something can be taught at the desk. */
  readonly lesson?: Teachable;
  /** Opens the device and keeps it open (re-opens with backoff). Resolves at once; a device that cannot be opened is a fault in {@link health}, never an exception. */
  start(): Promise<void>;
  /** Closes everything, leaves outputs off. */
  stop(): Promise<void>;
  health(): DeviceHealth;
  onHealth(listener: (health: DeviceHealth) => void): () => void;
}

/** The one error class of the device ring. */
export class DeviceError extends Error {
  override readonly name = 'DeviceError';
  readonly code: string;
  readonly retryable: boolean;
  readonly says: Sentence;
  constructor(code: string, says: Sentence, options?: { cause?: unknown; retryable?: boolean }) {
    super(says.en, options?.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.says = says;
    this.retryable = options?.retryable ?? true;
  }
}

/** One switchable misbehaviour of a simulator, e.g. `disconnect`, `paper-out`, `door-jammed`. */
export interface SimulatedFault {
  readonly id: string;
  readonly says: Sentence;
  readonly active: boolean;
}

/** The bench side of a simulated device. Only simulators have it. */
export interface FaultSwitchboard {
  faults(): readonly SimulatedFault[];
  /** @throws DeviceError `simulator/unknown-fault` */
  setFault(id: string, active: boolean): void;
}
