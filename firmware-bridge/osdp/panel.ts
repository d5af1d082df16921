import { askCapabilities, askLocalStatus, identify, type OsdpCommand, poll, setKey } from './commands.ts';
import { command, keyReference, securityBlock } from './constants.ts';
import { nextSequence, type OsdpMessage } from './frame.ts';
import { andThen, beginAt, giveUpKey, restart, told, withEffects } from './panel-moves.ts';
import { receiveFrame } from './panel-receive.ts';
import type { KeyKind, PanelInput, PanelState, PanelStep, PendingCommand, Purpose } from './panel-state.ts';
import { sealMessage } from './sealed-message.ts';
import { installKey, sessionKeys } from './secure-channel.ts';
import { serializeOsdp } from './serialize.ts';

/**
 * The panel's side of one OSDP reader: asks, repeats what was not answered with the same sequence number, opens and re-opens the
 * secure session, notices when the reader is gone. Pure; the driver sends, waits and tells.
 */
export function nextPanel(state: PanelState, input: PanelInput): PanelStep {
  switch (input.kind) {
    case 'link-up': {
      const { nowMs } = input;
      return beginAt({ ...state, unansweredSinceMs: undefined, busySinceMs: undefined, restarts: 0 }, nowMs, nowMs);
    }
    case 'link-lost':
      return linkLost(state);
    case 'tick':
      return tick(state, input.nowMs, input.random);
    case 'frame':
      return receiveFrame(state, input.frame, input.nowMs);
    case 'signal':
      return withEffects(state.phase === 'on-line' ? { ...state, signals: input.commands } : state);
    case 'install-key': {
      if (state.phase === 'link-down') return withEffects(state, { kind: 'key', outcome: 'refused' });
      const wanted = { ...state, installing: input.key };
      const isReady = state.phase === 'on-line' && state.sessionKey === 'install';
      return isReady ? withEffects(wanted) : beginAt(wanted, input.nowMs, input.nowMs);
    }
  }
}

function linkLost(state: PanelState): PanelStep {
  const down: PanelState = {
    ...state,
    phase: 'link-down',
    pending: undefined,
    handshake: undefined,
    session: undefined,
    sessionKey: 'none',
    signals: [],
  };
  return andThen(told(down, { kind: 'connecting' }), giveUpKey);
}

function tick(state: PanelState, nowMs: number, random: Uint8Array): PanelStep {
  if (state.phase === 'link-down') return withEffects(state);
  const { pending } = state;
  if (pending !== undefined) {
    if (nowMs < pending.dueMs) return withEffects(state, { kind: 'wake', afterMs: pending.dueMs - nowMs });
    return unanswered(state, nowMs);
  }
  if (nowMs < state.nextSendMs) return withEffects(state, { kind: 'wake', afterMs: state.nextSendMs - nowMs });
  return sendNext(state, nowMs, random);
}

/** The same bytes again; after a long silence from the beginning. */
function unanswered(state: PanelState, nowMs: number): PanelStep {
  const { pending, unansweredSinceMs = nowMs, phase } = state;
  const { offLineAfterMs, retryMs } = state.settings.timings;
  if (pending === undefined) return withEffects(state);
  if (nowMs - unansweredSinceMs < offLineAfterMs) return sendAgain(state, pending, nowMs);
  const given = andThen(told(state, { kind: 'silent' }), giveUpKey);
  // Already at the beginning: the same bytes are the retry.
  if (phase === 'identify') return andThen(given, (next) => sendAgain(next, pending, nowMs));
  return andThen(given, (next) => beginAt(next, nowMs + retryMs, nowMs));
}

function sendAgain(state: PanelState, pending: PendingCommand, nowMs: number): PanelStep {
  const afterMs = patience(state, pending.purpose);
  return withEffects(
    { ...state, pending: { ...pending, sentMs: nowMs, dueMs: nowMs + afterMs, isAskedAgain: false } },
    ...(pending.isAskedAgain ? [] : [{ kind: 'count', name: 'timeouts' } as const]),
    { kind: 'send', bytes: pending.bytes },
    { kind: 'wake', afterMs },
  );
}

