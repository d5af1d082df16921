/**
 * The words between the service and the lock guard: one ASCII line per message, ended by `\n`, at most {@link LINE_LIMIT} bytes.
 *
 * To the guard: `<id> pulse <lock> <ms>` · `<id> off` · `<id> ping` · `beat`.
 * From the guard: `ready` · `<id> ok` · `<id> refused <code>` · `line <lock> on|off <reason>` · `rubbish <bytes>` ·
 * `failed <code> <sentence>`.
 */

/** Longest line in bytes, without its end; longer ones are rubbish. */
export const LINE_LIMIT = 240;

/** What the service asks. */
export type GuardCommand =
  | { readonly type: 'pulse'; readonly id: number; readonly lock: number; readonly ms: number }
  | { readonly type: 'off'; readonly id: number }
  | { readonly type: 'ping'; readonly id: number }
  | { readonly type: 'beat' };

/** Why a line changed. */
export type LineReason =
  | 'pulse'
  | 'start'
  | 'pulse-ended'
  | 'parent-silent'
  | 'hard-limit'
  | 'asked'
  | 'stopping'
  | 'line-failed';

/** What the guard answers and tells. */
export type GuardReport =
  | { readonly type: 'ready' }
  | { readonly type: 'ok'; readonly id: number }
  | { readonly type: 'refused'; readonly id: number; readonly code: string }
  | { readonly type: 'line'; readonly lock: number; readonly on: boolean; readonly reason: LineReason }
  | { readonly type: 'rubbish'; readonly bytes: number }
  | { readonly type: 'failed'; readonly code: string; readonly sentence: string };

const COMMAND_PATTERN =
  /^(?:(?<beat>beat)|(?<id>\d{1,9}) (?:(?<bare>off|ping)|pulse (?<lock>\d{1,3}) (?<ms>\d{1,5})))$/;
const REPORT_PATTERN =
  /^(?:(?<ready>ready)|(?<id>\d{1,9}) (?:(?<ok>ok)|refused (?<code>[a-z/-]{1,60}))|line (?<lock>\d{1,3}) (?<level>on|off) (?<reason>[a-z-]{1,20})|rubbish (?<bytes>\d{1,12})|failed (?<failure>[a-z/-]{1,60}) (?<sentence>.+))$/;
const REASONS: readonly LineReason[] = [
  'pulse',
  'start',
  'pulse-ended',
  'parent-silent',
  'hard-limit',
  'asked',
  'stopping',
  'line-failed',
];

/** Reads one line for the guard; `undefined` when it is not a command. */
export function parseCommand(line: string): GuardCommand | undefined {
  const words = COMMAND_PATTERN.exec(line)?.groups;
  if (words === undefined) return undefined;
  if (words.beat !== undefined) return { type: 'beat' };
  const id = Number(words.id);
  if (words.bare === 'off' || words.bare === 'ping') return { type: words.bare, id };
  return { type: 'pulse', id, lock: Number(words.lock), ms: Number(words.ms) };
}

/** Reads one line from the guard; `undefined` when it is not a report. */
export function parseReport(line: string): GuardReport | undefined {
  const words = REPORT_PATTERN.exec(line)?.groups;
  if (words === undefined) return undefined;
  if (words.ready !== undefined) return { type: 'ready' };
  if (words.ok !== undefined) return { type: 'ok', id: Number(words.id) };
  if (words.code !== undefined) return { type: 'refused', id: Number(words.id), code: words.code };
  if (words.bytes !== undefined) return { type: 'rubbish', bytes: Number(words.bytes) };
  if (words.failure !== undefined && words.sentence !== undefined)
    return { type: 'failed', code: words.failure, sentence: words.sentence };
  const reason = REASONS.find((known) => known === words.reason);
  if (reason === undefined) return undefined;
  return { type: 'line', lock: Number(words.lock), on: words.level === 'on', reason };
}

/** Writes a command as a line, its end included. */
export function serializeCommand(command: GuardCommand): string {
  switch (command.type) {
    case 'beat':
      return 'beat\n';
    case 'pulse':
      return `${command.id} pulse ${command.lock} ${command.ms}\n`;
    case 'off':
    case 'ping':
      return `${command.id} ${command.type}\n`;
  }
}

/** Writes a report as a line, its end included. */
export function serializeReport(report: GuardReport): string {
  switch (report.type) {
    case 'ready':
      return 'ready\n';
    case 'ok':
      return `${report.id} ok\n`;
    case 'refused':
      return `${report.id} refused ${report.code}\n`;
    case 'line':
      return `line ${report.lock} ${report.on ? 'on' : 'off'} ${report.reason}\n`;
    case 'rubbish':
      return `rubbish ${report.bytes}\n`;
    case 'failed':
      return `${`failed ${report.code} ${report.sentence.replace(/[^\x20-\x7e]+/g, ' ')}`.slice(0, LINE_LIMIT)}\n`;
  }
}
