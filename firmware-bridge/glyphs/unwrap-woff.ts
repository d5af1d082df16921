import { inflateSync } from 'node:zlib';

/** WOFF 1.0, sections 3 to 5: header and directory sizes in bytes, and where their fields lie. */
const WOFF = { signature: 0x774f4646, header: 44, entry: 20, flavorAt: 4, tablesAt: 12 };
const SFNT = { header: 12, entry: 16, alignment: 4 };

/**
 * A WOFF file as the plain font inside it; any other bytes come back as they are. fontkit reads WOFF too, but inflates the whole
 * glyph table again for every character: 100 ms each. @throws when a table does not inflate to its announced length.
 */
export function unwrapWoff(file: Buffer): Buffer {
  if (file.length < WOFF.header || file.readUInt32BE(0) !== WOFF.signature) return file;
  const count = file.readUInt16BE(WOFF.tablesAt);
  const directory = Buffer.alloc(SFNT.header + SFNT.entry * count);
  directory.writeUInt32BE(file.readUInt32BE(WOFF.flavorAt), 0);
  directory.writeUInt16BE(count, 4);
  const parts: Buffer[] = [directory];
  let end = directory.length;
  for (let index = 0; index < count; index++) {
    const from = WOFF.header + WOFF.entry * index;
    const [offset, packed, length, checksum] = [4, 8, 12, 16].map((field) => file.readUInt32BE(from + field));
    const table = tableOf(file, offset ?? 0, packed ?? 0, length ?? 0);
    const to = SFNT.header + SFNT.entry * index;
    file.copy(directory, to, from, from + 4);
    directory.writeUInt32BE(checksum ?? 0, to + 4);
    directory.writeUInt32BE(end, to + 8);
    directory.writeUInt32BE(table.length, to + 12);
    const padding = -table.length & (SFNT.alignment - 1);
    parts.push(table, Buffer.alloc(padding));
    end += table.length + padding;
  }
  return Buffer.concat(parts);
}

/** A table no smaller when packed is stored as it is. */
function tableOf(file: Buffer, offset: number, packed: number, length: number): Buffer {
  const stored = file.subarray(offset, offset + packed);
  const table = packed < length ? inflateSync(stored, { maxOutputLength: length }) : stored;
  if (table.length !== length) throw new Error(`WOFF table at ${offset}: ${table.length} of ${length} bytes`);
  return table;
}
