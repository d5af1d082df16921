/** Something was read, and nothing changed. */
const READ = 'outcomes/exported';
/** Records that may change what a day comes to: of whole rooms, and one of the audit. */
const CHANGES = [
  'attendance/',
  'roster/',
  'calendar/',
  'forms/',
  'swaps/',
  'leave/',
  'staff/',
  'outcomes/',
  'proxy-audit/decided',
];

/** What is to be judged again: months of one person from one on, all of one person, or everything. */
export type Forgotten = { readonly personId: number; readonly from?: string } | 'everything';

/** What a journal row makes of months that were judged before it; `undefined`: nothing. */
export function forgottenBy({
  kind,
  subject,
  body,
}: {
  readonly kind: string;
  readonly subject: string;
  readonly body: string;
}): Forgotten | undefined {
  if (kind === READ) return undefined;
  const [, id] = /^staff:(\d+)$/.exec(subject) ?? [];
  if (id === undefined) return CHANGES.some((changes) => kind.startsWith(changes)) ? 'everything' : undefined;
  const personId = Number(id);
  const [, day] = (kind === 'attendance/punch-recorded' && /"shiftDay":"(\d{4}-\d{2}-\d{2})"/.exec(body)) || [];
  return day === undefined ? { personId } : { personId, from: day };
}
