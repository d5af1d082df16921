import { Temporal } from 'temporal-polyfill';
import type { BroadcastRules } from '../../config/rules/broadcast.ts';
import type { Sentence } from '../ports/device.ts';
import type { Paper } from '../ports/receipt-printer.ts';
import { closing, letterhead } from '../printing/letterhead.ts';
import { type CallForm, chineseNumber, isChild } from './script.rules.ts';
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
}

/** 寻人 / 寻物广播登记单: what the requester signs (papers.md). */
export function callSlip(slip: CallSlip): Paper {
  const { call } = slip;
  const person = call.form.kind === 'lost-person';
  const title = person ? '寻人广播登记单' : '寻物广播登记单';
  const place = slip.rules.places.find((one) => one.id === call.form.place)?.zh ?? call.form.place;
  const meeting = slip.rules.meetingPoints.find((one) => one.id === call.form.meeting)?.zh ?? call.form.meeting;
  const gap = slip.times > 1 ? `，间隔 ${slip.gapSeconds} 秒` : '';
  return {
    title,
    blocks: [
      ...letterhead(slip.identity, title),
      { kind: 'row', left: `编号 ${call.number}`, right: at(call.openedAtMs, slip.timeZone, true) },
      { kind: 'text', text: `${person ? '走失者' : '遗失物'}  ${describe(call.form, slip.rules)}` },
      { kind: 'text', text: `${person ? '最后出现' : '遗失地点'}  ${place}` },
      { kind: 'text', text: `会合地点  ${meeting}` },
      { kind: 'text', text: person && !call.nameAired ? '播音内容（姓名不播）' : '播音内容' },
      { kind: 'text', text: call.scriptZh, indent: 2 },
      { kind: 'text', text: `播出  ${at(slip.airAtMs, slip.timeZone, false)} 起，共 ${slip.times} 次${gap}` },
      { kind: 'signatures', labels: ['申请人'] },
      { kind: 'text', text: `电话 ${call.phone === null ? '________________' : masked(call.phone)}` },
      { kind: 'signatures', labels: ['签名'] },
      { kind: 'text', text: `经办 ${slip.by.name} ${slip.by.staffNo}` },
      ...closing(call.number),
    ],
  };
}

function describe(form: CallForm, rules: BroadcastRules): string {
  const colour = (id: string | undefined) => rules.colours.find((one) => one.id === id)?.zh;
  if (form.kind === 'lost-object') {
    const object = rules.objects.find((one) => one.id === form.object)?.zh ?? form.object;
    return [`${colour(form.colour) ?? ''}${object}`, form.feature].filter(Boolean).join('，');
  }
  const male = form.sex === 'male';
  const who = isChild(form, rules) ? (male ? '男孩' : '女孩') : male ? '男士' : '女士';
  const top = colour(form.top);
  const bottom = colour(form.bottom);
  const wear = form.bottomWear === 'skirt' ? '裙子' : '裤子';
  return [who, `约${chineseNumber(form.age)}岁`, top && `${top}上衣`, bottom && `${bottom}${wear}`, form.feature]
    .filter(Boolean)
    .join('，');
}

function at(ms: number, timeZone: string, withDate: boolean): string {
  const time = Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(timeZone);
  const clock = `${String(time.hour).padStart(2, '0')}:${String(time.minute).padStart(2, '0')}`;
  return withDate ? `${time.toPlainDate().toString()} ${clock}` : clock;
}

/** The paper needs to reach the requester's phone only through the desk: 138****1234. */
function masked(phone: string): string {
  return phone.length < 7 ? '*'.repeat(phone.length) : `${phone.slice(0, 3)}****${phone.slice(-4)}`;
}