/** How long an answer is waited for. A reader that may not be there is asked less often. */
function patience({ settings }: PanelState, purpose: Purpose): number {
  return purpose === 'identify' ? settings.timings.retryMs : settings.timings.replyTimeoutMs;
}

function sendNext(state: PanelState, nowMs: number, random: Uint8Array): PanelStep {
  const { settings, phase, handshake } = state;
  switch (phase) {
    case 'link-down':
      return withEffects(state);
    case 'identify':
      return sendPlain(state, 'identify', identify, nowMs);
    case 'capabilities':
      return sendPlain(state, 'capabilities', askCapabilities, nowMs);
    case 'challenge': {
      const key = state.installing === undefined ? settings.key : ({ kind: 'install', bytes: installKey } as const);
      const begun: PanelState = {
        ...state,
        handshake: { kind: key.kind, random, keys: sessionKeys(key.bytes, random) },
      };
      const challenge = { code: command.challenge, data: random };
      return sendPlain(begun, 'challenge', challenge, nowMs, block(securityBlock.challenge, key.kind));
    }
    case 'cryptogram': {
      if (handshake?.cryptogram === undefined) return restart(state, nowMs);
      const proof = { code: command.serverCryptogram, data: handshake.cryptogram };
      return sendPlain(state, 'cryptogram', proof, nowMs, block(securityBlock.serverCryptogram, handshake.kind));
    }
    case 'on-line':
      return sendOnLine(state, nowMs);
  }
}

function block(type: number, kind: KeyKind): NonNullable<OsdpMessage['security']> {
  return { type, data: Uint8Array.of(keyReference[kind]) };
}

function sendOnLine(state: PanelState, nowMs: number): PanelStep {
  const { installing, sessionKey, signals, statusDueMs, trouble, secureDueMs } = state;
  if (installing !== undefined) {
    if (sessionKey === 'install') return send(state, 'key', setKey(installing), nowMs);
    return beginAt(state, nowMs, nowMs);
  }
  if (trouble !== undefined && nowMs >= secureDueMs) return beginAt(state, nowMs, nowMs);
  const [signal, ...later] = signals;
  if (signal !== undefined) return send({ ...state, signals: later }, 'signal', signal, nowMs);
  if (statusDueMs !== undefined && nowMs >= statusDueMs) {
    const asked = { ...state, statusDueMs: nowMs + state.settings.timings.statusEveryMs };
    return send(asked, 'status', askLocalStatus, nowMs);
  }
  return send(state, 'poll', poll, nowMs);
}

function send(state: PanelState, purpose: Purpose, { code, data }: OsdpCommand, nowMs: number): PanelStep {
  if (state.session === undefined) return sendPlain(state, purpose, { code, data }, nowMs);
  const sequence = sequenceAfter(state);
  const message = { address: state.settings.address, isReply: false, sequence, check: 'crc', code, data } as const;
  const sealed = sealMessage(state.session, message);
  return sendBytes({ ...state, session: sealed.session }, purpose, sequence, sealed.bytes, nowMs);
}

function sendPlain(
  state: PanelState,
  purpose: Purpose,
  { code, data }: OsdpCommand,
  nowMs: number,
  security?: NonNullable<OsdpMessage['security']>,
): PanelStep {
  const sequence = sequenceAfter(state);
  const { address } = state.settings;
  const secured = security === undefined ? {} : { security };
  const bytes = serializeOsdp({ address, isReply: false, sequence, check: 'crc', ...secured, code, data });
  return sendBytes(state, purpose, sequence, bytes, nowMs);
}

function sequenceAfter({ sequence }: PanelState): number {
  return sequence === undefined ? 0 : nextSequence(sequence);
}

function sendBytes(state: PanelState, purpose: Purpose, sequence: number, bytes: Uint8Array, nowMs: number): PanelStep {
  const afterMs = patience(state, purpose);
  const sent: PanelState = {
    ...state,
    sequence,
    pending: { purpose, sequence, bytes, sentMs: nowMs, dueMs: nowMs + afterMs, isAskedAgain: false },
    unansweredSinceMs: state.unansweredSinceMs ?? nowMs,
  };
  return withEffects(sent, { kind: 'send', bytes }, { kind: 'wake', afterMs });
}
