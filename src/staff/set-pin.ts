import type { Change, Command } from '../journal/desk.ts';
import { counted } from '../ports/counted.ts';
import { checkPin } from './check-pin.ts';
import type { Staff } from './open-staff.ts';
import type { PinHash } from './pin-hash.ts';
import { administratorsOnly, noSuchPerson, wrongField } from './refusals.ts';
import type { Role } from './rules.ts';
import { forgetSessionsOf } from './sessions.ts';

/** A screen repeats a lost request within seconds; more PIN changes than this do not happen in that time. */
const REMEMBERED_COMMANDS = 100;

/** Who asks for a new PIN, and for whom. */
export interface PinChange {
  readonly personId: number;
  readonly pin: string;
  /** The PIN so far; needed to change one's own. */
  readonly currentPin?: string | undefined;
  readonly by: { readonly staffId: number; readonly roles: readonly Role[] };
}

/**
 * Sets a PIN: one's own with the PIN so far, or anybody's by an administrator (which also lifts a lock and ends that person's sessions).
 * @throws DeskError `staff/wrong-pin` (too short or not digits), `staff/administrators-only`, `staff/no-such-person`, as {@link checkPin}
 */
export async function setPin(staff: Staff, command: Command, asked: PinChange): Promise<{ personId: number }> {
  const { personId, by } = asked;
  const own = by.staffId === personId;
  if (!own && !by.roles.includes('administrator')) throw administratorsOnly();
  const person = staff.store.personById(personId, staff.desk.clock.read().wallMs);
  if (person === undefined) throw noSuchPerson();
  mustBeGoodPin(staff, asked.pin);
  if (own && !staff.pinCommands.has(command.id)) {
    if (asked.currentPin === undefined) {
      throw wrongField('currentPin', '请先输现在的密码。', 'Please type your present PIN first.');
    }
    await checkPin(staff, { staffNo: person.staffNo, pin: asked.currentPin });
  }
  const hash = await staff.hasher.hash(asked.pin);
  const { answer } = staff.desk.act(withoutPin(staff, command, personId, asked.pin), 'staff/set-pin', (change) => {
    storePin(staff, change, personId, hash);
    if (!own) {
      staff.store.dropTries(staff.hasher.digest('staff-no', person.staffNo));
      staff.store.dropSessionsOf(personId);
      change.afterCommit(() => forgetSessionsOf(staff, personId));
    }
    return { personId };
  });
  rememberCommand(staff, command.id);
  return answer;
}

/** Stores a hashed PIN inside the caller's transaction. */
export function storePin(staff: Staff, change: Change, personId: number, hash: PinHash): void {
  staff.store.putPin(personId, hash, change.at.wallMs);
  change.record({ kind: 'staff/pin-set', subject: `staff:${personId}`, body: {} });
}

/** @throws DeskError `staff/wrong-pin` when it is not digits of the length the rules ask for */
export function mustBeGoodPin(staff: Staff, pin: string): void {
  const { least, most } = staff.rules().pinLength.value;
  if (/^\d+$/.test(pin) && pin.length >= least && pin.length <= most) return;
  throw wrongField('pin', `密码要 ${least} 到 ${most} 位数字。`, `A PIN has ${least} to ${counted(most, 'digit')}.`);
}

/** The request's plain digest is stored with the command; a PIN in it could be found by trying all, so only a peppered one goes in. */
export function withoutPin(staff: Staff, command: Command, personId: number, pin: string): Command {
  return { ...command, request: { personId, pin: staff.hasher.digest('pin-request', pin) } };
}

/** A lost answer is asked for again with what was the current PIN then; the command is known here and not checked again. */
function rememberCommand(staff: Staff, commandId: string): void {
  if (staff.pinCommands.size >= REMEMBERED_COMMANDS) staff.pinCommands.clear();
  staff.pinCommands.add(commandId);
}
