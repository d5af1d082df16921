import { parseLed, parseSetKey } from '../../firmware-bridge/osdp/commands.ts';
import {
  command,
  keyReference,
  nakReason,
  panelAccepted,
  reply as replyCode,
  securityBlock,
} from '../../firmware-bridge/osdp/constants.ts';
import { nextSequence, type OsdpFrame, type SecurityBlock } from '../../firmware-bridge/osdp/frame.ts';
import { ack, busy, localStatusReply, nak, type OsdpAnswer } from '../../firmware-bridge/osdp/replies.ts';
import { openMessage, sealMessage } from '../../firmware-bridge/osdp/sealed-message.ts';
import {
  clientCryptogram,
  initialMac,
  installKey,
  isSame,
  type SecureSession,
  type SessionKeys,
  serverCryptogram,
  sessionKeys,
  startSession,
} from '../../firmware-bridge/osdp/secure-channel.ts';
import { serializeOsdp } from '../../firmware-bridge/osdp/serialize.ts';

/** What a person in front of the reader sees and hears. */
export interface ReaderSignal {
  /** Colour of the LED, or undefined for a beep. */
  readonly colour?: number;
  readonly beeps?: number;
}

/** Vendor 51 4E 47, model 1, version 1, serial number 1, firmware 1.0.0: ours, no manufacturer's. */
const identification = Uint8Array.of(0x51, 0x4e, 0x47, 1, 1, 1, 0, 0, 0, 1, 0, 0);
/** Triples of function, compliance, items: contact status 1, card data as bits, LED, buzzer, CRC, AES-128. */
const capabilities = Uint8Array.of(1, 1, 1, 3, 1, 1, 4, 1, 1, 5, 1, 1, 8, 1, 0);
const secureCapability = Uint8Array.of(9, 1, 1);
const readerId = identification.subarray(0, 8);

/** A reader (PD) as the standard describes it: one answer per command, the same answer to a repeated one. */
export class OsdpPeripheral {
  /** In the reader's memory; undefined in install mode. */
  siteKey: Uint8Array | undefined;
  /** A reader that does not know the secure channel at all. */
  canSecure = true;
  isBusy = false;
  tamper = false;
  readonly signals: ReaderSignal[] = [];
  readonly #address: number;
  readonly #random: () => Uint8Array;
  readonly #events: OsdpAnswer[] = [];
  #sequence: number | undefined;
  #lastCommand: Uint8Array = new Uint8Array(0);
  #lastReply: Uint8Array = new Uint8Array(0);
  #handshake: { readonly keys: SessionKeys; readonly cryptogram: Uint8Array } | undefined;
  #session: SecureSession | undefined;
  #toldTamper = false;

  /** @param random eight bytes, new each time */
  constructor(address: number, siteKey: Uint8Array | undefined, random: () => Uint8Array) {
    this.#address = address;
    this.siteKey = siteKey;
    this.#random = random;
  }

  get isSecure(): boolean {
    return this.#session !== undefined;
  }

  /** Somebody held a card to it; told with the next poll. */
  queue(event: OsdpAnswer): void {
    this.#events.push(event);
  }

  /** As after switching off and on: session and sequence forgotten, the key kept. */
  powerCycle(): void {
    this.#sequence = undefined;
    this.#session = undefined;
    this.#handshake = undefined;
  }

