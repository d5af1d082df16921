/** Timings of the printer's driver, all in milliseconds. */
export interface PrinterSettings {
  /** One answer to DLE EOT. */
  readonly statusTimeoutMs: number;
  /** Between two looks at an idle printer, and at one that is printing. */
  readonly idlePollMs: number;
  readonly printingPollMs: number;
  /** Silence on the line after which a half-received answer is given up. */
  readonly answerGapMs: number;
  /** From the last byte handed over to the printer's own word, plus the time per line. */
  readonly confirmBaseMs: number;
  readonly confirmPerLineMs: number;
  /** Between the ordered answer and the last look: the mechanics are behind the buffer. */
  readonly settleMs: number;
  /** Handing the job to the operating system. */
  readonly writeTimeoutMs: number;
  /** Answers still owed by an earlier job are waited for this long before the next. */
  readonly oldAnswersMs: number;
  /** Looks without an answer (a count) before the link is opened again. */
  readonly silentLooksBeforeReopening: number;
}

/** Timings that suit every model met so far; the driver’s tests turn them by hand. */
export const defaultPrinterSettings: PrinterSettings = {
  statusTimeoutMs: 1_000,
  idlePollMs: 5_000,
  printingPollMs: 1_000,
  answerGapMs: 200,
  confirmBaseMs: 8_000,
  confirmPerLineMs: 100,
  settleMs: 1_000,
  writeTimeoutMs: 20_000,
  oldAnswersMs: 5_000,
  silentLooksBeforeReopening: 3,
};
