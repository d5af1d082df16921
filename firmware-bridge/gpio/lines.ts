/** How a program other than the owner can turn an output off: by writing to this file. */
export type OffFile =
  | {
      readonly path: string;
      /** `replace`: the file holds the level (sysfs), `0` is off. `append`: the file is a journal of levels (see file-line.ts). */
      readonly how: 'replace' | 'append';
    }
  /** A hidraw device that takes these bytes as a report. */
  | { readonly path: string; readonly how: 'report'; readonly report: Uint8Array };

/** One digital output, logical: `on` means the load is energised, whatever the polarity of the board. */
export interface OutputLine {
  readonly name: string;
  readonly offFile: OffFile | undefined;
  /** Resolves when the level is written. Rejects with a LinkError. */
  write(on: boolean): Promise<void>;
  /** As {@link write}, before returning: for the moments in which a process has no later. @throws LinkError */
  writeNow(on: boolean): void;
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
