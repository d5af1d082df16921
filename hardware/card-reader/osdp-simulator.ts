import { rawReadOf } from '../../firmware-bridge/osdp/card-number.ts';
import { OsdpParser } from '../../firmware-bridge/osdp/parser.ts';
import { rawCardReply } from '../../firmware-bridge/osdp/replies.ts';
import type { MemoryCable } from '../../firmware-bridge/transport/memory-cable.ts';
import type { CardReaderSimulator } from '../../src/ports/card-reader.ts';
import type { Clock } from '../../src/ports/clock.ts';
import { DeviceError, type Sentence, type SimulatedFault } from '../../src/ports/device.ts';
import { OsdpPeripheral, type ReaderSignal } from './osdp-peripheral.ts';

const faultSentences = {
  disconnect: { zh: '拔掉读卡器的线', en: 'Reader cable pulled out' },
  silent: { zh: '读卡器没有反应', en: 'Reader stays silent' },
  slow: { zh: '读卡器回应很慢', en: 'Reader answers late' },
  busy: { zh: '读卡器总是说忙', en: 'Reader says it is busy' },
  noise: { zh: '线路上有干扰', en: 'Noise on the line' },
  'corrupt-checksum': { zh: '校验码出错', en: 'Wrong checksums' },
  'lost-reply': { zh: '每个回应第一次都丢失', en: 'Every reply is lost the first time' },
  'wrong-key': { zh: '读卡器的密钥不对', en: 'Reader has another key' },
  'no-secure-channel': { zh: '读卡器不会加密', en: 'Reader cannot encrypt' },
  tamper: { zh: '读卡器外壳被打开', en: 'Reader housing opened' },
} as const satisfies Record<string, Sentence>;

type FaultId = keyof typeof faultSentences;
const faultIds: readonly FaultId[] = [
  'disconnect',
  'silent',
  'slow',
  'busy',
  'noise',
  'corrupt-checksum',
  'lost-reply',
  'wrong-key',
  'no-secure-channel',
  'tamper',
];

/** Longer than the panel waits. */
const slowReplyMs = 250;
const otherKey = Uint8Array.from({ length: 16 }, () => 0xa5);

/** An OSDP reader at the far end of a cable, and what a person in front of it would notice. */
export interface OsdpSimulator extends CardReaderSimulator {
  readonly peripheral: OsdpPeripheral;
  /** What it showed and beeped since the last call. */
  takeSignals(): readonly ReaderSignal[];
}

export interface OsdpSimulatorParts {
  readonly cable: Pick<MemoryCable, 'far' | 'plug' | 'unplug'>;
  readonly clock: Pick<Clock, 'after' | 'monotonicMs'>;
  readonly address: number;
  /** Undefined: as sold, in install mode. */
  readonly siteKey?: Uint8Array | undefined;
  /** Eight bytes, new each time. */
  readonly random: () => Uint8Array;
}

/** A hand with cards and an OSDP reader at the far end of a memory cable, answering as a real one does. */
export function createOsdpSimulator(parts: OsdpSimulatorParts): OsdpSimulator {
  return new Simulator(parts);
}

class Simulator implements OsdpSimulator {
  readonly peripheral: OsdpPeripheral;
  readonly #cable: Pick<MemoryCable, 'far' | 'plug' | 'unplug'>;
  readonly #clock: Pick<Clock, 'after' | 'monotonicMs'>;
  readonly #parser = new OsdpParser();
  readonly #active = new Set<FaultId>();
  #ownKey: Uint8Array | undefined;
  #lastLost = '';
  #noiseSeed = 1;

  constructor({ cable, clock, address, siteKey, random }: OsdpSimulatorParts) {
    this.#cable = cable;
    this.#clock = clock;
    this.peripheral = new OsdpPeripheral(address, siteKey, random);
    cable.far.onBytes((chunk) => this.#hear(chunk));
    cable.far.onClose(() => this.peripheral.powerCycle());
    this.#open();
  }

  /** The reader tells a card once however long it stays, so `holdMs` changes nothing. */
  present(cardId: string): void {
    if (!/^([0-9A-Fa-f]{2}){3,16}$/.test(cardId)) {
      throw new DeviceError(
        'simulator/bad-card',
        {
          zh: `卡号应为 6 到 32 位十六进制数，不能是“${cardId}”`,
          en: `A card id is 6 to 32 hex digits, not "${cardId}".`,
        },
        { retryable: false },
      );
    }
    const { format, bitCount, bits } = rawReadOf(cardId);
    this.peripheral.queue(rawCardReply(format, bitCount, bits));
  }

  takeSignals(): readonly ReaderSignal[] {
    return this.peripheral.signals.splice(0);
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
    this.#switch(known, active);
  }

  #switch(fault: FaultId, active: boolean): void {
    if (fault === 'disconnect') {
      if (active) this.#cable.unplug();
      else {
        this.#cable.plug();
        this.#open();
      }
    }
    if (fault === 'busy') this.peripheral.isBusy = active;
    if (fault === 'tamper') this.peripheral.tamper = active;
    if (fault === 'no-secure-channel') {
      this.peripheral.canSecure = !active;
      this.peripheral.powerCycle();
    }
    if (fault === 'wrong-key') {
      if (active) this.#ownKey = this.peripheral.siteKey;
      this.peripheral.siteKey = active ? otherKey : this.#ownKey;
      this.peripheral.powerCycle();
    }
  }

  #hear(chunk: Uint8Array): void {
    for (const output of this.#parser.push(chunk, this.#clock.monotonicMs())) {
      if (output.kind !== 'frame') continue;
      const reply = this.peripheral.receive(output);
      if (reply !== undefined) this.#speak(reply, output.bytes);
    }
  }

  #speak(reply: Uint8Array, asked: Uint8Array): void {
    if (this.#active.has('silent')) return;
    const name = Buffer.from(asked).toString('hex');
    if (this.#active.has('lost-reply') && this.#lastLost !== name) {
      this.#lastLost = name;
      return;
    }
    this.#lastLost = '';
    const bytes = [...reply];
    if (this.#active.has('corrupt-checksum')) bytes.push((bytes.pop() ?? 0) ^ 0x01);
    const sent = this.#active.has('noise') ? [...this.#noise(), ...bytes, ...this.#noise()] : bytes;
    if (this.#active.has('slow')) this.#clock.after(slowReplyMs, () => this.#send(sent));
    else this.#send(sent);
  }

  #send(bytes: readonly number[]): void {
    // A pulled cable swallows what was being said, as a real one does.
    this.#cable.far.write(Uint8Array.from(bytes)).catch(() => {});
  }

  #open(): void {
    // Refused only while the cable is pulled; plugging opens again.
    this.#cable.far.open().catch(() => {});
  }

  /** One to four bytes, the same in every run (linear congruential generator of Numerical Recipes). */
  #noise(): number[] {
    const next = (): number => {
      this.#noiseSeed = (Math.imul(this.#noiseSeed, 1_664_525) + 1_013_904_223) >>> 0;
      return this.#noiseSeed >>> 24;
    };
    return Array.from({ length: 1 + (next() % 4) }, next);
  }
}
