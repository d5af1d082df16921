import type { KeptPapers, Ledger } from '../ports/ledger.ts';
import { type Promotions, subjectOf } from './promotions-room.ts';

const NAME = { zh: '商户广播', en: 'Shop promotions' };
const KIND = { zh: '商户', en: 'Shop' };

/** The ledger of shop promotions: each with its airings and the papers for the shop. */
export function promotionLedger({ store }: Pick<Promotions, 'store'>, papers: KeptPapers): Ledger {
  return {
    id: 'promotions',
    name: NAME,
    whatIsDue: (beforeMs) =>
      store.endedBefore(beforeMs).flatMap(({ id, number, requestedAtMs, endedAtMs, records }) => {
        const { all, open } = papers.count(subjectOf(id));
        const span = { fromMs: requestedAtMs, untilMs: endedAtMs };
        return open > 0 ? [] : [{ ref: String(id), number, kind: KIND, ...span, records, papers: all }];
      }),
    purge: (ref) => papers.destroy(subjectOf(Number(ref))) + store.destroy(Number(ref)),
  };
}
