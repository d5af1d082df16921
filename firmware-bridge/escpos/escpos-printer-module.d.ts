/** The one part of npm `escpos` 2.5.2 the product uses: text to GB18030. Its index would load every adapter, so the file is named. */
declare module 'escpos/printer.js' {
  interface Adapter {
    open(callback?: () => void): void;
    write(bytes: Uint8Array, callback?: () => void): void;
    close(callback?: () => void): void;
  }
  export default class Printer {
    constructor(adapter: Adapter, options?: { encoding?: string });
    /** Appends the text, encoded, without a line end. */
    pureText(text: string): this;
    /** Hands what was appended to the adapter. */
    flush(callback?: () => void): this;
  }
}
