export { readTable, type Table, type TableLimits } from './read-table.ts';
