import { DeskError } from '../ports/desk-error.ts';
import type { Sentence } from '../ports/device.ts';
import type { Decision, Promotion, PromotionState } from './rules.ts';

/** A field of the request that does not fit. */
export function invalid(code: string, field: string, says: Sentence, clause?: string): DeskError {
  return new DeskError('invalid', `promotion/${code}`, says, {
    field,
    ...(clause === undefined ? {} : { facts: { clause } }),
  });
}

export function unknownPromotion(id: number): DeskError {
  return new DeskError(
    'not-found',
    'promotion/unknown',
    { zh: '没有这条商户广播，请回到列表重新选。', en: 'There is no such promotion. Choose it from the list again.' },
    { facts: { id } },
  );
}

const STANDS: Readonly<Record<PromotionState, Sentence>> = {
  requested: {
    zh: '还没有答复，请先批准、延后或谢绝。',
    en: 'Nobody has decided yet. Approve it, put it off or refuse it first.',
  },
  deferred: { zh: '已延后，请先批准或谢绝。', en: 'It was put off. Approve or refuse it first.' },
  approved: { zh: '已经批准了，要取消请按“撤回”。', en: 'It is approved already. To cancel it, withdraw it.' },
  running: { zh: '已经开始播了，要取消请按“撤回”。', en: 'It is being aired already. To cancel it, withdraw it.' },
  done: { zh: '已经播完了，需要再播请重新登记。', en: 'It is over. Register it anew to air it again.' },
  refused: { zh: '已经谢绝了，需要的话请重新登记。', en: 'It was refused. Register it anew if it is needed.' },
  withdrawn: { zh: '已经撤回了，需要的话请重新登记。', en: 'It was withdrawn. Register it anew if it is needed.' },
  expired: {
    zh: '要播的时段已经过了，请换时段重新登记。',
    en: 'Its window is over. Register it anew with another one.',
  },
};

/** The answer to a touch that does not fit the state. */
export function wrongState({ state }: Promotion): DeskError {
  return new DeskError('wrong-state', 'promotion/wrong-state', STANDS[state], { facts: { state } });
}

const VERBS: Readonly<Record<Decision, Sentence>> = {
  approve: { zh: '批准', en: 'approving' },
  refuse: { zh: '谢绝', en: 'refusing' },
  defer: { zh: '延后', en: 'putting off' },
};
const POSTS: Readonly<Record<string, Sentence>> = {
  clerk: { zh: '客服', en: 'a clerk' },
  'shift-lead': { zh: '值班长', en: 'a shift lead' },
  supervisor: { zh: '主管', en: 'a supervisor' },
};

/** The answer to somebody without the post. */
export function needsPost(decision: Decision, allowed: readonly string[], clause: string): DeskError {
  const posts = allowed.flatMap((post) => POSTS[post] ?? []);
  return new DeskError(
    'forbidden',
    'promotion/needs-post',
    {
      zh: `${VERBS[decision].zh}要${posts.map(({ zh }) => zh).join('或')}来做，请输工号和密码。`,
      en: `For ${VERBS[decision].en} ${posts.map(({ en }) => en).join(' or ')} is needed. Please enter number and PIN.`,
    },
    { facts: { clause } },
  );
}

/** The answer to whoever entered it. */
export function ownEntry(clause: string): DeskError {
  return new DeskError(
    'forbidden',
    'promotion/own-entry',
    {
      zh: '自己登记的不能自己批，请另一位值班长或主管输工号和密码。',
      en: 'What one has entered oneself another must approve. Please let another shift lead or supervisor enter number and PIN.',
    },
    { facts: { clause } },
  );
}
