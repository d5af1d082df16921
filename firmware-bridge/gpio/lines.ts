/** How a program other than the owner can turn an output off. */
export type OffSwitch =
  | {
      readonly path: string;
      /** `replace`: the file holds the level (sysfs), `0` is off. `append`: the file is a journal of levels (see file-line.ts). */
      readonly how: 'replace' | 'append';
    }
  /** A hidraw device that takes these bytes as a report. */
  | { readonly path: string; readonly how: 'report'; readonly report: Uint8Array }
  /** A line for `/bin/sh`, which tries again by itself while the line is still held. */
  | { readonly how: 'command'; readonly command: string };

/** One digital output, logical: `on` means the load is energised, whatever the polarity of the board. */
export interface OutputLine {
  readonly name: string;
  readonly offSwitch: OffSwitch | undefined;
  /** Resolves when the level is written. Rejects with a LinkError. */
  write(on: boolean): Promise<void>;
  /**
   * As {@link write}, before returning: for the moments in which a process has no later. @throws LinkError
   *
   * @param forMs milliseconds after which a line with an end of its own goes off by itself; the others stay on until written
   */
  writeNow(on: boolean, forMs?: number): void;
  /** Whether the line is still ours, where that can be seen. @throws LinkError */
  look?(): void;
  /** Drives the line off and lets go of it; the line stays an output, so that a board does not see a floating pin. Never throws. */
  close(): void;
}

/** One digital input: `true` is a high level at the pin. */
export interface InputLine {
  readonly name: string;
  /** Reads the level now. Rejects with a LinkError. */
  read(): Promise<boolean>;
  /** Reports edges with the new level. A line may bounce: debouncing is the listener's. */
  onChange(listener: (high: boolean) => void): () => void;
  /** Lets go of the line. Never throws. */
  close(): void;
}
