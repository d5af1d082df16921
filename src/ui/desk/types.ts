import type { DeskShown, DeviceLamp, ShownSession } from '../../overview/rules.ts';
import type { CardOutcome, SlipOutcome } from '../../taps/rules.ts';

export type { PunchView } from '../../attendance/rules.ts';

/** The answer of `GET /api/desk`, patched by the server-sent event `desk`. */
export type DeskView = DeskShown;
export type Session = ShownSession;
export type DeviceShown = DeviceLamp;
/** What is on the air, with the words to show for it. */
export type AirShown = NonNullable<DeskShown['air']>;
/** Server-sent event `card`: what became of a card in the field. */
export type CardShown = Exclude<CardOutcome, { kind: 'punch' }>;

/** A slip that was scanned. */
export type SlipShown = SlipOutcome;
