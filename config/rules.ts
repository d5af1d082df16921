import { z } from 'zod';
import { attendanceRules } from './rules/attendance.ts';
import { broadcastRules } from './rules/broadcast.ts';
import { calendarRules } from './rules/calendar.ts';
import { callRules } from './rules/calls.ts';
import { emergencyRules } from './rules/emergency.ts';
import { formRules } from './rules/forms.ts';
import { leaveRules } from './rules/leave.ts';
import { liveRules } from './rules/live.ts';
import { loanRules } from './rules/loans.ts';
import { musicRules } from './rules/music.ts';
import { postRoomRules } from './rules/post-room.ts';
import { promotionRules } from './rules/promotions.ts';
import { proxyAuditRules } from './rules/proxy-audit.ts';
import { retentionRules } from './rules/retention.ts';
import { rosterRules } from './rules/roster.ts';
import { scheduleRules } from './rules/schedule.ts';
import { serviceRules } from './rules/services.ts';
import { staffRules } from './rules/staff.ts';
import { swapRules } from './rules/swaps.ts';

/** One schema per rules file, named as the file. */
export const rulesSchemas = {
  attendance: attendanceRules,
  broadcast: broadcastRules,
  calendar: calendarRules,
  calls: callRules,
  emergency: emergencyRules,
  forms: formRules,
  leave: leaveRules,
  live: liveRules,
  loans: loanRules,
  music: musicRules,
  'post-room': postRoomRules,
  promotions: promotionRules,
  'proxy-audit': proxyAuditRules,
  retention: retentionRules,
  roster: rosterRules,
  schedule: scheduleRules,
  services: serviceRules,
  staff: staffRules,
  swaps: swapRules,
};

export type Rules = { readonly [Room in keyof typeof rulesSchemas]: z.output<(typeof rulesSchemas)[Room]> };

/** What staff say to the customer, by step: `{ "loans.money": { zh, en } }`; `{name}` is filled in. */
export const phrasesSchema = z.record(
  z.string().regex(/^[a-z]+(\.[a-zA-Z]+)+$/),
  z.strictObject({ zh: z.string().min(1), en: z.string().min(1) }),
);
export type Phrases = z.output<typeof phrasesSchema>;
