/**
 * The "USBRelayN" boards (dcttech and clones): relays on a low-speed USB chip that speaks in feature reports.
 * Sources: darrylb123/usbrelay libusbrelay.c/.h (ec84cf2); nkh-lab/usb-relay-module constants.
 *
 *     set:   00 | FF on, FD off | relay 1–8 | 00 00 00 00 00 00        the first byte is the report id
 *     state: 5 characters serial | 00 | 00 | bit 0 = relay 1 …         with or without a report id before it
 */
export const vendorId = 0x16c0;
export const productId = 0x05df;

/** Many devices of hobbyists share the ids above: only this name tells a relay board, and how many relays it has. */
export const productPattern = /^USBRelay(?<relays>[1-8])$/;
export const mostRelays = 8;

export const setReportId = 0x00;
export const codeOn = 0xff;
export const codeOff = 0xfd;
/** Report id included. */
export const setReportLength = 9;

export const stateReportId = 0x01;
export const stateReportLength = 9;
export const serialLength = 5;
/** Where the relay bits are when the report begins with the serial. */
export const maskAt = 7;
