import { randomBytes } from 'node:crypto';
import { type NumberFormat, readNumber } from '../../firmware-bridge/hid-keyboard/number-formats.ts';
import { cardNumberOf, charactersOf } from '../../firmware-bridge/osdp/card-number.ts';
import { idleMark } from '../../firmware-bridge/osdp/constants.ts';
import { nextPanel } from '../../firmware-bridge/osdp/panel.ts';
import {
  defaultPanelTimings,
  initialPanel,
  type PanelEffect,
  type PanelInput,
  type PanelSettings,
  type PanelState,
  type PanelTimings,
} from '../../firmware-bridge/osdp/panel-state.ts';
import { OsdpParser } from '../../firmware-bridge/osdp/parser.ts';
import { installKey } from '../../firmware-bridge/osdp/secure-channel.ts';
import type { Transport } from '../../firmware-bridge/transport/transport.ts';
import type { CardAnswer, CardPresented, CardReader } from '../../src/ports/card-reader.ts';
import type { Clock } from '../../src/ports/clock.ts';
import { DeviceError, type DeviceHealth } from '../../src/ports/device.ts';
import { createHealth, type DeviceHealthHolder } from '../device-health.ts';
import { createSupervisedLink, type LinkSettings, type SupervisedLink } from '../supervised-link.ts';
import { CardAnnouncer, type CardFrequency } from './card-announcer.ts';
import { conditionFault, conditionPrefix, noKeyFault, powerFault, tamperFault } from './osdp-sentences.ts';
import { signalsFor } from './osdp-signals.ts';
import { readSiteKey } from './site-key.ts';

export const osdpModel = 'osdp';

/** The public key every reader is sold with, or a file with the key of this site. */
export type OsdpKey = 'install' | { readonly file: string };

export interface OsdpReaderParts {
  readonly id: string;
  readonly transport: Transport;
  readonly clock: Clock;
  /** 0–126. */
  readonly address: number;
  readonly key: OsdpKey;
  readonly secure: PanelSettings['secure'];
  /** Of cards told as characters; without it hex digits are the card's bytes, and other characters stand for themselves. */
  readonly format?: NumberFormat | undefined;
  readonly frequency?: CardFrequency | undefined;
  readonly simulated?: boolean;
  readonly settings?: OsdpReaderSettings | undefined;
  /** Eight unpredictable bytes for the handshake; tests hand in their own. */
  readonly random?: () => Uint8Array;
}

export interface OsdpReaderSettings {
  /** The same card again within this time is the same presentation. Default 500 ms: readers tell a card once, restarted ones may twice. */
  readonly removedAfterMs?: number;
  /** A bad read is told for this long. Default 5 000 ms. */
  readonly unreadableForMs?: number;
  readonly timings?: Partial<PanelTimings>;
  readonly link?: Partial<LinkSettings>;
}

/** A reader that can be given the key of this site. */
export interface OsdpReader extends CardReader {
  /**
   * Puts the site key into a reader that is still in install mode; for an administrator, on purpose.
   * @throws DeviceError `reader/no-site-key`, `reader/key-not-installed`
   */
  installSiteKey(): Promise<void>;
}

/** Drives one OSDP reader as its panel: one event per presentation, light and sound back. */
export function createOsdpReader(parts: OsdpReaderParts): OsdpReader {
  return new Reader(parts);
}

class Reader implements OsdpReader {
  readonly kind = 'card-reader';
  readonly model = osdpModel;
  readonly id: string;
  readonly simulated: boolean;
  readonly #parts: OsdpReaderParts;
  readonly #clock: Clock;
  readonly #random: () => Uint8Array;
  readonly #health: DeviceHealthHolder;
  readonly #link: SupervisedLink;
  readonly #announcer: CardAnnouncer;
  #parser = new OsdpParser();
  #panel: PanelState | undefined;
  #siteKey: Uint8Array | undefined;
  #installing: { readonly done: () => void; readonly failed: (error: DeviceError) => void } | undefined;
  #lastHeard: 'nothing' | 'frame' | 'garbage' = 'nothing';
  #cancelWake = (): void => {};

