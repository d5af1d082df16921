import type { ProxyAuditRules } from '../../config/rules/proxy-audit.ts';
import { counted } from '../ports/counted.ts';
import type { Sentence } from '../ports/device.ts';
import type { FlagKind } from './rules.ts';

/** By what number a flag was found, and the clause of that number. */
export interface Measure extends Sentence {
  readonly clause: string;
}

/** What the rules took for a flag of this kind. */
export function measureOf(kind: FlagKind, rules: ProxyAuditRules): Measure {
  switch (kind) {
    case 'pair': {
      const { pairSeconds, pairDays, withinDays } = rules;
      return {
        zh: `${withinDays.value} 天里有 ${pairDays.value} 天相隔 ${pairSeconds.value} 秒以内就算`,
        en: `from ${counted(pairDays.value, 'day')} of ${withinDays.value} on, within ${counted(pairSeconds.value, 'second')}`,
        clause: pairDays.clause,
      };
    }
    case 'leave':
    case 'business': {
      const { value, clause } = rules.edgeMinutes;
      const whole = kind === 'leave' ? { zh: '，或整班请假', en: ', or all of the shift' } : { zh: '', en: '' };
      return {
        zh: `离起止 ${value} 分钟以上就算${whole.zh}`,
        en: `over ${counted(value, 'minute')} from its edges${whole.en}`,
        clause,
      };
    }
    case 'other-reader': {
      const { value, clause } = rules.readersApartSeconds;
      return { zh: `两处相隔 ${value} 秒以内就算`, en: `within ${counted(value, 'second')}`, clause };
    }
    case 'other-post':
      return { zh: '读卡器是别的岗位的就算', en: 'the reader is of another post', clause: rules.readerPosts.clause };
    case 'not-there':
      return {
        zh: '打了卡，抽查时不在就算',
        en: 'card in, and not seen when looked for',
        clause: rules.weeklyDraw.clause,
      };
  }
}
