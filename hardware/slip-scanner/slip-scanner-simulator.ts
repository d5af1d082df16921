import type { MemoryCable } from '../../firmware-bridge/transport/memory-cable.ts';
import type { Clock } from '../../src/ports/clock.ts';
import { DeviceError, type Sentence } from '../../src/ports/device.ts';
import type { SlipScannerSimulator } from '../../src/ports/slip-scanner.ts';
import { CableMouth } from '../card-reader/cable-mouth.ts';
import { FaultSwitches } from '../card-reader/fault-switches.ts';
import { type TypingFault, TypingMouth, typingFaults } from '../typing-mouth.ts';

const faultSentences: Readonly<Record<TypingFault, Sentence>> = {
  disconnect: { zh: '拔掉扫码枪的线', en: 'Scanner cable pulled out' },
  silent: { zh: '扫码枪没有反应', en: 'Scanner stays silent' },
  slow: { zh: '扫码枪打字很慢', en: 'Scanner types slowly' },
  noise: { zh: '夹着别的按键报告', en: 'Other reports in between' },
  'lost-report': { zh: '丢失一个按键', en: 'A key press is lost' },
  rollover: { zh: '同时按下的键太多', en: 'Too many keys at once' },
  'stuck-key': { zh: '最后一个键没有松开', en: 'The last key stays pressed' },
  'no-enter': { zh: '后面不发回车', en: 'No Enter at the end' },
};

/** A hand with slips and a USB scanner at the far end of a memory cable. */
export function createSlipScannerSimulator(parts: {
  readonly cable: Pick<MemoryCable, 'far' | 'plug' | 'unplug'>;
  readonly clock: Pick<Clock, 'after' | 'monotonicMs'>;
}): SlipScannerSimulator {
  const { cable, clock } = parts;
  const switched = (fault: TypingFault, active: boolean): void => {
    if (fault !== 'disconnect') return;
    if (active) cable.unplug();
    else cable.plug();
  };
  const switches = new FaultSwitches(typingFaults, switched, faultSentences);
  const typing = new TypingMouth(new CableMouth(cable.far, clock), clock, (fault) => switches.has(fault));
  return {
    scan(text) {
      try {
        typing.type(text);
      } catch (cause) {
        const says = { zh: '这个码里有键盘打不出的字', en: 'This code holds characters no keyboard types.' };
        throw new DeviceError('simulator/bad-code', says, { cause, retryable: false });
      }
    },
    faults: () => switches.faults(),
    setFault: (id, active) => switches.set(id, active),
  };
}
