/** What the bench and the tests can break, in plain words. */
export const PRINTER_FAULTS = {
  'paper-out': { zh: '缺纸', en: 'Paper out' },
  'near-end': { zh: '纸将用完', en: 'Paper near end' },
  'cover-open': { zh: '机盖打开', en: 'Cover open' },
  'cutter-jam': { zh: '切刀卡住', en: 'Cutter jammed' },
  'head-hot': { zh: '打印头过热', en: 'Print head too hot' },
  mechanical: { zh: '走纸卡住', en: 'Paper does not move' },
  broken: { zh: '电路故障', en: 'Electrical error' },
  offline: { zh: '脱机', en: 'Offline' },
  'offline-mid-job': { zh: '打到一半脱机', en: 'Goes offline in mid job' },
  silent: { zh: '只收不答', en: 'Takes bytes, never answers' },
  slow: { zh: '打印很慢', en: 'Prints slowly' },
  noise: { zh: '回线有干扰', en: 'Noise on the way back' },
  'drawer-forced': { zh: '钱箱被拉开', en: 'Drawer pulled open by hand' },
  'disconnect-mid-write': { zh: '传到一半断线', en: 'Cable comes out in mid write' },
  disconnect: { zh: '拔掉数据线', en: 'Cable unplugged' },
} as const;

/** One of them. */
export type PrinterSimulatorFault = keyof typeof PRINTER_FAULTS;

/** True for the name of a fault. */
export function isPrinterFault(id: string): id is PrinterSimulatorFault {
  return Object.hasOwn(PRINTER_FAULTS, id);
}

/** Time per line, in milliseconds, while `slow` is on. */
export const SLOW_LINE_MS = 400;
/** The simulated drawer is pushed shut after this many milliseconds. */
export const DRAWER_OPEN_MS = 4_000;
/** What `noise` says, a byte with every chunk received: answers nobody asked for, halves of answers, and no answers at all. */
export const NOISE: readonly number[] = [0x00, 0xff, 0x80, 0x0c, 0x37, 0xa5, 0x00, 0x13, 0x91, 0x60];
