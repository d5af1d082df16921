import { errorIdentifier } from '../../firmware-bridge/pn532/constants.ts';
import type { Pn532Message } from '../../firmware-bridge/pn532/frame.ts';
import {
  answerTo,
  commandCodes,
  forever,
  foundTargets,
  pn532Ic,
  uidSizes,
} from '../../firmware-bridge/pn532/messages.ts';
import { Pn532Parser } from '../../firmware-bridge/pn532/parser.ts';
import { ackFrame, errorFrame, serializePn532 } from '../../firmware-bridge/pn532/serialize.ts';
import type { CardReaderSimulator } from '../../src/ports/card-reader.ts';
import type { Sentence, SimulatedFault } from '../../src/ports/device.ts';
import { CableMouth, firstHalf } from './cable-mouth.ts';
import { badCard, type FaultSwitches, type ReaderFault, readerSwitches } from './fault-switches.ts';
import type { SimulatorParts } from './sending-simulator.ts';

const knownFaults: readonly ReaderFault[] = [
  'disconnect',
  'silent',
  'slow',
  'noise',
  'corrupt-checksum',
  'lost-byte',
  'half-frames',
  'split-bytes',
  'double-replies',
  'echo',
  'error-frames',
  'stuck-card',
  'random-uid',
];

const accepted: Sentence = {
  zh: '这台读卡器只读 IC 卡，卡号应为 8、14 或 20 位十六进制数（ID 卡请用 RDM6300、EM-18 或 7941）',
  en: 'This reader sees 13.56 MHz cards only: 8, 14 or 20 hex digits (EM4100 cards need an RDM6300, EM-18 or 7941)',
};

/** A short tap. */
const defaultHoldMs = 200;
const wakeMark = 0x55;
/** How long the chip works on a command; each try in an empty field takes {@link tryMs}. */
const workMs = 8;
const tryMs = 10;
/** With fault `slow`, longer than the driver waits. */
const slowMs = 2_000;
/** Swallows a byte of the body, behind TFI and code. */
const lostByteAt = 7;
/** DCS stands before the postamble. */
const checksumFromEnd = 2;
/** IC, version 1.6, what it supports. */
const version = [pn532Ic, 0x01, 0x06, 0x07];
const maxRetriesItem = 0x05;
const maxRetriesAt = 3;

/** A hand with 13.56 MHz cards and a PN532 at the far end of a memory cable: asleep until woken, then answering as the chip does. */
export function createPn532Simulator(parts: SimulatorParts): CardReaderSimulator {
  return new Pn532Simulator(parts);
}

class Pn532Simulator implements CardReaderSimulator {
  readonly cardDigits = uidSizes.map((size) => 2 * size);
  readonly #clock: SimulatorParts['clock'];
  readonly #mouth: CableMouth;
  readonly #switches: FaultSwitches<ReaderFault>;
  #parser = new Pn532Parser();
  #isAwake = false;
  #isConfigured = false;
  #retries = forever;
  #card: { readonly uid: Buffer; readonly goneAtMs: number } | undefined;
  #isSearching = false;
  #cancelWork = (): void => {};

