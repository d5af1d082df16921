import type { Sentence } from '../ports/device.ts';
import type { DayState } from './picture.rules.ts';
import type { FindingKind } from './rules.ts';

export type Language = keyof Sentence;

/** The sheets of a saved month. */
export const SHEETS = {
  sums: { zh: '汇总', en: 'Summary' },
  days: { zh: '每日', en: 'Days' },
  punches: { zh: '打卡', en: 'Punches' },
} as const satisfies Readonly<Record<string, Sentence>>;

export const STATE_WORDS: Readonly<Record<DayState, Sentence>> = {
  before: { zh: '未启用', en: 'not kept yet' },
  good: { zh: '正常', en: 'in order' },
  late: { zh: '迟到早退', en: 'off time' },
  missed: { zh: '漏打卡', en: 'missed punch' },
  absent: { zh: '拟定旷工', en: 'absence proposed' },
  leave: { zh: '请假', en: 'leave' },
  business: { zh: '因公外出', en: 'business' },
  rest: { zh: '休息', en: 'rest' },
  holiday: { zh: '节假日', en: 'holiday' },
  open: { zh: '未结束', en: 'not over' },
  future: { zh: '未到', en: 'to come' },
};

export const FINDING_WORDS: Readonly<Record<FindingKind, Sentence>> = {
  late: { zh: '迟到', en: 'late' },
  early: { zh: '早退', en: 'early' },
  'late-absent': { zh: '迟到超过上限', en: 'late over the limit' },
  'early-absent': { zh: '早退超过上限', en: 'early over the limit' },
  'missed-in': { zh: '上班漏打卡', en: 'no IN' },
  'missed-out': { zh: '下班漏打卡', en: 'no OUT' },
  'no-punch': { zh: '全天没有打卡', en: 'no punch all day' },
  leave: { zh: '请假', en: 'leave' },
  business: { zh: '因公外出', en: 'business' },
  'rest-worked': { zh: '休息日到岗', en: 'came on a day of rest' },
  'present-on-leave': { zh: '请假期间有打卡', en: 'punched while on leave' },
  'clock-unsure': { zh: '打卡时时钟不准', en: 'the clock was not sure' },
  proxy: { zh: '代打卡，已核查', en: 'punched for another, audited' },
};

/** Single words. */
export const WORDS = {
  in: { zh: '上班', en: 'in' },
  out: { zh: '下班', en: 'out' },
  minutes: { zh: '分', en: 'min' },
  stands: { zh: '成立', en: 'stands' },
  excused: { zh: '免除', en: 'excused' },
  sure: { zh: '准', en: 'sure' },
  unsure: { zh: '不准', en: 'not sure' },
  total: { zh: '合计', en: 'Total' },
} as const satisfies Readonly<Record<string, Sentence>>;
