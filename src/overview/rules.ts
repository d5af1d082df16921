import type { DueCall } from '../broadcast/follow-up.rules.ts';
import type { ClockQuality } from '../ports/clock.ts';
import type { DeviceFault, DeviceKind, DeviceState, Sentence } from '../ports/device.ts';
import type { MusicState, OnAir } from '../ports/public-address.ts';
import type { PostReminder } from '../post-room/view.rules.ts';
import type { ScheduleNow } from '../schedule/rules.ts';

/** A device as a lamp. */
export interface DeviceLamp {
  readonly id: string;
  readonly kind: DeviceKind;
  readonly state: DeviceState;
  readonly faults: readonly DeviceFault[];
}

/** What every page knows of the desk; the event `desk` patches it key by key. */
export interface DeskOverview {
  readonly plaza: Sentence;
  readonly desk: Sentence;
  readonly demo: boolean;
  /** UTC ms at the service. */
  readonly now: number;
  readonly timeZone: string;
  readonly clockQuality: ClockQuality;
  /** `HH:MM` in the desk's time zone; `ticks` are today's scheduled broadcasts, where there is a schedule. */
  readonly day: { readonly opens: string; readonly closes: string; readonly ticks?: readonly string[] };
  /** Who has tapped in and not out; the screen masks the names when nobody is signed in. */
  readonly onDuty: readonly { readonly staffNo: string; readonly name: string }[];
  readonly air:
    | (OnAir & {
        readonly kind: string;
        readonly title: Sentence;
        readonly callId: number | null;
        readonly times: number;
      })
    | null;
  readonly music: MusicState;
  /** A fire contact holds the public address silent. */
  readonly muted: { readonly sinceMs: number } | null;
  /** Whom to stand ready for, what holds the schedule back, and what was missed; null without a public address. */
  readonly schedule: Omit<ScheduleNow, 'ticks'> | null;
  /** Open calls with a step that somebody should do now, oldest first. */
  readonly callsDue: readonly DueCall[];
  /** Announcements that were not heard and nobody has taken note of. */
  readonly unheard: number;
  readonly devices: readonly DeviceLamp[];
  readonly deposit: {
    readonly outCount: number;
    readonly unitFen: number;
    readonly expectedFen: number;
    readonly balanceFen: number;
  };
  /** Papers a person has to look at. */
  readonly papersWaiting: number;
  /** What departments are to hand in soon, or should have; null: nothing. */
  readonly postDue: PostReminder | null;
  /** First start: the screen asks for the first administrator. */
  readonly needsFirstAdministrator: boolean;
  /** The shifts people can be put on, by the rules in force. */
  readonly shifts: readonly { readonly id: string; readonly name: Sentence }[];
}

/** Who uses this screen; the token stays in the cookie. */
export interface ShownSession {
  readonly staffId: number;
  readonly staffNo: string;
  readonly name: string;
  readonly roles: readonly string[];
  /** UTC ms; every request moves it. */
  readonly expiresAtMs: number;
}

/** The answer of `GET /api/desk`. */
export interface DeskShown extends DeskOverview {
  readonly session: ShownSession | null;
}
