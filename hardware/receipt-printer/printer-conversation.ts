import { type RealTimeQuery, realTimeStatus } from '../../firmware-bridge/escpos/printer-commands.ts';
import {
  CLEAN,
  type PrinterCondition,
  readAutomatic,
  readOrdered,
  readRealTime,
} from '../../firmware-bridge/escpos/printer-status.ts';
import { createResponseParser, type PrinterResponse } from '../../firmware-bridge/escpos/response-parser.ts';
import type { Clock } from '../../src/ports/clock.ts';
import type { DeviceHealthHolder } from '../device-health.ts';
import type { SupervisedLink } from '../supervised-link.ts';
import type { PrinterSettings } from './printer-settings.ts';

const QUERIES: readonly RealTimeQuery[] = [1, 2, 3, 4];
const PROCESS_ANSWER = 0x22;
const PROCESS_BLOCK = 0x37;
/** Process ids remembered; one job is under way at a time. */
const REMEMBERED_IDS = 8;

const UNANSWERED = -1;

interface Waiting {
  readonly look: () => void;
}

/** Both directions of the talk with one printer: questions with deadlines, and what the printer said by itself. */
export interface PrinterConversation {
  /** Asks DLE EOT 1–4. `undefined` when an answer did not come in time or the link went. */
  condition(): Promise<PrinterCondition | undefined>;
  /** Resolves with the first answer of `check` that is not `undefined`, looked at after everything heard; `undefined` at the deadline. */
  until<T>(check: () => T | undefined, timeoutMs: number): Promise<T | undefined>;
  /** Something a waiter may look for has changed elsewhere. */
  wake(): void;
  /** True when the printer named this process id as printed. */
  hasPrinted(id: string): boolean;
  /** GS r questions are on their way: as many answers are owed. */
  expectOrdered(questions: number): void;
  /** GS r answers still owed. */
  readonly orderedOwed: number;
  /** GS r answers heard on this link. */
  readonly orderedHeard: number;
  /** No answer to an earlier GS r is waited for any more. */
  forgetOrdered(): void;
  /** Counts up with everything on the line that nobody asked for or no printer says. */
  readonly rubbish: number;
  /** Counts up with every loss of the link, so that a waiter sees that it was his. */
  readonly losses: number;
  /** The link went or is to be stopped: forgets what was begun, wakes every waiter. */
  lost(): void;
}

interface ConversationParts {
  readonly link: SupervisedLink;
  readonly clock: Pick<Clock, 'after'>;
  readonly health: DeviceHealthHolder;
  readonly settings: PrinterSettings;
  /** The printer reported a change without being asked (ASB), or its paper with an ordered answer. */
  readonly onReport: (report: Partial<PrinterCondition>) => void;
}

/** Starts listening on the link. */
export function createPrinterConversation({
  link,
  clock,
  health,
  settings,
  onReport,
}: ConversationParts): PrinterConversation {
  const parser = createResponseParser();
  const waiting = new Set<Waiting>();
  const printedIds: string[] = [];
  let realTimeAnswer: number | undefined;
  let orderedOwed = 0;
  let orderedHeard = 0;
  let rubbish = 0;
  let losses = 0;
  let cancelGap = (): void => {};
  let asking: Promise<unknown> = Promise.resolve();

  link.onBytes((chunk) => {
    hear(parser.push(chunk));
    cancelGap();
    if (parser.held > 0) cancelGap = clock.after(settings.answerGapMs, () => hear(parser.silence()));
  });

  function hear(responses: readonly PrinterResponse[]): void {
    for (const response of responses) {
      health.count(response.kind === 'discarded' ? 'discards' : 'answers');
      take(response);
    }
    wake();
  }

  function take(response: PrinterResponse): void {
    switch (response.kind) {
      case 'realTime':
        realTimeAnswer = response.status;
        break;
      case 'ordered':
        // Most single bytes of noise look like an answer to GS r: what nobody asked is not believed.
        if (orderedOwed === 0) {
          rubbish++;
          health.count('unaskedAnswers');
          break;
        }
        orderedOwed--;
        orderedHeard++;
        onReport(readOrdered(response.status));
        break;
      case 'automatic':
        onReport(readAutomatic(response.status));
        break;
      case 'block':
        if (response.header !== PROCESS_BLOCK || response.payload[0] !== PROCESS_ANSWER) break;
        printedIds.push(Buffer.from(response.payload.subarray(1)).toString('latin1'));
        if (printedIds.length > REMEMBERED_IDS) printedIds.shift();
        break;
      case 'flow':
        break;
      case 'discarded':
        rubbish++;
        health.count('discardedBytes', response.bytes.length);
        break;
    }
  }

  function wake(): void {
    for (const { look } of [...waiting]) look();
  }

  function until<T>(check: () => T | undefined, timeoutMs: number): Promise<T | undefined> {
    return new Promise((resolve) => {
      const end = (answer: T | undefined): void => {
        cancel();
        waiting.delete(waiter);
        resolve(answer);
      };
      const waiter: Waiting = {
        look: () => {
          const answer = check();
          if (answer !== undefined) end(answer);
        },
      };
      const cancel = clock.after(timeoutMs, () => end(undefined));
      waiting.add(waiter);
      waiter.look();
    });
  }

  async function ask(query: RealTimeQuery): Promise<number | undefined> {
    const before = losses;
    let isRefused = false;
    realTimeAnswer = undefined;
    // Not awaited: a stalled link must not stall the question's deadline. The supervisor reports a link that refuses.
    link.write(realTimeStatus(query)).catch(() => {
      isRefused = true;
      wake();
    });
    const answer = await until(
      () => (losses === before && !isRefused ? realTimeAnswer : UNANSWERED),
      settings.statusTimeoutMs,
    );
    return answer === UNANSWERED ? undefined : answer;
  }

  async function askAll(): Promise<PrinterCondition | undefined> {
    let condition = CLEAN;
    for (const query of QUERIES) {
      const answer = await ask(query);
      if (answer === undefined) return undefined;
      const said = readRealTime(query, answer);
      // A printer that stopped for paper says so in one answer and shows the sensor in another: either counts.
      condition = { ...condition, ...said, paperOut: condition.paperOut || said.paperOut === true };
    }
    return condition;
  }

  return {
    condition() {
      // One question at a time: the answers carry no name.
      const round = asking.then(askAll);
      asking = round;
      return round;
    },
    until,
    wake,
    hasPrinted: (id) => printedIds.includes(id),
    expectOrdered(questions) {
      orderedOwed += questions;
    },
    get orderedOwed() {
      return orderedOwed;
    },
    get orderedHeard() {
      return orderedHeard;
    },
    forgetOrdered() {
      orderedOwed = 0;
    },
    get rubbish() {
      return rubbish;
    },
    get losses() {
      return losses;
    },
    lost() {
      losses++;
      orderedOwed = 0;
      orderedHeard = 0;
      cancelGap();
      hear(parser.silence());
    },
  };
}
