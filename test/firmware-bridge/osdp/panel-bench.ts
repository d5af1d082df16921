import { reply } from '../../../firmware-bridge/osdp/constants.ts';
import type { OsdpFrame, OsdpMessage } from '../../../firmware-bridge/osdp/frame.ts';
import { nextPanel } from '../../../firmware-bridge/osdp/panel.ts';
import {
  defaultPanelTimings,
  initialPanel,
  type PanelEffect,
  type PanelInput,
  type PanelSettings,
} from '../../../firmware-bridge/osdp/panel-state.ts';
import { OsdpParser } from '../../../firmware-bridge/osdp/parser.ts';
import { localStatusReply, type OsdpAnswer, rawCardReply } from '../../../firmware-bridge/osdp/replies.ts';
import { installKey } from '../../../firmware-bridge/osdp/secure-channel.ts';
import { serializeOsdp } from '../../../firmware-bridge/osdp/serialize.ts';

export const address = 9;
export const identification: OsdpAnswer = { code: reply.identification, data: new Uint8Array(12) };
export const noSecureChannel: OsdpAnswer = { code: reply.capabilities, data: Uint8Array.of(9, 0, 0) };
export const card = rawCardReply(0, 32, Uint8Array.of(1, 2, 3, 4));

function frameOf(bytes: Uint8Array): OsdpFrame {
  const [frame] = new OsdpParser().push(bytes, 0);
  if (frame?.kind !== 'frame') throw new Error('no frame');
  return frame;
}

/** The machine with a hand at each input; `sent` holds what it sent, decoded. */
export class Bench {
  nowMs = 0;
  readonly sent: OsdpFrame[] = [];
  readonly raw: Uint8Array[] = [];
  readonly told: string[] = [];
  effects: readonly PanelEffect[] = [];
  #wakeMs = Number.POSITIVE_INFINITY;
  #state;

  constructor(secure: PanelSettings['secure'] = 'off') {
    const key = { kind: 'site', bytes: installKey } as const;
    this.#state = initialPanel({ address, secure, key, timings: defaultPanelTimings });
  }

  give(input: PanelInput): void {
    const { state, effects } = nextPanel(this.#state, input);
    this.#state = state;
    this.effects = effects;
    for (const effect of effects) {
      if (effect.kind === 'send') {
        this.raw.push(effect.bytes);
        this.sent.push(frameOf(effect.bytes));
      } else if (effect.kind === 'wake') this.#wakeMs = this.nowMs + effect.afterMs;
      else if (effect.kind === 'condition') this.told.push(effect.condition.kind);
      else if (effect.kind === 'card') this.told.push('card');
    }
  }

  /** Turns the clock, waking the machine when it asked for it. */
  pass(ms: number): void {
    const untilMs = this.nowMs + ms;
    while (this.#wakeMs <= untilMs) {
      this.nowMs = this.#wakeMs;
      this.#wakeMs = Number.POSITIVE_INFINITY;
      this.give({ kind: 'tick', nowMs: this.nowMs, random: Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8) });
    }
    this.nowMs = untilMs;
  }

  /** The reader answers the last command. */
  answer({ code, data }: OsdpAnswer, changes: Partial<OsdpMessage> = {}): void {
    const sequence = this.sent.at(-1)?.sequence ?? 0;
    const bytes = serializeOsdp({ address, isReply: true, sequence, check: 'crc', code, data, ...changes });
    this.give({ kind: 'frame', frame: frameOf(bytes), nowMs: this.nowMs });
  }

  get last(): readonly [number, number] {
    const frame = this.sent.at(-1);
    return [frame?.code ?? -1, frame?.sequence ?? -1];
  }

  counts(): readonly string[] {
    return this.effects.flatMap((effect) => (effect.kind === 'count' ? [effect.name] : []));
  }
}

/** On-line in the clear, the status question answered, a poll out. */
export function onLine(): Bench {
  const bench = new Bench();
  bench.give({ kind: 'link-up', nowMs: 0 });
  bench.pass(0);
  bench.answer(identification);
  bench.pass(0);
  bench.answer(noSecureChannel);
  bench.pass(0);
  bench.answer(localStatusReply(false, false));
  bench.pass(50);
  return bench;
}
