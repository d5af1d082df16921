import { nakReason, panelAccepted, reply as replyCode, securityBlock } from './constants.ts';
import type { OsdpFrame } from './frame.ts';
import { andThen, giveUpKey, goOnLine, restart, told, waitUntil, withEffects, withoutSession } from './panel-moves.ts';
import type { PanelState, PanelStep, PendingCommand } from './panel-state.ts';
import { type OsdpReply, parseReply } from './replies.ts';
import { openMessage } from './sealed-message.ts';
import { clientCryptogram, initialMac, isSame, serverCryptogram, startSession } from './secure-channel.ts';

/** A frame from the line: believed when it answers the command that is out and, in a session, its MAC is right. */
export function receiveFrame(state: PanelState, frame: OsdpFrame, nowMs: number): PanelStep {
  const { pending, session } = state;
  // An adapter that hears what it sends gives us our own commands back.
  if (!frame.isReply) return withEffects(state);
  if (frame.address !== state.settings.address) return withEffects(state, { kind: 'count', name: 'strayFrames' });
  const isPlain = frame.security === undefined;
  const isSequenceNak = frame.code === replyCode.nak && (frame.sequence === 0 || frame.data[0] === nakReason.sequence);
  const mayHaveAnySequence = isPlain && (frame.code === replyCode.busy || isSequenceNak);
  if (pending === undefined || (frame.sequence !== pending.sequence && !mayHaveAnySequence)) {
    return withEffects(state, { kind: 'count', name: 'repeatedReplies' });
  }
  if (isPlain && frame.code === replyCode.busy) return readerIsBusy(state, pending, nowMs);
  if (session === undefined) {
    if (frame.mac !== undefined) return withEffects(state, { kind: 'count', name: 'strayFrames' });
    return answered(state, pending, frame, parseReply(frame.code, frame.data), nowMs);
  }
  if (isPlain) {
    // A reader that was switched off and on has forgotten the session; one that took a new key may drop it before it answers.
    if (frame.code === replyCode.nak) return lostSession(state, frame, nowMs);
    const isKeyTaken = pending.purpose === 'key' && frame.code === replyCode.ack;
    if (isKeyTaken) return answered(state, pending, frame, { kind: 'ack' }, nowMs);
    return withEffects(state, { kind: 'count', name: 'strayFrames' });
  }
  const opened = openMessage(session, frame);
  if (!opened.ok)
    return andThen(withEffects(state, { kind: 'count', name: 'macErrors' }), (next) => restart(next, nowMs));
  const after = { ...state, session: opened.session };
  return answered(after, pending, frame, parseReply(frame.code, opened.data), nowMs);
}

/** BUSY: the reader did not take the command and wants it again, the same. */
function readerIsBusy(state: PanelState, pending: PendingCommand, nowMs: number): PanelStep {
  const { busyRetryMs, offLineAfterMs } = state.settings.timings;
  const busySinceMs = state.busySinceMs ?? nowMs;
  const waiting: PanelState = {
    ...state,
    busySinceMs,
    unansweredSinceMs: nowMs,
    pending: { ...pending, dueMs: nowMs + busyRetryMs, isAskedAgain: true },
  };
  const heard = withEffects(waiting, { kind: 'count', name: 'busy' }, { kind: 'wake', afterMs: busyRetryMs });
  return nowMs - busySinceMs >= offLineAfterMs
    ? andThen(andThen(heard, giveUpKey), (next) => told(next, { kind: 'busy' }))
    : heard;
}

function lostSession(state: PanelState, frame: OsdpFrame, nowMs: number): PanelStep {
  if (frame.data[0] === nakReason.checkCharacters) return sendAgainSoon(state, nowMs);
  return andThen(withEffects(state, { kind: 'count', name: 'naks' }), (next) => restart(next, nowMs));
}

/** The command arrived garbled: it goes out again, the same, with the next poll. */
function sendAgainSoon(state: PanelState, nowMs: number): PanelStep {
  const { pending } = state;
  if (pending === undefined) return withEffects(state);
  const afterMs = state.settings.timings.pollEveryMs;
  const again = { ...state, pending: { ...pending, dueMs: nowMs + afterMs, isAskedAgain: true } };
  return withEffects(again, { kind: 'count', name: 'naks' }, { kind: 'wake', afterMs });
}

function answered(
  before: PanelState,
  pending: PendingCommand,
  frame: OsdpFrame,
  reply: OsdpReply,
  nowMs: number,
): PanelStep {
  const state: PanelState = { ...before, unansweredSinceMs: undefined, busySinceMs: undefined };
  if (reply.kind === 'nak') {
    if (reply.reason === nakReason.checkCharacters) return sendAgainSoon(before, nowMs);
    const counted = withEffects(state, { kind: 'count', name: 'naks' });
    return andThen(counted, (next) => refused(next, pending, reply.reason, nowMs));
  }
  switch (pending.purpose) {
    case 'identify':
      if (reply.kind !== 'identification') return restart(state, nowMs);
      return waitUntil({ ...state, phase: 'capabilities' }, nowMs, nowMs);
    case 'capabilities': {
      const canSecure = reply.kind !== 'capabilities' || reply.secureChannel;
      return afterCapabilities(state, canSecure, nowMs);
    }
    case 'challenge':
      return challenged(state, frame, reply, nowMs);
    case 'cryptogram':
      return proven(state, frame, reply, nowMs);
    case 'key':
      return keyTaken(state, nowMs);
    case 'signal':
    case 'status':
    case 'poll':
      return worked(state, pending, reply, nowMs);
  }
}

