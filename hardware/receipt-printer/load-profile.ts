import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type PrinterProfile, parsePrinterProfile } from '../../firmware-bridge/escpos/printer-profile.ts';

const PROFILES = join('hardware', 'board', 'printers');

/** Names of the printer profiles there are, sorted. */
export function printerProfileNames(): string[] {
  return readdirSync(profilesFolder())
    .filter((file) => file.endsWith('.json'))
    .map((file) => file.slice(0, -'.json'.length))
    .sort();
}

/** Reads `hardware/board/printers/<name>.json`. @throws Error naming the file, the field and what was expected. */
export function loadPrinterProfile(name: string): PrinterProfile {
  const known = printerProfileNames();
  // Only names from the folder are opened: a configured name is never a path.
  if (!known.includes(name)) throw new Error(`printer profile “${name}”: expected one of ${known.join(', ')}`);
  const file = join(profilesFolder(), `${name}.json`);
  try {
    return parsePrinterProfile(JSON.parse(readFileSync(file, 'utf8')));
  } catch (cause) {
    throw new Error(`${file}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  }
}

/** The code runs from the sources and from `.build/`; the facts stay where they are. */
function profilesFolder(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  for (;;) {
    const candidate = join(folder, PROFILES);
    if (existsSync(candidate)) return candidate;
    const above = dirname(folder);
    if (above === folder) throw new Error(`no folder ${PROFILES} above ${fileURLToPath(import.meta.url)}`);
    folder = above;
  }
}
