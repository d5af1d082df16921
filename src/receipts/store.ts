import type { Database } from '../store/database.ts';
import type { Clerk, Receipt, ReceiptLine } from './rules.ts';

interface ReceiptRow {
  readonly number: number;
  readonly issued_at: number;
  readonly day: string;
  readonly staff_id: number;
  readonly staff_no: string;
  readonly staff_name: string;
  readonly method: string;
  readonly method_zh: string;
  readonly method_en: string;
  readonly cash: number;
  readonly total_fen: number;
  readonly received_fen: number;
  readonly change_fen: number;
  readonly print_job: number | null;
  readonly voided_at: number | null;
  readonly void_reason: string | null;
  readonly void_staff_id: number | null;
  readonly void_staff_no: string | null;
  readonly void_staff_name: string | null;
}

interface LineRow {
  readonly number: number;
  readonly service: string;
  readonly name: string;
  readonly unit: string;
  readonly quantity: number;
  readonly price_fen: number;
  readonly amount_fen: number;
}

export interface ReceiptStore {
  insert(receipt: Omit<Receipt, 'voided' | 'printJobId'>): void;
  setPrintJob(number: number, printJobId: number): void;
  setVoided(number: number, voided: { readonly atMs: number; readonly reason: string; readonly by: Clerk }): void;
  byNumber(number: number): Receipt | undefined;
  last(): Receipt | undefined;
  /** Of a local day (`YYYY-MM-DD`), newest first. */
  ofDay(day: string): Receipt[];
}

/** Prepares the statements of the receipts. */
export function openReceiptStore(database: Database): ReceiptStore {
  const insert = database.prepare(
    `INSERT INTO receipts (number, issued_at, day, staff_id, staff_no, staff_name, method, method_zh, method_en, cash,
       total_fen, received_fen, change_fen)
     VALUES (@number, @issuedAt, @day, @staffId, @staffNo, @staffName, @method, @methodZh, @methodEn, @cash,
       @total, @received, @change)`,
  );
  const insertLine = database.prepare(
    `INSERT INTO receipt_lines (number, line, service, name, unit, quantity, price_fen, amount_fen)
     VALUES (@number, @line, @service, @name, @unit, @quantity, @price, @amount)`,
  );
  const setPrintJob = database.prepare('UPDATE receipts SET print_job = @job WHERE number = @number');
  const setVoided = database.prepare(
    `UPDATE receipts SET voided_at = @at, void_reason = @reason, void_staff_id = @staffId, void_staff_no = @staffNo,
       void_staff_name = @staffName WHERE number = @number`,
  );
  const byNumber = database.prepare<ReceiptRow>('SELECT * FROM receipts WHERE number = @number');
  const last = database.prepare<ReceiptRow>('SELECT * FROM receipts ORDER BY number DESC LIMIT 1');
  const ofDay = database.prepare<ReceiptRow>('SELECT * FROM receipts WHERE day = @day ORDER BY number DESC');
  const lines = database.prepare<LineRow>('SELECT * FROM receipt_lines WHERE number = @number ORDER BY line');
  const linesOfDay = database.prepare<LineRow>(
    'SELECT * FROM receipt_lines WHERE number IN (SELECT number FROM receipts WHERE day = @day) ORDER BY number, line',
  );
  const whole = (row: ReceiptRow | undefined) =>
    row === undefined ? undefined : toReceipt(row, lines.all({ number: row.number }));

  return {
    insert(receipt) {
      const { number, issuedBy, method } = receipt;
      insert.run({
        number,
        issuedAt: receipt.issuedAtMs,
        day: receipt.day,
        staffId: issuedBy.staffId,
        staffNo: issuedBy.staffNo,
        staffName: issuedBy.name,
        method: method.id,
        methodZh: method.name.zh,
        methodEn: method.name.en,
        cash: method.cash ? 1 : 0,
        total: receipt.totalFen,
        received: receipt.receivedFen,
        change: receipt.changeFen,
      });
      for (const [index, line] of receipt.lines.entries()) {
        insertLine.run({
          number,
          line: index + 1,
          service: line.serviceId,
          name: line.name,
          unit: line.unit,
          quantity: line.quantity,
          price: line.priceFen,
          amount: line.amountFen,
        });
      }
    },
    setPrintJob: (number, job) => void setPrintJob.run({ number, job }),
    setVoided(number, { atMs, reason, by }) {
      setVoided.run({ number, at: atMs, reason, staffId: by.staffId, staffNo: by.staffNo, staffName: by.name });
    },
    byNumber: (number) => whole(byNumber.get({ number })),
    last: () => whole(last.get()),
    ofDay(day) {
      const all = linesOfDay.all({ day });
      return ofDay.all({ day }).map((row) =>
        toReceipt(
          row,
          all.filter((line) => line.number === row.number),
        ),
      );
    },
  };
}

function toReceipt(row: ReceiptRow, lines: readonly LineRow[]): Receipt {
  return {
    number: row.number,
    issuedAtMs: row.issued_at,
    day: row.day,
    issuedBy: { staffId: row.staff_id, staffNo: row.staff_no, name: row.staff_name },
    method: { id: row.method, name: { zh: row.method_zh, en: row.method_en }, cash: row.cash === 1 },
    lines: lines.map(toLine),
    totalFen: row.total_fen,
    receivedFen: row.received_fen,
    changeFen: row.change_fen,
    printJobId: row.print_job,
    voided: toVoided(row),
  };
}

function toVoided(row: ReceiptRow): Receipt['voided'] {
  const { voided_at: atMs, void_reason: reason, void_staff_id: staffId } = row;
  if (atMs === null || reason === null || staffId === null) return null;
  return { atMs, reason, by: { staffId, staffNo: row.void_staff_no ?? '', name: row.void_staff_name ?? '' } };
}

function toLine(row: LineRow): ReceiptLine {
  return {
    serviceId: row.service,
    name: row.name,
    unit: row.unit,
    quantity: row.quantity,
    priceFen: row.price_fen,
    amountFen: row.amount_fen,
  };
}