function afterCapabilities(state: PanelState, canSecure: boolean, nowMs: number): PanelStep {
  if (state.settings.secure === 'off' && state.installing === undefined) return goOnLine(state, nowMs);
  if (!canSecure) return withoutSession(state, 'no-secure-channel', nowMs);
  return waitUntil({ ...state, phase: 'challenge' }, nowMs, nowMs);
}

/** The reader does not do what it was asked. */
function refused(state: PanelState, pending: PendingCommand, reason: number, nowMs: number): PanelStep {
  if (reason === nakReason.sequence) return restart(state, nowMs);
  switch (pending.purpose) {
    case 'identify':
      return restart(state, nowMs);
    case 'capabilities':
      return afterCapabilities(state, true, nowMs);
    case 'challenge':
      return withoutSession(
        state,
        reason === nakReason.securityConditions ? 'key-refused' : 'no-secure-channel',
        nowMs,
      );
    case 'cryptogram':
      return withoutSession(state, 'key-refused', nowMs);
    case 'key':
      return andThen(giveUpKey(state), (next) => restart(next, nowMs));
    case 'signal':
    case 'status':
    case 'poll': {
      const wantsSession = reason === nakReason.securityConditions || reason === nakReason.securityUnsupported;
      if (wantsSession) return restart(state, nowMs);
      const without = pending.purpose === 'status' ? { ...state, statusDueMs: undefined } : state;
      return idle(without, pending, nowMs);
    }
  }
}

/** The reader proves that it has the key; then the panel does. */
function challenged(state: PanelState, frame: OsdpFrame, reply: OsdpReply, nowMs: number): PanelStep {
  const { handshake } = state;
  const isProof = reply.kind === 'client-cryptogram' && frame.security?.type === securityBlock.clientCryptogram;
  if (handshake === undefined || !isProof) return restart(state, nowMs);
  const expected = clientCryptogram(handshake.keys, handshake.random, reply.random);
  if (!isSame(expected, reply.cryptogram)) return withoutSession(state, 'key-refused', nowMs);
  const cryptogram = serverCryptogram(handshake.keys, handshake.random, reply.random);
  return waitUntil({ ...state, phase: 'cryptogram', handshake: { ...handshake, cryptogram } }, nowMs, nowMs);
}

function proven(state: PanelState, frame: OsdpFrame, reply: OsdpReply, nowMs: number): PanelStep {
  const { handshake } = state;
  const isMac = reply.kind === 'initial-mac' && frame.security?.type === securityBlock.initialMac;
  if (handshake?.cryptogram === undefined || !isMac) return restart(state, nowMs);
  const { keys, cryptogram, kind } = handshake;
  const isAccepted = frame.security?.data[0] === panelAccepted;
  if (!isAccepted || !isSame(reply.mac, initialMac(keys, cryptogram))) {
    return withoutSession(state, 'key-refused', nowMs);
  }
  return goOnLine({ ...state, session: startSession(keys, cryptogram), sessionKey: kind }, nowMs);
}

/** The reader has its new key: everything begins again with that. */
function keyTaken(state: PanelState, nowMs: number): PanelStep {
  const taken = withEffects({ ...state, installing: undefined }, { kind: 'key', outcome: 'installed' });
  return andThen(taken, (next) => restart({ ...next, restarts: 0 }, nowMs));
}

function worked(before: PanelState, pending: PendingCommand, reply: OsdpReply, nowMs: number): PanelStep {
  const { sessionKey, trouble } = before;
  const condition = { kind: 'on-line', key: sessionKey, ...(trouble === undefined ? {} : { trouble }) } as const;
  const well = told({ ...before, restarts: 0 }, condition);
  const heard = andThen(well, (state) => {
    if (reply.kind === 'local-status') {
      const { tamper, powerFailure } = reply;
      return withEffects(state, { kind: 'status', tamper, powerFailure });
    }
    const isCard = pending.purpose === 'poll' && (reply.kind === 'raw-card' || reply.kind === 'formatted-card');
    return isCard ? withEffects(state, { kind: 'card', read: reply }) : withEffects(state);
  });
  return andThen(heard, (state) => idle(state, pending, nowMs));
}

/** Waiting signals go out at once, the next poll in its time. */
function idle(state: PanelState, pending: PendingCommand, nowMs: number): PanelStep {
  const pollAtMs = Math.max(nowMs, pending.sentMs + state.settings.timings.pollEveryMs);
  return waitUntil(state, state.signals.length > 0 ? nowMs : pollAtMs, nowMs);
}
