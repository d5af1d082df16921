import { DeskError } from '../ports/desk-error.ts';
import type { Sentence } from '../ports/device.ts';

const refused = (code: string, says: Sentence): DeskError =>
  new DeskError('invalid', `table/${code}`, says, { field: 'file' });

export const tooManyBytes = (most: number): DeskError =>
  refused('too-large', {
    zh: `文件太大，最多 ${Math.floor(most / 1000)} KB。请只留要导入的那张表。`,
    en: `The file is too large: ${Math.floor(most / 1000)} kB at most. Keep only the sheet that is to be read.`,
  });

export const tooManyRows = (most: number): DeskError =>
  refused('too-many-rows', {
    zh: `行数太多，最多 ${most} 行。请分几次导入。`,
    en: `Too many rows: ${most} at most. Read it in several parts.`,
  });

export const tooManyColumns = (most: number): DeskError =>
  refused('too-many-columns', {
    zh: `列数太多，最多 ${most} 列。请分几次导入。`,
    en: `Too many columns: ${most} at most. Read it in several parts.`,
  });

export const unreadable = (): DeskError =>
  refused('unreadable', {
    zh: '这个文件读不出来。请在表格软件里另存为 .xlsx 或 .csv 再试。',
    en: 'This file cannot be read. Save it as .xlsx or .csv in the spreadsheet program and try again.',
  });

export const oldExcel = (): DeskError =>
  refused('old-excel', {
    zh: '这是旧的 .xls 文件，或者加了密码。请另存为不加密的 .xlsx 再试。',
    en: 'This is an old .xls file, or one with a password. Save it as .xlsx without a password and try again.',
  });

export const openQuote = (line: number): DeskError =>
  refused('open-quote', {
    zh: `第 ${line} 行起有一个引号没有配对，请改好再试。`,
    en: `A quotation mark from line ${line} on has no other one. Put it right and try again.`,
  });
