export { writeCsv } from './csv.ts';
export { columnLetters, fileNamePart } from './sheet.rules.ts';
export { writeWorkbook } from './workbook.ts';
