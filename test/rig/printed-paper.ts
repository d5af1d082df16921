import { join } from 'node:path';
import { createCommandParser } from '../../firmware-bridge/escpos/command-parser.ts';
import { encodeJob } from '../../firmware-bridge/escpos/encode-job.ts';
import { installedGlyphs } from '../../firmware-bridge/glyphs/glyph-source.ts';
import { layOut } from '../../hardware/receipt-printer/lay-out.ts';
import { loadPrinterProfile } from '../../hardware/receipt-printer/load-profile.ts';
import type { Paper } from '../../src/ports/receipt-printer.ts';
import { openDatabase } from '../../src/store/database.ts';
import { DATA_FOLDER } from './rig-desk.ts';

/** Commands that print nothing and wait for an answer. */
const QUESTIONS = ['realTimeStatus', 'automaticStatus', 'orderedStatus', 'processId'];

/** The paper of a print job as the outbox keeps it. */
export function paperOf(jobId: number): Paper {
  const database = openDatabase(join(DATA_FOLDER, 'qingyu.db'));
  try {
    const row = database.prepare<{ paper: string }>('SELECT paper FROM print_jobs WHERE id = @jobId').get({ jobId });
    if (row === undefined) throw new Error(`there is no print job ${jobId}`);
    return JSON.parse(row.paper);
  } finally {
    database.close();
  }
}

/** What the product's encoder makes of a paper for a model. */
export function bytesOf(paper: Paper, profileName: string): Buffer {
  const profile = loadPrinterProfile(profileName);
  const { columns, dots } = profile;
  return Buffer.from(encodeJob(layOut(paper, { columns, dots, glyphs: installedGlyphs }), profile));
}

/** What came over the cable beside one paper and is no question: kinds of commands, or a sentence when the paper is not there whole. */
export function printedBeside(heard: Buffer, paper: Buffer): string[] {
  const at = heard.indexOf(paper);
  if (at < 0) return ['the paper is not among the bytes'];
  const kinds = [heard.subarray(0, at), heard.subarray(at + paper.length)].flatMap((part) =>
    createCommandParser()
      .push(part)
      .map(({ kind }) => kind),
  );
  return kinds.filter((kind) => !QUESTIONS.includes(kind));
}
