/**
 * OSDP v2 (SIA; IEC 60839-11-5) over RS-485, 8N1, half duplex: the panel (CP) asks, the reader (PD) answers.
 * Sources: SIA OSDP 2.2; frames captured between two libosdp 3.2.0 ends; codes and timings of libosdp `src/`.
 *
 *     53 | address | length LE16 | control | [security block] | code | data | [MAC 4] | CRC-16 LE or checksum
 *
 * The length counts from 53 to the end. A mark byte FF may come before 53 and counts for nothing.
 */
export const defaultBaudRate = 9600;

export const startMark = 0x53;
/** What an idle or just-switched line reads as; sent before a frame so that its first bit is not lost. */
export const idleMark = 0xff;

export const addressAt = 1;
export const lengthAt = 2;
export const controlAt = 4;
export const securityAt = 5;
export const headerLength = 5;

export const replyFlag = 0x80;

export const sequenceMask = 0x03;
export const crcFlag = 0x04;
export const securityFlag = 0x08;
/** Bits 4–7 of the control byte are reserved and zero. */
export const reservedMask = 0xf0;

export const crcLength = 2;
export const checksumLength = 1;
export const macLength = 4;
/** Header, code and checksum. */
export const shortestFrame = headerLength + 1 + checksumLength;
/** Longer frames are taken for noise. No reply this panel asks for comes near it. */
export const longestFrame = 512;

/** Commands of the panel. */
export const command = {
  poll: 0x60,
  identify: 0x61,
  capabilities: 0x62,
  localStatus: 0x64,
  led: 0x69,
  buzzer: 0x6a,
  keySet: 0x75,
  challenge: 0x76,
  serverCryptogram: 0x77,
} as const;

/** Replies of the reader. */
export const reply = {
  ack: 0x40,
  nak: 0x41,
  identification: 0x45,
  capabilities: 0x46,
  localStatus: 0x48,
  rawCard: 0x50,
  formattedCard: 0x51,
  keypad: 0x53,
  clientCryptogram: 0x76,
  initialMac: 0x78,
  busy: 0x79,
} as const;

/** Why a reader answers NAK. */
export const nakReason = {
  checkCharacters: 1,
  commandLength: 2,
  unknownCommand: 3,
  sequence: 4,
  securityUnsupported: 5,
  securityConditions: 6,
  record: 9,
} as const;

/** Security block types: handshake, then MAC only, then MAC and encrypted data; odd from the panel, even from the reader. */
export const securityBlock = {
  challenge: 0x11,
  clientCryptogram: 0x12,
  serverCryptogram: 0x13,
  initialMac: 0x14,
  macCommand: 0x15,
  macReply: 0x16,
  sealedCommand: 0x17,
  sealedReply: 0x18,
} as const;

/** Third byte of a handshake's security block: which key is meant. */
export const keyReference = { install: 0, site: 1 } as const;
/** Third byte of the initial-MAC reply's security block: the reader knows the panel. */
export const panelAccepted = 1;

/** Silence after which half a frame is given up. The standard allows 20 ms between bytes; USB adapters hold bytes back for 16 ms more. */
export const interByteSilenceMs = 100;
