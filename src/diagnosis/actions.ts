import type { DeviceView } from '../devices/actions.ts';
import type { Desk } from '../journal/desk.ts';
import type { JournalRow } from '../journal/journal.ts';
import { readDatabaseFacts, readMachineFacts } from './machine-facts.ts';
import {
  type ClockJump,
  type DeviceFacts,
  type Diagnosis,
  type FaultChange,
  plainCode,
  plainCounters,
  plainWord,
  withoutTexts,
} from './rules.ts';
import type { UnexpectedErrors } from './unexpected-errors.ts';

export { keepUnexpectedErrors, type UnexpectedErrors } from './unexpected-errors.ts';

const HISTORY_ROWS = 200;

/** What a diagnosis is made of. */
export interface DiagnosisParts {
  readonly desk: Desk;
  readonly version: string;
  readonly config: unknown;
  readonly unexpected: UnexpectedErrors;
  devices(): readonly DeviceView[];
}

/** Collects what a technician needs and no more: every text in it is one the program itself wrote. */
export async function diagnose({ desk, version, config, unexpected, devices }: DiagnosisParts): Promise<Diagnosis> {
  const { clock, database, journal } = desk;
  const { wallMs, quality } = clock.read();
  const [machine, facts] = await Promise.all([
    readMachineFacts(database.path),
    readDatabaseFacts(database, journal.head().seq),
  ]);
  const about = (subject: string) => journal.page({ limit: HISTORY_ROWS, subject });
  return {
    form: 1,
    madeAtMs: wallMs,
    version,
    machine,
    clock: { quality, jumps: about('clock').flatMap(jumpOf) },
    devices: devices().map((device) => factsOf(device, about(`device:${device.id}`))),
    database: facts,
    unexpected: unexpected.list(),
    config: withoutTexts(config),
  };
}

function factsOf(device: DeviceView, rows: readonly JournalRow[]): DeviceFacts {
  const { id, kind, model, simulated, state, faults, counters } = device;
  return {
    id: plainWord(id),
    kind,
    model: plainWord(model),
    simulated,
    state,
    faults: faults.map(({ code, sinceMs }) => ({ code: plainCode(code), sinceMs })),
    counters: plainCounters(counters),
    history: rows.flatMap(changeOf),
  };
}

function changeOf({ at, kind, body }: JournalRow): FaultChange[] {
  const change = kind === 'devices/fault-raised' ? 'raised' : kind === 'devices/fault-cleared' ? 'cleared' : undefined;
  return change === undefined ? [] : [{ atMs: at, change, code: plainCode(JSON.parse(body).code) }];
}

function jumpOf({ at, kind, body }: JournalRow): ClockJump[] {
  const byMs: unknown = kind === 'clock/jumped' ? JSON.parse(body).byMs : undefined;
  return typeof byMs === 'number' ? [{ atMs: at, byMs }] : [];
}
