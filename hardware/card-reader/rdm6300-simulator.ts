import { checksumAt, repeatEveryMs, startMark } from '../../firmware-bridge/em4100/constants.ts';
import { isCardId } from '../../firmware-bridge/em4100/frame.ts';
import { serializeEm4100 } from '../../firmware-bridge/em4100/serialize.ts';
import type { MemoryCable } from '../../firmware-bridge/transport/memory-cable.ts';
import type { CardReaderSimulator } from '../../src/ports/card-reader.ts';
import type { Clock } from '../../src/ports/clock.ts';
import { DeviceError, type Sentence, type SimulatedFault } from '../../src/ports/device.ts';

const faultSentences = {
  disconnect: { zh: '拔掉读卡器的线', en: 'Reader cable pulled out' },
  silent: { zh: '读卡器没有反应', en: 'Reader stays silent' },
  noise: { zh: '线路上有干扰', en: 'Noise on the line' },
  'corrupt-checksum': { zh: '校验码出错', en: 'Wrong checksums' },
  'lost-byte': { zh: '丢失一个字节', en: 'A byte of each frame is lost' },
  'split-bytes': { zh: '数据一个字节一个字节地来', en: 'Bytes arrive one by one' },
  'lower-case': { zh: '用小写字母发送', en: 'Lower-case digits' },
  'stuck-card': { zh: '卡一直放在读卡器上', en: 'Card left lying on the reader' },
} as const satisfies Record<string, Sentence>;

type FaultId = keyof typeof faultSentences;

/** A short tap. */
const defaultHoldMs = 200;
/** One byte at 9600 baud takes 1.04 ms. */
const byteMs = 1;
/** Noise comes in bursts of one to this many bytes; one byte in so many is a start mark. */
const longestNoise = 8;
const startMarkEvery = 13;
/** A lost byte in the middle of the tag digits. */
const lostByteAt = 6;

/** A hand with cards and an RDM6300 at the far end of a memory cable, sending the bytes the real module sends. */
export function createRdm6300Simulator({
  cable,
  clock,
}: {
  readonly cable: Pick<MemoryCable, 'far' | 'plug' | 'unplug'>;
  readonly clock: Pick<Clock, 'after' | 'monotonicMs'>;
}): CardReaderSimulator {
  return new Rdm6300Simulator(cable, clock);
}

class Rdm6300Simulator implements CardReaderSimulator {
  readonly #cable: Pick<MemoryCable, 'far' | 'plug' | 'unplug'>;
  readonly #clock: Pick<Clock, 'after' | 'monotonicMs'>;
  readonly #active = new Set<FaultId>();
  #takeAway = (): void => {};
  #opening: Promise<void> | undefined;
  #isOpen = false;
  #noiseSeed = 1;

  constructor(cable: Pick<MemoryCable, 'far' | 'plug' | 'unplug'>, clock: Pick<Clock, 'after' | 'monotonicMs'>) {
    this.#cable = cable;
    this.#clock = clock;
    cable.far.onClose(() => {
      this.#isOpen = false;
    });
  }

  present(cardId: string, holdMs = defaultHoldMs): void {
    const canonical = cardId.toUpperCase();
    if (!isCardId(canonical)) {
      throw new DeviceError(
        'simulator/bad-card',
        { zh: `卡号应为十位十六进制数，不能是“${cardId}”`, en: `A card id is ten hex digits, not "${cardId}".` },
        { retryable: false },
      );
    }
    // The reader hears one card at a time: a second card takes the place of the first.
    this.#takeAway();
    const goneAtMs = this.#clock.monotonicMs() + holdMs;
    const repeat = (): void => {
      this.#speak(canonical);
      const stays = this.#active.has('stuck-card') || this.#clock.monotonicMs() + repeatEveryMs <= goneAtMs;
      this.#takeAway = stays ? this.#clock.after(repeatEveryMs, repeat) : () => {};
    };
    repeat();
  }

  faults(): readonly SimulatedFault[] {
    return faultIds.map((id) => ({ id, says: faultSentences[id], active: this.#active.has(id) }));
  }

  setFault(id: string, active: boolean): void {
    const known = faultIds.find((one) => one === id);
    if (known === undefined) {
      throw new DeviceError(
        'simulator/unknown-fault',
        { zh: `模拟读卡器没有“${id}”这种故障`, en: `The simulated card reader has no fault "${id}".` },
        { retryable: false },
      );
    }
    if (active === this.#active.has(known)) return;
    if (active) this.#active.add(known);
    else this.#active.delete(known);
    if (known === 'stuck-card' && !active) this.#takeAway();
    if (known !== 'disconnect') return;
    if (active) this.#cable.unplug();
    else this.#cable.plug();
  }

  #speak(cardId: string): void {
    if (this.#active.has('silent') || this.#active.has('disconnect')) return;
    let bytes = [...serializeEm4100(cardId)];
    if (this.#active.has('lower-case')) bytes = bytes.map(lowerCase);
    if (this.#active.has('corrupt-checksum')) bytes[checksumAt] = anotherDigit(bytes[checksumAt] ?? 0);
    if (this.#active.has('lost-byte')) bytes.splice(lostByteAt, 1);
    if (this.#active.has('noise')) bytes = [...this.#noise(), ...bytes, ...this.#noise()];
    if (this.#active.has('split-bytes')) {
      for (const [index, byte] of bytes.entries()) this.#clock.after(index * byteMs, () => this.#send([byte]));
    } else this.#send(bytes);
  }

  #send(bytes: readonly number[]): void {
    const { far } = this.#cable;
    this.#open()
      .then(() => far.write(Uint8Array.from(bytes)))
      // A pulled cable swallows what was being said, as a real one does.
      .catch(() => {});
  }

  #open(): Promise<void> {
    if (this.#isOpen) return Promise.resolve();
    this.#opening ??= this.#cable.far
      .open()
      .then(() => {
        this.#isOpen = true;
      })
      .finally(() => {
        this.#opening = undefined;
      });
    return this.#opening;
  }

  /** One to eight bytes, the same in every run (linear congruential generator of Numerical Recipes); start marks among them. */
  #noise(): number[] {
    const next = (): number => {
      this.#noiseSeed = (Math.imul(this.#noiseSeed, 1_664_525) + 1_013_904_223) >>> 0;
      return this.#noiseSeed >>> 24;
    };
    return Array.from({ length: 1 + (next() % longestNoise) }, () =>
      next() % startMarkEvery === 0 ? startMark : next(),
    );
  }
}

const faultIds: readonly FaultId[] = [
  'disconnect',
  'silent',
  'noise',
  'corrupt-checksum',
  'lost-byte',
  'split-bytes',
  'lower-case',
  'stuck-card',
];

function lowerCase(byte: number): number {
  return byte >= 0x41 && byte <= 0x46 ? byte | 0x20 : byte;
}

/** A different hex digit than this one, so the checksum is surely wrong. */
function anotherDigit(byte: number): number {
  return byte === 0x30 ? 0x31 : 0x30;
}
