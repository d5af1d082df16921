/** The block in front of a secured message: its type and what belongs to the type. */
export interface SecurityBlock {
  readonly type: number;
  readonly data: Uint8Array;
}

/** What one frame says; enough to write it again. */
export interface OsdpMessage {
  /** 0–126, or 127 for everybody. */
  readonly address: number;
  /** From the reader to the panel. */
  readonly isReply: boolean;
  /** 0 starts afresh, then 1, 2, 3, 1 … A reply has the number of its command. */
  readonly sequence: number;
  readonly check: 'crc' | 'checksum';
  readonly security?: SecurityBlock;
  readonly code: number;
  /** As on the wire: still encrypted in a sealed message. */
  readonly data: Uint8Array;
  /** First four bytes of the message's MAC; in secured messages only. */
  readonly mac?: Uint8Array;
}

/** A good frame: length and check characters right. */
export interface OsdpFrame extends OsdpMessage {
  readonly kind: 'frame';
  /** All of it, from the start mark to the check characters. */
  readonly bytes: Uint8Array;
}

/** Why a frame is not believed. `header`: a length, control byte or security block that cannot be. `checksum`: check characters differ. */
export type OsdpWrong = 'header' | 'checksum';

/** Whether a message of this security block type ends in a MAC. */
export function carriesMac(type: number): boolean {
  return type >= 0x15 && type <= 0x18;
}

/** The sequence number after this one: 0 and 3 are followed by 1. */
export function nextSequence(sequence: number): number {
  return sequence >= 3 ? 1 : sequence + 1;
}

/** Upper-case hex without spaces. */
export function hexOf(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex').toUpperCase();
}
