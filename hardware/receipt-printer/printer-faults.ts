import type { PrinterCondition } from '../../firmware-bridge/escpos/printer-status.ts';
import type { RaisedFault } from '../device-health.ts';

const faults = {
  'printer/paper-out': {
    weight: 'stops',
    says: { zh: '打印纸用完了，请换一卷纸', en: 'The printer is out of paper. Put in a new roll.' },
  },
  'printer/cover-open': {
    weight: 'stops',
    says: { zh: '打印机盖没合上，请合上', en: 'The printer cover is open. Close it.' },
  },
  'printer/cutter-jam': {
    weight: 'stops',
    says: {
      zh: '切刀卡住了，请打开机盖取出碎纸再合上',
      en: 'The cutter is jammed. Open the cover, take out the paper scraps and close it.',
    },
  },
  'printer/mechanical': {
    weight: 'stops',
    says: {
      zh: '打印机走不动纸，请打开机盖取出卡住的纸再合上；仍不行请报修',
      en: 'The printer cannot move its paper. Open the cover, take out the jammed paper and close it; if that does not help, call service.',
    },
  },
  'printer/broken': {
    weight: 'stops',
    says: {
      zh: '打印机报告故障，请关机再开；仍不行请报修',
      en: 'The printer reports an error. Switch it off and on; if that does not help, call service.',
    },
  },
  'printer/overheated': {
    weight: 'stops',
    says: { zh: '打印头过热，稍等会自动恢复', en: 'The print head is too hot. It will go on by itself shortly.' },
  },
  'printer/offline': {
    weight: 'stops',
    says: { zh: '打印机脱机，请按一下打印机上的联机键', en: 'The printer is offline. Press its online button.' },
  },
  'printer/paper-near-end': {
    weight: 'soon',
    says: { zh: '打印纸快用完了，请准备新纸卷', en: 'Paper is running low. Have a new roll ready.' },
  },
  'printer/no-answer': {
    weight: 'stops',
    says: {
      zh: '打印机没有回应，请检查电源和连线',
      en: 'The printer does not answer. Check its power and cable.',
    },
  },
} as const satisfies Readonly<Record<string, Omit<RaisedFault, 'code'>>>;

/** Fault codes of a printer, besides the `link/…` ones. */
export type PrinterFaultCode = keyof typeof faults;

/** The fault with its sentences, as {@link RaisedFault} wants it. */
export function printerFault(code: PrinterFaultCode): RaisedFault {
  return { code, ...faults[code] };
}

/** Every fault a condition amounts to, worst first. Plain "offline" only counts when nothing else explains it. */
export function faultsOf(condition: PrinterCondition): PrinterFaultCode[] {
  const codes: PrinterFaultCode[] = [];
  if (condition.paperOut) codes.push('printer/paper-out');
  if (condition.coverOpen) codes.push('printer/cover-open');
  if (condition.cutterError) codes.push('printer/cutter-jam');
  if (condition.mechanicalError) codes.push('printer/mechanical');
  if (condition.otherError) codes.push('printer/broken');
  if (condition.recoversByItself) codes.push('printer/overheated');
  if (condition.offline && codes.length === 0) codes.push('printer/offline');
  if (condition.paperNearEnd && !condition.paperOut) codes.push('printer/paper-near-end');
  return codes;
}

/** The fault that keeps the printer from printing, if any. */
export function stoppingFault(condition: PrinterCondition): PrinterFaultCode | undefined {
  return faultsOf(condition).find((code) => faults[code].weight === 'stops');
}
