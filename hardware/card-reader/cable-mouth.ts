import type { MemoryCable } from '../../firmware-bridge/transport/memory-cable.ts';
import type { Clock } from '../../src/ports/clock.ts';

/** One byte at 9600 baud takes 1.04 ms. */
const byteMs = 1;
/** Noise comes in bursts of one to this many bytes; one byte in so many is one that means something in the protocol. */
const longestNoise = 8;
const likelyEvery = 13;

/** The far end of a cable as a simulated reader speaks through it: opened when needed, swallowing what a pulled cable swallows. */
export class CableMouth {
  readonly #far: MemoryCable['far'];
  readonly #clock: Pick<Clock, 'after'>;
  #opening: Promise<void> | undefined;
  #isOpen = false;
  #noiseSeed = 1;

  constructor(far: MemoryCable['far'], clock: Pick<Clock, 'after'>) {
    this.#far = far;
    this.#clock = clock;
    far.onClose(() => {
      this.#isOpen = false;
    });
  }

  send(bytes: readonly number[]): void {
    this.open()
      .then(() => this.#far.write(Uint8Array.from(bytes)))
      // A pulled cable swallows what was being said, as a real one does.
      .catch(() => {});
  }

  /** Sends one byte after the other, as they come over a slow line. */
  sendSlowly(bytes: readonly number[]): void {
    for (const [index, byte] of bytes.entries()) this.#clock.after(index * byteMs, () => this.send([byte]));
  }

  /** Opens the far end, so that it hears as well. Rejects while the cable is unplugged. */
  open(): Promise<void> {
    if (this.#isOpen) return Promise.resolve();
    this.#opening ??= this.#far
      .open()
      .then(() => {
        this.#isOpen = true;
      })
      .finally(() => {
        this.#opening = undefined;
      });
    return this.#opening;
  }

  /** A phone's id: 08 and three bytes that are new each time. */
  randomId(): string {
    const [a = 1, b = 2, c = 3] = [this.noise(0), this.noise(0), this.noise(0)].flat();
    return Buffer.of(0x08, a, b, c).toString('hex').toUpperCase();
  }

  /**
   * One to eight bytes, the same in every run (linear congruential generator of Numerical Recipes).
   *
   * @param likely a byte that means something in the protocol, to be among them
   */
  noise(likely: number): number[] {
    const next = (): number => {
      this.#noiseSeed = (Math.imul(this.#noiseSeed, 1_664_525) + 1_013_904_223) >>> 0;
      return this.#noiseSeed >>> 24;
    };
    return Array.from({ length: 1 + (next() % longestNoise) }, () => (next() % likelyEvery === 0 ? likely : next()));
  }
}

/** What comes through when the sender stops in the middle. */
export function firstHalf(bytes: readonly number[]): number[] {
  return bytes.slice(0, bytes.length >> 1);
}
