import type { Database } from '../store/database.ts';
import { type ItemRow, itemOf, type LoanRow, loanOf, rowOfLoan } from './rows.ts';
import type { Item, ItemCondition, ItemKind, Loan } from './rules.ts';

export interface LoanStore {
  items(kind?: ItemKind): Item[];
  item(id: number): Item | undefined;
  itemByNumber(kind: ItemKind, number: string): Item | undefined;
  addItem(item: Omit<Item, 'id'>): number;
  putItem(id: number, to: { readonly door: number | null; readonly condition: ItemCondition }): void;
  /** Keeps a person's words for a change of condition; `seq` is its journal row. */
  keepReason(reason: { readonly seq: number; readonly itemId: number; readonly why: string }): void;
  loan(id: number): Loan | undefined;
  addLoan(loan: Omit<Loan, 'id'>): number;
  /** Saves everything but the deposit's whereabouts. */
  saveLoan(loan: Loan): void;
  holdDeposit(id: number): boolean;
  /** False when the deposit was not held any more: it is given back once. */
  releaseDeposit(id: number, movement: number): boolean;
  /** Neither cancelled nor returned, oldest first. */
  openLoans(): Loan[];
  openLoanOfItem(itemId: number): Loan | undefined;
  openLoanOfCard(cardId: string): Loan | undefined;
  loanByCode(checkCode: string): Loan | undefined;
  loanBySlip(slipNo: string): Loan | undefined;
  held(): { readonly outCount: number; readonly fen: number };
  doorsOutOfUse(): Map<number, { readonly code: string; readonly since: number }>;
  distrustDoor(door: number, code: string, since: number): void;
  trustDoor(door: number): boolean;
}

const OPEN = "step NOT IN ('cancelled', 'returned')";

export function openLoanStore(database: Database): LoanStore {
  const allItems = database.prepare<ItemRow>('SELECT * FROM loan_items ORDER BY kind, number');
  const itemById = database.prepare<ItemRow>('SELECT * FROM loan_items WHERE id = @id');
  const itemByNo = database.prepare<ItemRow>('SELECT * FROM loan_items WHERE kind = @kind AND number = @number');
  const insertItem = database.prepare(
    'INSERT INTO loan_items (kind, number, door, condition) VALUES (@kind, @number, @door, @condition)',
  );
  const updateItem = database.prepare('UPDATE loan_items SET door = @door, condition = @condition WHERE id = @id');
  const insertReason = database.prepare(
    'INSERT INTO loan_item_reasons (seq, item_id, why) VALUES (@seq, @itemId, @why)',
  );

  const byId = database.prepare<LoanRow>('SELECT * FROM loans WHERE id = @id');
  const open = database.prepare<LoanRow>(`SELECT * FROM loans WHERE ${OPEN} ORDER BY id`);
  const ofItem = database.prepare<LoanRow>(`SELECT * FROM loans WHERE item_id = @itemId AND ${OPEN}`);
  const ofCard = database.prepare<LoanRow>(`SELECT * FROM loans WHERE card_id = @cardId AND ${OPEN}`);
  const byCode = database.prepare<LoanRow>('SELECT * FROM loans WHERE check_code = @checkCode');
  const bySlip = database.prepare<LoanRow>('SELECT * FROM loans WHERE slip_no = @slipNo');
  const insertLoan = database.prepare(
    `INSERT INTO loans (kind, item_id, step, step_since, door, door_command, fault, may_retry, deposit_fen, slip_no, check_code,
       card_id, phone, note, lost, clerk_id, started_at, lent_at, due_on, ended_at, damages, compensation_fen)
     VALUES (@kind, @item_id, @step, @step_since, @door, @door_command, @fault, @may_retry, @deposit_fen, @slip_no, @check_code,
       @card_id, @phone, @note, @lost, @clerk_id, @started_at, @lent_at, @due_on, @ended_at, @damages, @compensation_fen)`,
  );
  const updateLoan = database.prepare(
    `UPDATE loans SET item_id = @item_id, step = @step, step_since = @step_since, door = @door, door_command = @door_command,
       fault = @fault, may_retry = @may_retry, slip_no = @slip_no, check_code = @check_code, card_id = @card_id, phone = @phone,
       note = @note, lost = @lost, lent_at = @lent_at, due_on = @due_on, ended_at = @ended_at, damages = @damages,
       compensation_fen = @compensation_fen WHERE id = @id`,
  );
  const hold = database.prepare(
    'UPDATE loans SET deposit_held = 1 WHERE id = @id AND deposit_held = 0 AND refund_movement IS NULL',
  );
  const release = database.prepare(
    'UPDATE loans SET deposit_held = 0, refund_movement = @movement WHERE id = @id AND deposit_held = 1',
  );
  const heldSum = database.prepare<{ count: number; fen: number }>(
    'SELECT COUNT(*) AS count, COALESCE(SUM(deposit_fen), 0) AS fen FROM loans WHERE deposit_held = 1',
  );

  const outOfUse = database.prepare<{ door: number; code: string; since: number }>(
    'SELECT * FROM loan_doors_out_of_use',
  );
  const distrust = database.prepare(
    'INSERT INTO loan_doors_out_of_use (door, code, since) VALUES (@door, @code, @since) ON CONFLICT (door) DO NOTHING',
  );
  const trust = database.prepare('DELETE FROM loan_doors_out_of_use WHERE door = @door');

  const one = (row: LoanRow | undefined) => (row === undefined ? undefined : loanOf(row));
  const oneItem = (row: ItemRow | undefined) => (row === undefined ? undefined : itemOf(row));
  return {
    items: (kind) => {
      const items = allItems.all().map(itemOf);
      return kind === undefined ? items : items.filter((item) => item.kind === kind);
    },
    item: (id) => oneItem(itemById.get({ id })),
    itemByNumber: (kind, number) => oneItem(itemByNo.get({ kind, number })),
    addItem: (item) => Number(insertItem.run({ ...item }).lastInsertRowid),
    putItem: (id, to) => void updateItem.run({ id, ...to }),
    keepReason: (reason) => void insertReason.run({ ...reason }),
    loan: (id) => one(byId.get({ id })),
    addLoan: (loan) => {
      const { id: _none, ...row } = rowOfLoan({ ...loan, id: 0 });
      return Number(insertLoan.run(row).lastInsertRowid);
    },
    saveLoan: (loan) => {
      const { kind: _kind, clerk_id: _clerk, started_at: _started, deposit_fen: _fen, ...row } = rowOfLoan(loan);
      updateLoan.run(row);
    },
    holdDeposit: (id) => hold.run({ id }).changes === 1,
    releaseDeposit: (id, movement) => release.run({ id, movement }).changes === 1,
    openLoans: () => open.all().map(loanOf),
    openLoanOfItem: (itemId) => one(ofItem.get({ itemId })),
    openLoanOfCard: (cardId) => one(ofCard.get({ cardId })),
    loanByCode: (checkCode) => one(byCode.get({ checkCode })),
    loanBySlip: (slipNo) => one(bySlip.get({ slipNo })),
    held: () => {
      const row = heldSum.get();
      return { outCount: row?.count ?? 0, fen: row?.fen ?? 0 };
    },
    doorsOutOfUse: () => new Map(outOfUse.all().map(({ door, code, since }) => [door, { code, since }])),
    distrustDoor: (door, code, since) => void distrust.run({ door, code, since }),
    trustDoor: (door) => trust.run({ door }).changes === 1,
  };
}
