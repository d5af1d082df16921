/** Generator x^16 + x^12 + x^5 + 1, not reflected. */
const polynomial = 0x1021;
const initialValue = 0x1d0f;

const table = Uint16Array.from({ length: 256 }, (_, byte) => {
  let value = byte << 8;
  for (let bit = 0; bit < 8; bit++) value = (value & 0x8000) === 0 ? value << 1 : (value << 1) ^ polynomial;
  return value & 0xffff;
});

/** CRC-16 of OSDP: poly 1021, initial value 1D0F, no reflection; sent low byte first. Source: SIA OSDP 2.2 annex E. */
export function crc16(bytes: Iterable<number>): number {
  let crc = initialValue;
  for (const byte of bytes) crc = ((crc << 8) ^ (table[((crc >> 8) ^ byte) & 0xff] ?? 0)) & 0xffff;
  return crc;
}

/** The checksum small readers use instead: two's complement of the low byte of the sum. Source: SIA OSDP 2.2 annex E. */
export function checksum(bytes: Iterable<number>): number {
  let sum = 0;
  for (const byte of bytes) sum += byte;
  return -sum & 0xff;
}
