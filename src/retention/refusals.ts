import { DeskError } from '../ports/desk-error.ts';
import type { ListState } from './rules.ts';

export function unknownList(id: number): DeskError {
  return new DeskError(
    'not-found',
    'retention/unknown',
    {
      zh: '没有这份销毁清单，请回到列表重新选。',
      en: 'There is no such destruction list. Choose it from the list again.',
    },
    { facts: { id } },
  );
}

export function unknownEntry(number: string): DeskError {
  return new DeskError(
    'not-found',
    'retention/unknown-entry',
    { zh: '清单上没有这一项，请刷新后重新选。', en: 'This is not on the list. Look at the list again.' },
    { facts: { number } },
  );
}

/** The clock decides what is past its time: one that nobody vouches for destroys nothing. */
export function clockUnsure(): DeskError {
  return new DeskError('wrong-state', 'retention/clock-unsure', {
    zh: '时钟还没有校准。请先到“广播 → 总台 → 日程”确认时间，再来列清单或销毁。',
    en: 'Nobody vouches for the clock. Confirm the time under Broadcast → Board → Schedule first, then list or destroy.',
  });
}

export function nothingDue(clause: string): DeskError {
  return new DeskError(
    'wrong-state',
    'retention/nothing-due',
    { zh: '没有到期的记录，不用列清单。', en: 'Nothing is past its time. There is nothing to list.' },
    { facts: { clause } },
  );
}

export function listUnderWay(number: string): DeskError {
  return new DeskError(
    'wrong-state',
    'retention/under-way',
    {
      zh: `${number} 还没办完，请先办完或谢绝它。`,
      en: `${number} is still under way. Finish it or refuse it first.`,
    },
    { facts: { number } },
  );
}

export function needsPost(clause: string): DeskError {
  return new DeskError(
    'forbidden',
    'retention/needs-post',
    {
      zh: '销毁要主管或人事来批，请输工号和密码。',
      en: 'Destroying takes a supervisor or HR. Please enter number and PIN.',
    },
    { facts: { clause } },
  );
}

export function samePerson(clause: string): DeskError {
  return new DeskError(
    'forbidden',
    'retention/same-person',
    {
      zh: '要两个人批：这一位已经批过了，请另一位主管或人事输工号和密码。',
      en: 'Two people approve, and this one has already. Another supervisor or HR please enter number and PIN.',
    },
    { facts: { clause } },
  );
}

export function needsReason(): DeskError {
  return new DeskError(
    'invalid',
    'retention/reason',
    { zh: '请写原因，日后要查。', en: 'Please write the reason. Somebody will ask for it later.' },
    { field: 'reason' },
  );
}

export function notPrinted(): DeskError {
  return new DeskError('wrong-state', 'retention/not-printed', {
    zh: '清单还没有全部印出来，请先到“更多 → 打印记录”处理。',
    en: 'The list is not all out of the printer yet. See to it under More → Papers first.',
  });
}

const STANDS: Readonly<Record<ListState, { readonly zh: string; readonly en: string }>> = {
  proposed: { zh: '还要两个人批准。', en: 'Two people have to approve it first.' },
  'approved-once': { zh: '还要另一个人批准。', en: 'Another person has to approve it first.' },
  approved: { zh: '已经批准，请印出来签字。', en: 'It is approved. Have the printed list signed.' },
  printed: { zh: '已经签字，可以销毁。', en: 'It is signed and can be destroyed.' },
  purging: { zh: '正在销毁，停不下来了。', en: 'It is being destroyed and cannot be stopped.' },
  wiping: { zh: '已经销毁了。', en: 'It is destroyed already.' },
  done: { zh: '已经销毁了。', en: 'It is destroyed already.' },
  refused: { zh: '已经谢绝了，请重新列清单。', en: 'It was refused. List anew.' },
  withdrawn: { zh: '已经作废了，请重新列清单。', en: 'It was withdrawn. List anew.' },
};

/** The answer to a touch that does not fit the state. */
export function wrongState(state: ListState): DeskError {
  return new DeskError('wrong-state', 'retention/wrong-state', STANDS[state], { facts: { state } });
}