  /** The bytes it answers with; undefined when the command is for another reader. */
  receive(frame: OsdpFrame): Uint8Array | undefined {
    if (frame.isReply || (frame.address !== this.#address && frame.address !== 0x7f)) return undefined;
    if (this.isBusy) return this.#plain({ ...frame, sequence: 0 }, busy);
    const isRepeated = frame.sequence !== 0 && frame.sequence === this.#sequence;
    if (isRepeated && Buffer.compare(frame.bytes, this.#lastCommand) === 0) return this.#lastReply;
    if (frame.sequence === 0) this.powerCycle();
    else if (this.#sequence === undefined || frame.sequence !== nextSequence(this.#sequence)) {
      return this.#plain(frame, nak(nakReason.sequence));
    }
    this.#sequence = frame.sequence;
    this.#lastCommand = frame.bytes;
    this.#lastReply = this.#answer(frame);
    return this.#lastReply;
  }

  #answer(frame: OsdpFrame): Uint8Array {
    const isHandshake = frame.code === command.challenge || frame.code === command.serverCryptogram;
    if (isHandshake) return this.#shakeHands(frame);
    if (this.#session === undefined) {
      if (frame.mac !== undefined) return this.#plain(frame, nak(nakReason.securityConditions));
      return this.#plain(frame, this.#act(frame.code, frame.data));
    }
    const opened = openMessage(this.#session, frame);
    if (!opened.ok) {
      this.#session = undefined;
      return this.#plain(frame, nak(nakReason.securityConditions));
    }
    const { code, data } = this.#act(frame.code, opened.data);
    const { sequence, check } = frame;
    const sealed = sealMessage(opened.session, { address: this.#address, isReply: true, sequence, check, code, data });
    // A new key ends the session it came in.
    this.#session = frame.code === command.keySet && code === replyCode.ack ? undefined : sealed.session;
    return sealed.bytes;
  }

  #act(code: number, data: Uint8Array): OsdpAnswer {
    switch (code) {
      case command.poll:
        return this.#polled();
      case command.identify:
        return { code: replyCode.identification, data: identification };
      case command.capabilities: {
        const all = this.canSecure ? [...capabilities, ...secureCapability] : capabilities;
        return { code: replyCode.capabilities, data: Uint8Array.from(all) };
      }
      case command.localStatus:
        this.#toldTamper = this.tamper;
        return localStatusReply(this.tamper, false);
      case command.led: {
        const colour = parseLed(data);
        if (colour !== undefined) this.signals.push({ colour });
        return ack;
      }
      case command.buzzer:
        this.signals.push({ beeps: data[4] ?? 0 });
        return ack;
      case command.keySet: {
        const key = parseSetKey(data);
        if (this.#session === undefined) return nak(nakReason.securityConditions);
        if (key === undefined) return nak(nakReason.record);
        this.siteKey = key;
        return ack;
      }
      default:
        return nak(nakReason.unknownCommand);
    }
  }

  #polled(): OsdpAnswer {
    if (this.tamper !== this.#toldTamper) {
      this.#toldTamper = this.tamper;
      return localStatusReply(this.tamper, false);
    }
    return this.#events.shift() ?? ack;
  }

  #shakeHands(frame: OsdpFrame): Uint8Array {
    this.#session = undefined;
    if (!this.canSecure) return this.#plain(frame, nak(nakReason.unknownCommand));
    const wantsInstall = frame.security?.data[0] === keyReference.install;
    const key = wantsInstall ? installKey : this.siteKey;
    // Once it has a key of its own, the public one opens nothing.
    if (key === undefined || (wantsInstall && this.siteKey !== undefined)) {
      return this.#plain(frame, nak(nakReason.securityConditions));
    }
    const reference = wantsInstall ? keyReference.install : keyReference.site;
    if (frame.code === command.challenge) {
      const random = this.#random();
      const keys = sessionKeys(key, frame.data);
      this.#handshake = { keys, cryptogram: serverCryptogram(keys, frame.data, random) };
      const proof = Uint8Array.of(...readerId, ...random, ...clientCryptogram(keys, frame.data, random));
      const security = { type: securityBlock.clientCryptogram, data: Uint8Array.of(reference) };
      return this.#plain(frame, { code: replyCode.clientCryptogram, data: proof }, security);
    }
    const handshake = this.#handshake;
    if (handshake === undefined) return this.#plain(frame, nak(nakReason.securityConditions));
    const isPanel = isSame(frame.data, handshake.cryptogram);
    const mac = initialMac(handshake.keys, handshake.cryptogram);
    if (isPanel) this.#session = startSession(handshake.keys, handshake.cryptogram);
    const security = { type: securityBlock.initialMac, data: Uint8Array.of(isPanel ? panelAccepted : 0) };
    return this.#plain(frame, { code: replyCode.initialMac, data: mac }, security);
  }

  #plain({ sequence, check }: OsdpFrame, { code, data }: OsdpAnswer, security?: SecurityBlock): Uint8Array {
    const block = security === undefined ? {} : { security };
    return serializeOsdp({ address: this.#address, isReply: true, sequence, check, ...block, code, data });
  }
}
