import type { Sentence } from '../../src/ports/device.ts';
import type { CabinetTrouble } from './door-troubles.ts';

/** What the desk is told about a trouble of some doors. */
export function saysTrouble(trouble: CabinetTrouble, doors: readonly number[]): Sentence {
  const zh = doors.map((door) => `${door} 号`).join('、');
  const en = `${doors.length === 1 ? 'Door' : 'Doors'} ${doors.join(', ')}`;
  switch (trouble) {
    case 'cabinet/not-opened':
      return {
        zh: `伞柜 ${zh}门没有弹开。请轻推柜门后重试，或用钥匙打开。`,
        en: `${en} of the umbrella cabinet did not open. Push the door lightly and try again, or use the key.`,
      };
    case 'cabinet/left-open':
      return {
        zh: `伞柜 ${zh}门一直开着，请关好。`,
        en: `${en} of the umbrella cabinet stands open. Please close it.`,
      };
    case 'cabinet/line-failed':
      return {
        zh: `伞柜 ${zh}门的继电器没有动作，锁没通电。请检查继电器板，先用钥匙。`,
        en: `${en} of the umbrella cabinet: the relay did not follow, so the lock had no current. Check the relay board; use the key meanwhile.`,
      };
    case 'cabinet/forced-open':
      return {
        zh: `伞柜 ${zh}门未经操作就被打开，请去查看。`,
        en: `${en} of the umbrella cabinet opened although nobody had asked. Please go and look.`,
      };
  }
}

/** A door whose sensor cannot be read. */
export function saysSensorFailed(doors: readonly number[], reason: string): Sentence {
  return {
    zh: `伞柜 ${doors.join('、')} 号门的门磁读不到，暂时不能开这扇门。请检查接线。(${reason})`,
    en: `The sensor of umbrella cabinet door ${doors.join(', ')} cannot be read, so the door stays shut. Check its wiring. (${reason})`,
  };
}

/** A lock board whose line is open and who says nothing. */
export function saysBoardSilent(address: number): Sentence {
  return {
    zh: `伞柜的锁控板没有回应（地址 ${address}），柜门不能打开。请检查锁控板的电源、A/B 线和地址拨码，请先用钥匙。`,
    en: `The lock board of the umbrella cabinet (address ${address}) does not answer, so no door opens. Check its power, the A and B wires and the address switches; use the key meanwhile.`,
  };
}

/** The lock lines are out of reach. */
export function saysGuardDown(reason: string): Sentence {
  return {
    zh: `伞柜的锁控程序没有运行，柜门不能打开；锁已断电。正在自动重试，请先用钥匙。(${reason})`,
    en: `The lock guard of the umbrella cabinet is not running, so no door opens; the locks are off. It is retried by itself; use the key meanwhile. (${reason})`,
  };
}

/** Somebody stands at the cabinet and finds out how its contacts are wired. */
export function saysCalibrating(): Sentence {
  return {
    zh: '伞柜正在校准门磁，校准完之前柜门不能开。',
    en: 'The contacts of the umbrella cabinet are being calibrated; no door opens until that is done.',
  };
}
