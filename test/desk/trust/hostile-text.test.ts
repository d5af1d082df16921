import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadSettings } from '../../../config/load.ts';
import type { EscposPrinterSimulator } from '../../../hardware/receipt-printer/printer-simulator.ts';
import { verifyChain } from '../../../src/journal/verify-chain.ts';
import { type Service, startService } from '../../../src/service.ts';
import { until } from '../../real-clock.ts';
import { makeServiceFolder, openClient, type ServiceClient, type ServiceFolder } from '../service-process.ts';
import { hostileStrings } from './hostile-strings.ts';
import { SEED } from './seeded-random.ts';
import { typedFields, wellFormed } from './typed-fields.ts';

/*
 * F13: hostile text through the whole service: what is accepted comes back as the same text, what is refused is refused with a 400
 * that names the field, and the printer gets no byte of it that is not text.
 *
 * To see it red: let text through both layers before the printer, `printableText` in hardware/receipt-printer/printable-text.ts and
 * `replace(CONTROL, GETA)` in firmware-bridge/escpos/encode-job.ts; or throw a plain Error in any field's action.
 */
const STRINGS = 500;
/** Fields each string goes into: every field sees every piece some times. */
const FIELDS_EACH = 3;
const PRINTED_WITHIN_MS = 120_000;
const DEADLINE_MS = 240_000;

describe('hostile text (F13)', () => {
  let folder: ServiceFolder;
  let service: Service;
  let administrator: ServiceClient;
  let lead: ServiceClient;
  const printed = new Map<number, string>();

  beforeAll(async () => {
    // A printer that says when a paper is out, so that nothing has to be waited for.
    folder = makeServiceFolder({ config: (yaml) => yaml.replace('profile: generic-80', 'profile: epson-tm-t82iii') });
    service = await startService(loadSettings(folder.configFile));
    service.live.on(({ name, payload }) => {
      if (name === 'print' && isPrint(payload)) printed.set(payload.jobId, payload.state);
    });
    const signedIn = async (staffNo: string) => {
      const client = openClient(() => service.address);
      const { status } = await client.ask('POST', '/session', { staffNo, pin: `${staffNo}11` });
      expect(status).toBe(200);
      return client;
    };
    administrator = await signedIn('9000');
    lead = await signedIn('1018');
  });
  afterAll(async () => {
    await service.stop();
    folder.remove();
  });

  it(`${STRINGS} strings are text wherever a person can type`, { timeout: DEADLINE_MS }, async () => {
    const fields = typedFields(administrator, lead);
    const names = Object.keys(fields);
    const jobs = new Set<number>();
    const wrong: string[] = [];
    let accepted = 0;
    for (const [index, text] of hostileStrings(STRINGS, SEED).entries()) {
      for (let nth = 0; nth < FIELDS_EACH; nth++) {
        const at = names[(index * FIELDS_EACH + nth) % names.length] ?? '';
        const field = fields[at];
        if (field === undefined) continue;
        const say = (what: string) => wrong.push(`${at} ${JSON.stringify(text.slice(0, 60))}: ${what}`);
        const { answer, shown } = await field.take(text, index * FIELDS_EACH + nth);
        // 409: the same number or name is there already.
        if (answer.status === 400 || answer.status === 409) {
          const named = String(answer.body.field ?? '');
          if (named !== field.name && !named.endsWith(`.${field.name}`)) say(`refused without its name: ${named}`);
        } else if (answer.status !== 200) say(`answered ${answer.status} ${JSON.stringify(answer.body)}`);
        else {
          accepted += 1;
          if (shown !== undefined && !shows(shown, text)) say(`came back as ${JSON.stringify(shown)}`);
          if (typeof answer.body.printJobId === 'number') jobs.add(answer.body.printJobId);
        }
      }
    }
    expect(wrong, `QINGYU_SEED=${SEED}`).toEqual([]);
    expect(accepted).toBeGreaterThan(STRINGS);
    expect((await administrator.ask('GET', '/journal?limit=50')).status).toBe(200);
    expect(verifyChain(service.desk.database).whole).toBe(true);
    await until(
      (look) => service.live.on(look),
      () => [...printed.values()].every((state) => !['queued', 'sent'].includes(state)),
      PRINTED_WITHIN_MS,
    );
    expect([...jobs].filter((job) => printed.get(job) !== 'confirmed')).toEqual([]);
    const simulator = printerOf(service);
    expect(jobs.size).toBeGreaterThan(STRINGS / 20);
    expect(simulator.rawControlBytes()).toBe(0);
    expect(simulator.drawerKicks()).toBe(0);
    const lines = simulator.papers().flatMap((paper) => paper.lines);
    const text = lines.flatMap((line) => (line.kind === 'text' ? [line.text] : []));
    expect(text.filter((line) => /[\p{Cc}\p{Cs}]/u.test(line))).toEqual([]);
    expect(lines.filter(({ kind }) => kind === 'cut').length).toBe(
      [...printed.values()].filter((state) => state === 'confirmed').length,
    );
  });
});

/** Accepted text is the same text, as far as an eye can tell: rooms may drop what has no glyph, and end a sentence their own way. */
function shows(shown: unknown, text: string): boolean {
  if (visible(text) === '') return true;
  if (typeof shown === 'string') return visible(shown) === visible(text);
  if (typeof shown !== 'object' || shown === null || !('sentence' in shown)) return false;
  return visible(String(shown.sentence)).includes(visible(text).replace(/[，。、；：！？,.;:!?]+$/, ''));
}

function visible(text: string): string {
  return wellFormed(text)
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Cf}\s\ufffd]/gu, '');
}

function isPrint(payload: unknown): payload is { readonly jobId: number; readonly state: string } {
  return typeof payload === 'object' && payload !== null && 'jobId' in payload && 'state' in payload;
}

function printerOf(service: Service) {
  const simulator = service.rooms.devices.all
    .map((one) => one.simulator)
    .find((one): one is EscposPrinterSimulator => one !== undefined && 'rawControlBytes' in one);
  if (simulator === undefined) throw new Error('the printer is not simulated');
  return simulator;
}
