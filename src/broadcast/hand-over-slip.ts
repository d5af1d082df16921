import type { BroadcastRules } from '../../config/rules/broadcast.ts';
import type { CallRules } from '../../config/rules/calls.ts';
import type { Sentence } from '../ports/device.ts';
import type { Paper } from '../ports/receipt-printer.ts';
import { closing, letterhead, paperDateTime, paperTime } from '../printing/letterhead.ts';
import type { StoredHandOver } from './call-follow-up-store.ts';
import { describe } from './papers.ts';
import type { CallRecord } from './store.ts';

export interface HandOverPaper {
  readonly call: CallRecord;
  readonly handOver: StoredHandOver;
  readonly rules: BroadcastRules;
  readonly callRules: CallRules;
  readonly identity: { readonly plaza: Sentence; readonly desk: Sentence };
  readonly by: { readonly name: string; readonly staffNo: string };
  readonly timeZone: string;
  readonly ledgerNumber: string | null;
}

/** 走失人员 / 失物交接单: signed by whoever takes over what was found. The number of the document shown is not written down. */
export function handOverSlip(paper: HandOverPaper): Paper {
  const { call, handOver, rules, callRules, identity, by, timeZone, ledgerNumber } = paper;
  const person = call.kind === 'lost-person';
  const title = person ? '走失人员交接单' : '失物交接单';
  const relation = callRules.relations.find(({ id }) => id === handOver.relation)?.zh;
  const idKind = callRules.idKinds.find(({ id }) => id === handOver.idKind)?.zh;
  const text = (words: string) => ({ kind: 'text', text: words }) as const;
  return {
    title,
    blocks: [
      ...letterhead(identity, title),
      { kind: 'row', left: `编号 ${call.number}`, right: paperDateTime(handOver.atMs, timeZone) },
      text(`${person ? '走失者' : '失物'}  ${describe(call.form, rules)}`),
      ...(call.closedAtMs === null ? [] : [text(`找到  ${paperTime(call.closedAtMs, timeZone)}`)]),
      ...(ledgerNumber === null ? [] : [text(`失物登记  ${ledgerNumber}`)]),
      { kind: 'rule', weight: 'single' },
      text(`领走人  ${handOver.name ?? ''}`),
      ...(relation === undefined ? [] : [text(`与走失者关系  ${relation}`)]),
      text(`证件  ${idKind === undefined ? '没有出示' : `${idKind}  ${handOver.idSeen ? '已核对' : '没有核对'}`}`),
      text(person ? '本人已接到上述走失人员。' : '本人已领到上述物品。'),
      text(`经办 ${by.name} ${by.staffNo}`.trim()),
      { kind: 'signatures', labels: ['领走人签名'] },
      ...closing(call.number),
    ],
  };
}
