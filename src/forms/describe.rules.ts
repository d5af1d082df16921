import type { LeaveRules } from '../../config/rules/leave.ts';
import type { Sentence } from '../ports/device.ts';
import type { FormAsked, Half } from './asked.rules.ts';

/** What a form's sentence is made of besides what was filled in. */
export interface Described {
  readonly asked: FormAsked;
  readonly halfDays: number | null;
  readonly shiftName: Sentence | undefined;
  readonly otherName: string;
  readonly leave: LeaveRules;
}

const MISSED = {
  in: { zh: '漏打上班卡', en: 'missed punch in' },
  out: { zh: '漏打下班卡', en: 'missed punch out' },
  both: { zh: '上下班都没打卡', en: 'neither punched' },
} as const;
const HALF: Readonly<Record<Half, Sentence>> = {
  first: { zh: '上半班', en: 'first half' },
  second: { zh: '下半班', en: 'second half' },
};

/** What a form is about, in one line: `年假 11-23 至 11-24 · 2 天`. */
export function describe({ asked, halfDays, shiftName, otherName, leave }: Described): Sentence {
  switch (asked.kind) {
    case 'exception': {
      const { zh, en } = MISSED[asked.direction];
      return {
        zh: `${short(asked.day)} ${shiftName?.zh ?? ''} ${zh}`,
        en: `${short(asked.day)} ${shiftName?.en ?? ''}: ${en}`,
      };
    }
    case 'business':
      return both(`${short(asked.day)} ${asked.from}–${asked.until}`, '因公外出', 'out on business');
    case 'overtime':
      return both(`${short(asked.day)} ${asked.from}–${asked.until}`, '加班', 'overtime');
    case 'leave': {
      const kind = leave.kinds[asked.leaveKind];
      const days = (halfDays ?? 0) / 2;
      return {
        zh: `${kind.zh} ${leaveSpan(asked, 'zh')} · ${days} 天`,
        en: `${kind.en} ${leaveSpan(asked, 'en')} · ${days} d`,
      };
    }
    case 'swap':
      return both(`${short(asked.day)} ↔ ${short(asked.otherDay)} ${otherName}`, '换班', 'swap');
  }
}

/** `11-23 上半班 至 11-24`, and one day alone where it is one. */
export function leaveSpan(
  { from, until }: Extract<FormAsked, { kind: 'leave' }>,
  language: 'zh' | 'en',
  name: (day: string) => string = short,
): string {
  const start = from.half === 'second' ? `${name(from.day)} ${HALF.second[language]}` : name(from.day);
  if (from.day === until.day) return until.half === 'first' ? `${name(from.day)} ${HALF.first[language]}` : start;
  const end = until.half === 'first' ? `${name(until.day)} ${HALF.first[language]}` : name(until.day);
  return language === 'zh' ? `${start} 至 ${end}` : `${start} to ${end}`;
}

function both(what: string, zh: string, en: string): Sentence {
  return { zh: `${what} ${zh}`, en: `${what} ${en}` };
}

/** `11-23` */
function short(day: string): string {
  return day.slice(5);
}
