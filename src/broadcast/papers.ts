import type { BroadcastRules } from '../../config/rules/broadcast.ts';
import type { Sentence } from '../ports/device.ts';
import { plainWords } from '../ports/plain-words.ts';
import type { Paper } from '../ports/receipt-printer.ts';
import { closing, letterhead, paperDateTime, paperTime } from '../printing/letterhead.ts';
import type { Audience } from './follow-up.rules.ts';
import { type CallForm, isChild, objectOf, placeOf } from './script.rules.ts';
import type { CallRecord } from './store.ts';

export interface CallSlip {
  readonly call: CallRecord;
  readonly rules: BroadcastRules;
  readonly identity: { readonly plaza: Sentence; readonly desk: Sentence };
  readonly by: { readonly name: string; readonly staffNo: string };
  readonly timeZone: string;
  readonly airAtMs: number;
  readonly times: number;
  readonly gapSeconds: number;
  /** To whom it goes: a call to the staff alone says so, for the requester is to know. */
  readonly audience: Audience;
  /** Of the lost-property ledger. */
  readonly ledgerNumber: string | null;
}

/** A line to write on. */
const LINE = '_'.repeat(16);

/** 寻人 / 寻物广播登记单: what the requester signs (papers.md). */
export function callSlip(slip: CallSlip): Paper {
  const { call, rules, identity, by, timeZone, ledgerNumber } = slip;
  const { form } = call;
  const person = form.kind === 'lost-person';
  const title = person ? '寻人广播登记单' : '寻物广播登记单';
  const meeting = rules.meetingPoints.find(({ id }) => id === form.meeting)?.zh ?? form.meeting;
  const text = (words: string, indent = 0) => ({ kind: 'text', text: words, indent }) as const;
  return {
    title,
    blocks: [
      ...letterhead(identity, title),
      { kind: 'row', left: `编号 ${call.number}`, right: paperDateTime(call.openedAtMs, timeZone) },
      text(`${person ? '走失者' : '遗失物'}  ${describe(form, rules)}`),
      text(`${person ? '最后出现' : '遗失地点'}  ${placeOf(form, rules)?.zh ?? form.place}`),
      text(`会合地点  ${meeting}`),
      text(person && !call.nameAired ? '播音内容（姓名不播）' : '播音内容'),
      text(call.scriptZh, 2),
      ...(call.scriptEn === null ? [] : [text(call.scriptEn, 2)]),
      text(`播出  ${whenAired(slip)}`),
      ...(ledgerNumber === null ? [] : [text(`失物登记  ${ledgerNumber}`)]),
      { kind: 'rule', weight: 'single' },
      {
        kind: 'row',
        left: `申请人 ${call.requester ?? LINE}`,
        right: `电话 ${call.phone === null ? LINE : masked(call.phone)}`,
      },
      { kind: 'row', left: `签名 ${LINE}`, right: `经办 ${by.name} ${by.staffNo}`.trim() },
      ...closing(call.number),
    ],
  };
}

function whenAired({ audience, airAtMs, timeZone, times, gapSeconds }: CallSlip): string {
  const at = paperTime(airAtMs, timeZone);
  const rounds = `共 ${times} 次${times > 1 ? `，间隔 ${gapSeconds} 秒` : ''}`;
  if (audience === 'staff') return `${at} 通知各岗位，暂不公开播`;
  return audience === 'staff-first' ? `${at} 先通知各岗位，随后公开播，${rounds}` : `${at} 起，${rounds}`;
}

/** What is sought, in one line of a paper. */
export function describe(form: CallForm, rules: BroadcastRules): string {
  const colour = (id: string | undefined) => rules.colours.find((one) => one.id === id)?.zh;
  const feature = plainWords(form.feature);
  if (form.kind === 'lost-object') {
    const object = objectOf(form, rules)?.zh ?? form.object;
    return [`${colour(form.colour) ?? ''}${object}`, feature].filter(Boolean).join('，');
  }
  const male = form.sex === 'male';
  const who = isChild(form, rules) ? (male ? '男孩' : '女孩') : male ? '男士' : '女士';
  const top = colour(form.top);
  const bottom = colour(form.bottom);
  const wear = form.bottomWear === 'skirt' ? '裙子' : '裤子';
  const age = form.age === 0 ? '不满 1 岁' : `约 ${form.age} 岁`;
  return [who, age, top && `${top}上衣`, bottom && `${bottom}${wear}`, feature].filter(Boolean).join('，');
}

/** The paper needs to reach the requester's phone only through the desk: 138****1234. */
function masked(phone: string): string {
  const digits = phone.replace(/\D/g, '');
  return digits.length < 8 ? '*'.repeat(digits.length) : `${digits.slice(0, 3)}****${digits.slice(-4)}`;
}
