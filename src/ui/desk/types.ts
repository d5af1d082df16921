import type { ClockQuality } from '../../ports/clock.ts';
import type { DeviceFault, DeviceKind, DeviceState, Sentence } from '../../ports/device.ts';
import type { MusicState, OnAir } from '../../ports/public-address.ts';

export interface Session {
  readonly staffId: number;
  readonly name: string;
  readonly staffNo: string;
  readonly roles: readonly string[];
  /** UTC milliseconds. */
  readonly expiresAtMs: number;
}

/** What is on the air, with the words to show for it. */
export interface AirShown extends OnAir {
  readonly kind: string;
  readonly title: Sentence | string;
  /** Rounds in all, where the service sends it; otherwise the timeline tells. */
  readonly times?: number;
}

export interface DeviceShown {
  readonly id: string;
  readonly kind: DeviceKind;
  readonly state: DeviceState;
  readonly faults: readonly DeviceFault[];
}

/** The answer of `GET /api/desk`, patched by the server-sent event `desk`. */
export interface DeskView {
  readonly plaza: Sentence;
  readonly desk: Sentence;
  readonly demo: boolean;
  /** UTC milliseconds at the service. */
  readonly now: number;
  /** IANA name, e.g. `Asia/Shanghai`. */
  readonly timeZone: string;
  readonly clockQuality: ClockQuality;
  /** `HH:MM` in the desk's time zone; `ticks` are today's scheduled broadcasts. */
  readonly day: { readonly opens: string; readonly closes: string; readonly ticks?: readonly string[] };
  readonly onDuty: readonly { readonly staffNo: string; readonly name: string }[];
  readonly session: Session | null;
  readonly air: AirShown | null;
  readonly music: MusicState;
  readonly devices: readonly DeviceShown[];
  readonly deposit: {
    readonly outCount: number;
    readonly unitFen: number;
    readonly expectedFen: number;
    readonly balanceFen: number;
  };
}

/** Server-sent event `punch`: what the banner says about a tap. */
export interface PunchShown {
  readonly name: string;
  readonly direction: 'in' | 'out';
  /** `HH:MM` in the desk's time zone. */
  readonly time: string;
  readonly state: 'done' | 'wait' | 'need';
  readonly line: Sentence;
  readonly soFar?: readonly { readonly value: number; readonly limit: number; readonly label: Sentence }[];
}

/** Server-sent event `card`: a card in the field. A staff card carries a one-time sign-in ticket. */
export interface CardShown {
  readonly kind: 'staff' | 'deposit' | 'unknown';
  readonly cardId?: string;
  readonly ticket?: string;
  readonly name?: string;
  readonly staffNo?: string;
}