  constructor(parts: OsdpReaderParts) {
    const { id, transport, clock, frequency, simulated = false, settings = {}, random = () => randomBytes(8) } = parts;
    this.id = id;
    this.simulated = simulated;
    this.#parts = parts;
    this.#clock = clock;
    this.#random = random;
    const { removedAfterMs = 500, unreadableForMs = 5_000 } = settings;
    this.#health = createHealth({ clock });
    this.#announcer = new CardAnnouncer(
      { readerId: id, clock, health: this.#health },
      // The reader vouches for what it reads, so one bad read is worth a word.
      { removedAfterMs, unreadableForMs, unreadableAfter: 1, tailsAreUids: frequency === '13.56MHz' },
    );
    const device = { zh: '读卡器', en: 'card reader' };
    this.#link = createSupervisedLink({ transport, clock, health: this.#health, device, settings: settings.link });
    this.#link.onBytes((chunk) => this.#received(chunk));
    this.#link.onUp(() => this.#step({ kind: 'link-up', nowMs: clock.monotonicMs() }));
    this.#link.onLost(() => {
      this.#parser.reset();
      this.#step({ kind: 'link-lost' });
    });
  }

  async start(): Promise<void> {
    if (this.#panel !== undefined) return;
    const { address, secure, key, settings = {} } = this.#parts;
    if (key !== 'install') {
      try {
        this.#siteKey = readSiteKey(key.file);
      } catch {
        this.#health.raise(noKeyFault(key.file));
        return;
      }
      this.#health.clear(noKeyFault(key.file).code);
    }
    const site = this.#siteKey;
    this.#panel = initialPanel({
      address,
      secure,
      key: site === undefined ? { kind: 'install', bytes: installKey } : { kind: 'site', bytes: site },
      timings: { ...defaultPanelTimings, ...settings.timings },
    });
    this.#link.start();
  }

  async stop(): Promise<void> {
    this.#step({ kind: 'link-lost' });
    this.#panel = undefined;
    this.#cancelWake();
    await this.#link.stop();
    this.#parser.reset();
    this.#announcer.reset();
    this.#health.clearAll(conditionPrefix);
    this.#health.setState('starting');
  }

  health(): DeviceHealth {
    for (const [name, value] of Object.entries(this.#parser.counters)) this.#health.setCounter(name, value);
    return this.#health.snapshot();
  }

  onHealth(listener: (health: DeviceHealth) => void): () => void {
    return this.#health.onChange(() => listener(this.health()));
  }

  onCard(listener: (event: CardPresented) => void): () => void {
    return this.#announcer.onCard(listener);
  }

  /** Resolves at once: light and sound go out with the next free turn, and not at all while the reader is away. */
  async answer(answer: CardAnswer): Promise<void> {
    this.#step({ kind: 'signal', commands: signalsFor(answer) });
  }

  async installSiteKey(): Promise<void> {
    const key = this.#siteKey;
    if (key === undefined) {
      throw new DeviceError(
        'reader/no-site-key',
        { zh: '设置里没有这个读卡器的密钥文件', en: 'The settings name no key file for this card reader.' },
        { retryable: false },
      );
    }
    if (this.#panel === undefined) throw notInstalled();
    await new Promise<void>((done, failed) => {
      this.#installing?.failed(notInstalled());
      this.#installing = { done, failed };
      this.#step({ kind: 'install-key', key, nowMs: this.#clock.monotonicMs() });
    });
  }

  #received(chunk: Uint8Array): void {
    const nowMs = this.#clock.monotonicMs();
    for (const output of this.#parser.push(chunk, nowMs)) {
      this.#lastHeard = output.kind === 'frame' ? 'frame' : 'garbage';
      if (output.kind === 'frame') this.#step({ kind: 'frame', frame: output, nowMs });
    }
  }

  #step(input: PanelInput): void {
    if (this.#panel === undefined) return;
    const { state, effects } = nextPanel(this.#panel, input);
    this.#panel = state;
    for (const effect of effects) this.#run(effect);
  }

  #run(effect: PanelEffect): void {
    switch (effect.kind) {
      case 'send':
        // The mark byte lets an adapter switch its direction before the frame. A link that breaks while writing says so itself.
        this.#link.write(Uint8Array.of(idleMark, ...effect.bytes)).catch(() => this.#health.count('writeFailures'));
        return;
      case 'wake':
        this.#cancelWake();
        this.#cancelWake = this.#clock.after(effect.afterMs, () =>
          this.#step({ kind: 'tick', nowMs: this.#clock.monotonicMs(), random: this.#random() }),
        );
        return;
      case 'card':
        this.#cardRead(effect.read);
        return;
      case 'condition':
        this.#told(effect.condition);
        return;
      case 'status':
        this.#raiseOrClear(tamperFault, effect.tamper);
        this.#raiseOrClear(powerFault, effect.powerFailure);
        return;
      case 'key': {
        const waiting = this.#installing;
        this.#installing = undefined;
        if (effect.outcome === 'installed') waiting?.done();
        else waiting?.failed(notInstalled());
        return;
      }
      case 'count':
        this.#health.count(effect.name);
        return;
    }
  }

  #told(condition: PanelState['condition']): void {
    const fault = conditionFault(condition, this.#lastHeard === 'garbage');
    const isOnLine = condition.kind === 'on-line';
    // In this order nobody sees "starting" between a fault and "ready".
    if (isOnLine) this.#health.setState('ready');
    if (fault === undefined) this.#health.clearAll(conditionPrefix);
    else this.#health.raise(fault);
    if (!isOnLine) this.#health.setState('starting');
  }

  #raiseOrClear(fault: typeof tamperFault, isThere: boolean): void {
    if (isThere) this.#health.raise(fault);
    else this.#health.clear(fault.code);
  }

  #cardRead(read: Extract<PanelEffect, { kind: 'card' }>['read']): void {
    const { format } = this.#parts;
    const isWritten = read.kind === 'formatted-card' && format !== undefined;
    const card = isWritten ? readNumber(format, charactersOf(read)) : cardNumberOf(read);
    if (card !== undefined) {
      this.#announcer.hear(card);
      return;
    }
    this.#health.count('badReads');
    this.#announcer.hearBad();
  }
}

function notInstalled(): DeviceError {
  return new DeviceError('reader/key-not-installed', {
    zh: '密钥没有装进读卡器：请先按说明书把读卡器恢复到安装模式',
    en: 'The key did not go into the card reader. Put the reader into install mode first, as its manual says.',
  });
}
