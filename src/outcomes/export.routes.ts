import { z } from 'zod';
import { type Route, route, shown } from '../http/route.ts';
import { FILE_FORMATS, type FileFormat, type Outcomes, savedName, saveMonth, type WantedFile } from './actions.ts';

const MEDIA: Readonly<Record<FileFormat, string>> = {
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  csv: 'text/csv; charset=utf-8',
};
const savers = ['supervisor', 'hr'] as const;
const month = z.string().regex(/^2\d{3}-(0[1-9]|1[0-2])$/, 'expected a month such as 2026-11');
const query = z.strictObject({ language: z.enum(['zh', 'en']).default('zh') });
const ofAll = z.strictObject({ month });
const ofDepartment = z.strictObject({ department: z.string().min(1).max(60), month });

/** Months as files for a spreadsheet: raw punches and outcomes side by side. */
export function exportRoutes(outcomes: Outcomes): Route[] {
  return FILE_FORMATS.flatMap((format) => {
    const file = { access: savers, query, media: MEDIA[format], answer: shown<Uint8Array>('MonthFile') } as const;
    const sheet = format === 'xlsx' ? 'workbook with live sums' : 'table (CSV)';
    const save = (actor: string, wanted: WantedFile): Promise<Uint8Array> => saveMonth(outcomes, actor, wanted);
    return [
      route({
        ...file,
        method: 'get',
        path: `/outcomes/months/:month/export.${format}`,
        summary: `The month of everybody as a ${sheet}: punches and outcomes side by side.`,
        params: ofAll,
        fileName: ({ params }) => savedName({ ...params, format }),
        handle: ({ actor, params, query: { language } }) => save(actor, { ...params, format, language }),
      }),
      route({
        ...file,
        method: 'get',
        path: `/outcomes/departments/:department/months/:month/export.${format}`,
        summary: `The month of a department as a ${sheet}: punches and outcomes side by side.`,
        params: ofDepartment,
        fileName: ({ params }) => savedName({ ...params, format }),
        handle: ({ actor, params, query: { language } }) => save(actor, { ...params, format, language }),
      }),
    ];
  });
}
