import { rawReadOf } from '../../firmware-bridge/osdp/card-number.ts';
import { startMark } from '../../firmware-bridge/osdp/constants.ts';
import { OsdpParser } from '../../firmware-bridge/osdp/parser.ts';
import { rawCardReply } from '../../firmware-bridge/osdp/replies.ts';
import type { MemoryCable } from '../../firmware-bridge/transport/memory-cable.ts';
import type { CardReaderSimulator } from '../../src/ports/card-reader.ts';
import type { Clock } from '../../src/ports/clock.ts';
import type { Sentence, SimulatedFault } from '../../src/ports/device.ts';
import { CableMouth, firstHalf } from './cable-mouth.ts';
import { badCard, type FaultSwitches, type ReaderFault, readerSwitches } from './fault-switches.ts';
import { OsdpPeripheral, type ReaderSignal } from './osdp-peripheral.ts';

const knownFaults: readonly ReaderFault[] = [
  'disconnect',
  'silent',
  'slow',
  'busy',
  'noise',
  'corrupt-checksum',
  'lost-byte',
  'half-frames',
  'split-bytes',
  'echo',
  'lost-reply',
  'double-replies',
  'stuck-card',
  'random-uid',
  'wrong-key',
  'no-secure-channel',
  'tamper',
];

/** Three to sixteen bytes. */
const cardDigits: readonly number[] = Array.from({ length: 14 }, (_, at) => 6 + 2 * at);

const accepted: Sentence = { zh: '卡号应为 6 到 32 位十六进制数', en: 'A card id is 6 to 32 hex digits' };

/** Longer than the panel waits. */
const slowReplyMs = 250;
/** Swallows a byte of the length. */
const lostByteAt = 3;
/** Some readers tell a card that stays again and again. */
const repeatEveryMs = 250;
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
  readonly cardDigits = cardDigits;
  readonly peripheral: OsdpPeripheral;
  readonly #cable: OsdpSimulatorParts['cable'];
  readonly #clock: OsdpSimulatorParts['clock'];
  readonly #mouth: CableMouth;
  readonly #switches: FaultSwitches<ReaderFault>;
  readonly #parser = new OsdpParser();
  #ownKey: Uint8Array | undefined;
  #lastLost = '';
  #takeAway = (): void => {};

  constructor({ cable, clock, address, siteKey, random }: OsdpSimulatorParts) {
    this.#cable = cable;
    this.#clock = clock;
    this.#mouth = new CableMouth(cable.far, clock);
    this.#switches = readerSwitches(knownFaults, (fault, active) => this.#switch(fault, active));
    this.peripheral = new OsdpPeripheral(address, siteKey, random);
    cable.far.onBytes((chunk) => this.#hear(chunk));
    cable.far.onClose(() => this.peripheral.powerCycle());
    this.#open();
  }

  /** The reader tells a card once however long it stays, so `holdMs` changes nothing. */
  present(cardId: string): void {
    if (!/^[0-9A-Fa-f]+$/.test(cardId) || !cardDigits.includes(cardId.length)) throw badCard(cardId, accepted);
    this.#takeAway();
    const tell = (): void => {
      const { format, bitCount, bits } = rawReadOf(this.#switches.has('random-uid') ? this.#mouth.randomId() : cardId);
      this.peripheral.queue(rawCardReply(format, bitCount, bits));
      if (this.#switches.has('stuck-card')) this.#takeAway = this.#clock.after(repeatEveryMs, tell);
    };
    tell();
  }

  takeSignals(): readonly ReaderSignal[] {
    return this.peripheral.signals.splice(0);
  }

  faults(): readonly SimulatedFault[] {
    return this.#switches.faults();
  }

  setFault(id: string, active: boolean): void {
    this.#switches.set(id, active);
  }

  #switch(fault: ReaderFault, active: boolean): void {
    if (fault === 'disconnect') {
      if (active) this.#cable.unplug();
      else {
        this.#cable.plug();
        this.#open();
      }
    }
    if (fault === 'stuck-card' && !active) this.#takeAway();
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
    if (this.#switches.has('echo')) this.#mouth.send([...chunk]);
    for (const output of this.#parser.push(chunk, this.#clock.monotonicMs())) {
      if (output.kind !== 'frame') continue;
      const reply = this.peripheral.receive(output);
      if (reply !== undefined) this.#speak(reply, output.bytes);
    }
  }

  #speak(reply: Uint8Array, asked: Uint8Array): void {
    const has = (fault: ReaderFault): boolean => this.#switches.has(fault);
    if (has('silent')) return;
    const name = Buffer.from(asked).toString('hex');
    if (has('lost-reply') && this.#lastLost !== name) {
      this.#lastLost = name;
      return;
    }
    this.#lastLost = '';
    let bytes = [...reply];
    if (has('corrupt-checksum')) bytes.push((bytes.pop() ?? 0) ^ 0x01);
    if (has('lost-byte')) bytes.splice(lostByteAt, 1);
    if (has('half-frames')) bytes = firstHalf(bytes);
    if (has('double-replies')) bytes = [...bytes, ...bytes];
    if (has('noise')) bytes = [...this.#mouth.noise(startMark), ...bytes, ...this.#mouth.noise(startMark)];
    const send = (): void => {
      if (has('split-bytes')) this.#mouth.sendSlowly(bytes);
      else this.#mouth.send(bytes);
    };
    if (has('slow')) this.#clock.after(slowReplyMs, send);
    else send();
  }

  #open(): void {
    // Refused only while the cable is pulled; plugging opens again.
    this.#mouth.open().catch(() => {});
  }
}
