import type { PanelCondition } from '../../firmware-bridge/osdp/panel-state.ts';
import type { RaisedFault } from '../device-health.ts';

/** Every fault of the talk with the reader begins so; link faults and tamper are others. */
export const conditionPrefix = 'osdp/';

const offLine = {
  zh: '读卡器没有回应，请检查它的电源、接线和地址',
  en: 'The card reader does not answer. Check its power, its wires and its address.',
};
const garbled = {
  zh: '听不清读卡器，请检查 485 的 A、B 线、终端电阻和波特率',
  en: 'The card reader cannot be understood. Check the A and B wires, the terminators and the baud rate.',
};
const keyRefused = {
  zh: '读卡器的密钥不对：可能换过读卡器，请管理员核对密钥',
  en: 'The card reader has another key. It may have been exchanged: ask an administrator to check the key.',
};
const noSecureChannel = {
  zh: '读卡器不支持加密，请管理员更换读卡器或设置',
  en: 'The card reader cannot encrypt. Ask an administrator to change the reader or the setting.',
};
const inTheClear = {
  zh: '读卡器没有加密，卡号可能被偷听，请管理员设置密钥',
  en: 'The card reader works without encryption, so card numbers can be overheard. Ask an administrator to set its key.',
};
const installKeyInUse = {
  zh: '读卡器还在用出厂密钥，请管理员给它设置密钥',
  en: 'The card reader still uses the key it was sold with. Ask an administrator to set a site key.',
};

/**
 * The fault a condition is, if any.
 *
 * @param isGarbled bytes came, and no good frame among them
 */
export function conditionFault(condition: PanelCondition, isGarbled: boolean): RaisedFault | undefined {
  const replaces = conditionPrefix;
  switch (condition.kind) {
    case 'connecting':
      return undefined;
    case 'silent':
      if (isGarbled) return { code: 'osdp/garbled', says: garbled, replaces };
      return { code: 'osdp/off-line', says: offLine, replaces };
    case 'busy': {
      const zh = '读卡器一直忙，请关掉它的电源再打开';
      return { code: 'osdp/busy', says: { zh, en: 'The card reader stays busy. Switch it off and on.' }, replaces };
    }
    case 'confused': {
      const zh = '读卡器的回应不对，请关掉它的电源再打开';
      const en = 'The card reader answers wrongly. Switch it off and on.';
      return { code: 'osdp/confused', says: { zh, en }, replaces };
    }
    case 'key-refused':
      return { code: 'osdp/key-refused', says: keyRefused, replaces };
    case 'no-secure-channel':
      return { code: 'osdp/no-secure-channel', says: noSecureChannel, replaces };
    case 'on-line':
      if (condition.trouble !== undefined) {
        return { code: 'osdp/in-the-clear', says: inTheClear, weight: 'soon', replaces };
      }
      if (condition.key !== 'install') return undefined;
      return { code: 'osdp/install-key', says: installKeyInUse, weight: 'soon', replaces };
  }
}

export const tamperFault: RaisedFault = {
  code: 'reader/tamper',
  says: { zh: '读卡器的外壳被打开过，请去看一看', en: 'The housing of the card reader was opened. Go and look.' },
  weight: 'soon',
};

export const powerFault: RaisedFault = {
  code: 'reader/power',
  says: { zh: '读卡器的电源不稳', en: 'The power supply of the card reader fails.' },
  weight: 'soon',
};

/** @param file where the key should be */
export function noKeyFault(file: string): RaisedFault {
  return {
    code: 'reader/no-key',
    says: {
      zh: `读不到读卡器的密钥文件 ${file}，请管理员放好后重新启动`,
      en: `The key file ${file} of the card reader cannot be read. Put it there and start again.`,
    },
  };
}
