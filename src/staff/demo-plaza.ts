import { blockCard, insertCard, whoseCard } from './cards.ts';
import type { Staff } from './open-staff.ts';
import { insertPerson } from './people.ts';
import type { Role } from './rules.ts';
import { storePin } from './set-pin.ts';

/** Somebody of the demo plaza. The PIN is public: these people exist only in a demo database. */
export interface DemoPerson {
  readonly staffNo: string;
  readonly name: string;
  readonly department: string;
  readonly roles: readonly Role[];
  readonly shiftId: string;
  readonly cardId: string;
  readonly pin: string;
}

/** The demo plaza's staff. Card ids are EM4100: version byte 4A and the staff number, so that a person can type them at the bench. */
export const demoPeople: readonly DemoPerson[] = [
  person('1001', '陈静', '客服中心', ['employee', 'supervisor'], 'reception', '100111'),
  person('1018', '李敏', '客服中心', ['employee', 'clerk', 'shift-lead'], 'reception', '101811'),
  person('1024', '王芳', '客服中心', ['employee', 'clerk'], 'reception', '102411'),
  person('1033', '赵磊', '热线中心', ['employee', 'clerk'], 'hotline-night', '103311'),
  person('1042', '周婷', '热线中心', ['employee', 'clerk'], 'hotline-day', '104211'),
  person('2087', '张伟', '物业部', ['employee'], 'reception', '208711'),
  person('3002', '刘洋', '人力资源部', ['employee', 'hr'], 'reception', '300211'),
  person('9000', '孙丽', '信息部', ['employee', 'administrator'], 'reception', '900011'),
];

/** A card somebody lost: shows what a blocked card does. */
export const demoLostCardId = '4A00002099';

const EM4100_DIGITS = 10;

const DEMO_DEPOSIT_CARDS = 16;

/** The demo deposit cards 001 … 016. */
export const demoDepositCards: readonly { readonly cardId: string; readonly label: string }[] = Array.from(
  { length: DEMO_DEPOSIT_CARDS },
  (_, index) => ({
    cardId: `4D${String(index + 1).padStart(8, '0')}`,
    label: String(index + 1).padStart(3, '0'),
  }),
);

/** Fills an empty database with the demo plaza, as ordinary journalled changes; does nothing where people exist. Answers whether it did. */
export async function fillDemoPlaza(staff: Staff): Promise<boolean> {
  if (staff.store.people(0).length > 0) return false;
  const hashes = await Promise.all(demoPeople.map((someone) => staff.hasher.hash(someone.pin)));
  staff.desk.change('system', (change) => {
    change.record({ kind: 'staff/demo-plaza', subject: 'desk', body: { people: demoPeople.length } });
    for (const [index, someone] of demoPeople.entries()) {
      const { cardId, pin: _pin, ...fields } = someone;
      const personId = insertPerson(staff, change, fields);
      insertCard(staff, change, { cardId, kind: 'employee', personId }, null);
      const hash = hashes[index];
      if (hash !== undefined) storePin(staff, change, personId, hash);
      if (someone.staffNo === LOSER) loseDemoCard(staff, change, personId);
    }
    for (const card of demoDepositCards) insertCard(staff, change, { ...card, kind: 'deposit' }, null);
  });
  return true;
}

/** The demo people that are really in this database under their demo name: whose PIN the sign-in page of a demo may show. */
export function demoPins(staff: Staff): { staffNo: string; name: string; pin: string; cardId: string }[] {
  return demoPeople.flatMap(({ staffNo, name, pin, cardId }) =>
    staff.store.personByStaffNo(staffNo, 0)?.name === name ? [{ staffNo, name, pin, cardId }] : [],
  );
}

/**
 * The number of a demo card's 13.56 MHz half: its cards have both, as dual cards in the shops do. Seven bytes, and its end is not that of
 * the EM4100 half, so a reader that tells only the end takes neither for the other.
 */
export function innerHalf(cardId: string): string {
  return `04${cardId.slice(0, 6)}80${cardId.slice(6)}`;
}

/**
 * Issues the 13.56 MHz halves of the demo cards where one of the readers cannot read the other half; does nothing the second time.
 *
 * @param cardDigits for each simulated reader the lengths of the card ids it reads, in hex digits
 */
export function issueInnerHalves(staff: Staff, cardDigits: readonly (readonly number[])[]): void {
  if (cardDigits.every((digits) => digits.includes(EM4100_DIGITS))) return;
  const people = demoPins(staff).map(({ cardId }) => cardId);
  if (people.length === 0) return;
  const demo = [...people, demoLostCardId, ...demoDepositCards.map(({ cardId }) => cardId)];
  const missing = demo.flatMap((cardId) => {
    const card = staff.store.card(cardId);
    const isFree = whoseCard(staff, innerHalf(cardId)).kind === 'unknown';
    return card === undefined || card.state === 'returned' || !isFree ? [] : [card];
  });
  if (missing.length === 0) return;
  staff.desk.change('system', (change) => {
    for (const { cardId, kind, label, personId, state, reason } of missing) {
      const half = { cardId: innerHalf(cardId), kind, label: `${label} IC`, personId: personId ?? undefined };
      insertCard(staff, change, half, null);
      if (state === 'lost') blockCard(staff, change, { cardId: half.cardId, reason });
    }
  });
}

const LOSER = '2087';

function loseDemoCard(staff: Staff, change: Parameters<typeof insertCard>[1], personId: number): void {
  insertCard(staff, change, { cardId: demoLostCardId, kind: 'employee', personId, label: '2087 (旧)' }, null);
  blockCard(staff, change, { cardId: demoLostCardId, reason: '丢失' });
}

function person(
  staffNo: string,
  name: string,
  department: string,
  roles: readonly Role[],
  shiftId: string,
  pin: string,
): DemoPerson {
  return { staffNo, name, department, roles, shiftId, pin, cardId: `4A0000${staffNo}` };
}