  constructor({ cable, clock }: SimulatorParts) {
    this.#clock = clock;
    this.#mouth = new CableMouth(cable.far, clock);
    cable.far.onBytes((chunk) => this.#heard(chunk));
    this.#switches = readerSwitches(knownFaults, (fault, active) => {
      if (fault === 'stuck-card' && !active) this.#card = undefined;
      if (fault === 'silent' && active) this.#losePower();
      if (fault !== 'disconnect') return;
      if (active) {
        this.#losePower();
        cable.unplug();
      } else {
        cable.plug();
        this.#listen();
      }
    });
    this.#listen();
  }

  present(cardId: string, holdMs = defaultHoldMs): void {
    const canonical = cardId.toUpperCase();
    const isUid = /^[0-9A-F]+$/.test(canonical) && this.cardDigits.includes(canonical.length);
    if (!isUid) throw badCard(cardId, accepted);
    const shown = this.#switches.has('random-uid') ? this.#mouth.randomId() : canonical;
    this.#card = { uid: Buffer.from(shown, 'hex'), goneAtMs: this.#clock.monotonicMs() + holdMs };
    if (this.#isSearching) this.#finishSearch();
  }

  faults(): readonly SimulatedFault[] {
    return this.#switches.faults();
  }

  setFault(id: string, active: boolean): void {
    this.#switches.set(id, active);
  }

  #listen(): void {
    // An unplugged cable is opened when it is plugged in again.
    this.#mouth.open().catch(() => {});
  }

  /** The settings are gone with the power. */
  #losePower(): void {
    this.#stopWork();
    this.#parser = new Pn532Parser();
    this.#isAwake = false;
    this.#isConfigured = false;
    this.#retries = forever;
  }

  #heard(chunk: Uint8Array): void {
    if (this.#switches.has('silent')) return;
    if (this.#switches.has('echo')) this.#mouth.send([...chunk]);
    if (chunk.includes(wakeMark)) this.#isAwake = true;
    for (const output of this.#parser.push(chunk, this.#clock.monotonicMs())) {
      if (output.kind === 'ack') this.#stopWork();
      if (output.kind === 'frame' && output.from === 'host' && this.#isAwake) this.#obey(output);
    }
  }

  #obey(command: Pn532Message): void {
    this.#stopWork();
    if (this.#switches.has('error-frames')) {
      this.#say(errorFrame);
      return;
    }
    this.#say(ackFrame);
    const reply = this.#replyTo(command);
    if (reply === 'refused') this.#say(errorFrame);
    else if (reply !== 'searching') this.#answer(reply);
  }

  #replyTo({ code, body }: Pn532Message): Pn532Message | 'refused' | 'searching' {
    switch (code) {
      case commandCodes.samConfiguration:
        this.#isConfigured = true;
        return answerTo(code);
      case commandCodes.getFirmwareVersion:
        return answerTo(code, ...version);
      case commandCodes.rfConfiguration:
        if (body[0] === maxRetriesItem) this.#retries = body[maxRetriesAt] ?? forever;
        return answerTo(code);
      case commandCodes.inRelease:
        return answerTo(code, 0);
      case commandCodes.inListPassiveTarget:
        return this.#isConfigured ? this.#search() : 'refused';
      default:
        return 'refused';
    }
  }

  #search(): Pn532Message | 'searching' {
    if (this.#cardInField() !== undefined) return this.#found();
    this.#isSearching = true;
    // Without finite retries the chip asks the field until a card comes or the host aborts.
    if (this.#retries !== forever) {
      this.#cancelWork = this.#clock.after((1 + this.#retries) * tryMs, () => this.#finishSearch());
    }
    return 'searching';
  }

  #finishSearch(): void {
    this.#stopWork();
    this.#answer(this.#found());
  }

  #found(): Pn532Message {
    const uid = this.#cardInField();
    if (uid === undefined) return foundTargets(undefined);
    // MIFARE Classic 1K has four bytes, Ultralight and NTAG seven.
    return foundTargets(uid.length === 4 ? { atqa: 0x0004, sak: 0x08, uid } : { atqa: 0x0044, sak: 0x00, uid });
  }

  #cardInField(): Buffer | undefined {
    const isThere =
      this.#card !== undefined &&
      (this.#switches.has('stuck-card') || this.#clock.monotonicMs() <= this.#card.goneAtMs);
    return isThere ? this.#card?.uid : undefined;
  }

  #stopWork(): void {
    this.#cancelWork();
    this.#isSearching = false;
  }

  #answer(message: Pn532Message): void {
    const afterMs = this.#switches.has('slow') ? slowMs : workMs;
    this.#cancelWork = this.#clock.after(afterMs, () => this.#say(serializePn532(message)));
  }

  #say(frame: Uint8Array): void {
    const has = (fault: ReaderFault): boolean => this.#switches.has(fault);
    if (has('silent') || has('disconnect')) return;
    let bytes = [...frame];
    const spoiltAt = bytes.length - checksumFromEnd;
    if (has('corrupt-checksum')) bytes = bytes.map((byte, at) => (at === spoiltAt ? byte ^ 0xff : byte));
    if (has('lost-byte')) bytes.splice(lostByteAt, 1);
    if (has('half-frames')) bytes = firstHalf(bytes);
    if (has('double-replies')) bytes = [...bytes, ...bytes];
    if (has('noise')) bytes = [...this.#mouth.noise(errorIdentifier), ...bytes, ...this.#mouth.noise(errorIdentifier)];
    if (has('split-bytes')) this.#mouth.sendSlowly(bytes);
    else this.#mouth.send(bytes);
  }
}
