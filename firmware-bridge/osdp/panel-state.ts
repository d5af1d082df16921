import type { OsdpCommand } from './commands.ts';
import type { OsdpFrame } from './frame.ts';
import type { OsdpReply } from './replies.ts';
import type { SecureSession, SessionKeys } from './secure-channel.ts';

/** Timings of the panel, in milliseconds. Source: libosdp, except where said. */
export interface PanelTimings {
  /** From one command to the next while the reader is on-line. */
  readonly pollEveryMs: number;
  /** After this the same command goes out again. */
  readonly replyTimeoutMs: number;
  /** A reader that said BUSY is asked again after this. Our choice. */
  readonly busyRetryMs: number;
  /** So much silence, or so long BUSY, makes a reader off-line. */
  readonly offLineAfterMs: number;
  /** Between tries to begin with a reader that does not answer. */
  readonly retryMs: number;
  /** After this a session that failed is tried again; meanwhile the reader works in the clear. */
  readonly secureRetryMs: number;
  /** The same while it must not work in the clear. Our choice: a person waits for it. */
  readonly requiredRetryMs: number;
  /** Between two questions for tamper and power. Our choice. */
  readonly statusEveryMs: number;
}

export const defaultPanelTimings: PanelTimings = {
  pollEveryMs: 50,
  replyTimeoutMs: 200,
  busyRetryMs: 200,
  offLineAfterMs: 8_000,
  retryMs: 800,
  secureRetryMs: 600_000,
  requiredRetryMs: 10_000,
  statusEveryMs: 10_000,
};

export type KeyKind = 'install' | 'site';

export interface PanelSettings {
  /** 0–126. */
  readonly address: number;
  /** `required`: no card is believed outside a secure session. `preferred`: in the clear where there is none. */
  readonly secure: 'required' | 'preferred' | 'off';
  readonly key: { readonly kind: KeyKind; readonly bytes: Uint8Array };
  readonly timings: PanelTimings;
}

export type SecureTrouble = 'key-refused' | 'no-secure-channel';

/** How things stand, as far as a person would want to know. */
export type PanelCondition =
  | { readonly kind: 'connecting' }
  | { readonly kind: 'on-line'; readonly key: KeyKind | 'none'; readonly trouble?: SecureTrouble }
  /** Nothing was heard for too long. */
  | { readonly kind: 'silent' }
  /** It answers nothing but BUSY. */
  | { readonly kind: 'busy' }
  /** It answers, and again and again not as it must. */
  | { readonly kind: 'confused' }
  /** A secure session is required and cannot be had. */
  | { readonly kind: SecureTrouble };

export type Phase = 'link-down' | 'identify' | 'capabilities' | 'challenge' | 'cryptogram' | 'on-line';
export type Purpose = Exclude<Phase, 'link-down' | 'on-line'> | 'key' | 'signal' | 'status' | 'poll';

/** The one command that is out. */
export interface PendingCommand {
  readonly purpose: Purpose;
  readonly sequence: number;
  readonly bytes: Uint8Array;
  readonly sentMs: number;
  /** When it goes out again, byte for byte. */
  readonly dueMs: number;
  /** The reader itself wants it again: BUSY, or it arrived garbled. */
  readonly isAskedAgain: boolean;
}

export interface Handshake {
  readonly kind: KeyKind;
  readonly random: Uint8Array;
  readonly keys: SessionKeys;
  /** Once the reader proved its key. */
  readonly cryptogram?: Uint8Array;
}

export interface PanelState {
  readonly settings: PanelSettings;
  readonly phase: Phase;
  readonly condition: PanelCondition;
  /** Of the last command; undefined before the first, which has 0. */
  readonly sequence: number | undefined;
  readonly pending: PendingCommand | undefined;
  readonly nextSendMs: number;
  /** Since when commands went unanswered. */
  readonly unansweredSinceMs: number | undefined;
  readonly busySinceMs: number | undefined;
  /** Restarts since the reader last did as it should. */
  readonly restarts: number;
  readonly handshake: Handshake | undefined;
  readonly session: SecureSession | undefined;
  readonly sessionKey: KeyKind | 'none';
  readonly trouble: SecureTrouble | undefined;
  /** When a failed session is tried again. */
  readonly secureDueMs: number;
  /** Undefined for a reader that has no status to give. */
  readonly statusDueMs: number | undefined;
  /** LED and buzzer commands that wait for their turn. */
  readonly signals: readonly OsdpCommand[];
  /** The site key an administrator wants in the reader. */
  readonly installing: Uint8Array | undefined;
}

export type PanelInput =
  | { readonly kind: 'link-up'; readonly nowMs: number }
  | { readonly kind: 'link-lost' }
  /** The time asked for with `wake` has come. @param random 8 bytes, new each time: the challenge, should this tick send one */
  | { readonly kind: 'tick'; readonly nowMs: number; readonly random: Uint8Array }
  | { readonly kind: 'frame'; readonly frame: OsdpFrame; readonly nowMs: number }
  /** LED and buzzer commands; they take the place of any still waiting, and are dropped while the reader is not on-line. */
  | { readonly kind: 'signal'; readonly commands: readonly OsdpCommand[] }
  /** An administrator wants this site key in a reader that is in install mode. */
  | { readonly kind: 'install-key'; readonly key: Uint8Array; readonly nowMs: number };

export type PanelCount = 'timeouts' | 'busy' | 'naks' | 'repeatedReplies' | 'strayFrames' | 'macErrors' | 'restarts';

export type PanelEffect =
  | { readonly kind: 'send'; readonly bytes: Uint8Array }
  /** Takes the place of the wake asked for before. */
  | { readonly kind: 'wake'; readonly afterMs: number }
  | { readonly kind: 'card'; readonly read: Extract<OsdpReply, { kind: 'raw-card' | 'formatted-card' }> }
  | { readonly kind: 'condition'; readonly condition: PanelCondition }
  | { readonly kind: 'status'; readonly tamper: boolean; readonly powerFailure: boolean }
  | { readonly kind: 'key'; readonly outcome: 'installed' | 'refused' }
  | { readonly kind: 'count'; readonly name: PanelCount };

export interface PanelStep {
  readonly state: PanelState;
  readonly effects: readonly PanelEffect[];
}

/** A panel whose link is not up yet. */
export function initialPanel(settings: PanelSettings): PanelState {
  return {
    settings,
    phase: 'link-down',
    condition: { kind: 'connecting' },
    sequence: undefined,
    pending: undefined,
    nextSendMs: 0,
    unansweredSinceMs: undefined,
    busySinceMs: undefined,
    restarts: 0,
    handshake: undefined,
    session: undefined,
    sessionKey: 'none',
    trouble: undefined,
    secureDueMs: 0,
    statusDueMs: undefined,
    signals: [],
    installing: undefined,
  };
}
