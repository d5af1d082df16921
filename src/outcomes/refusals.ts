import { DeskError } from '../ports/desk-error.ts';

export function noSuchPerson(): DeskError {
  return new DeskError('not-found', 'outcomes/no-such-person', {
    zh: '没有这位员工，请从列表里选。',
    en: 'There is no such person. Please choose from the list.',
  });
}

export function noSuchDepartment(): DeskError {
  return new DeskError('not-found', 'outcomes/no-such-department', {
    zh: '这个月没有这个部门，请从列表里选。',
    en: 'There was no such department in that month. Please choose from the list.',
  });
}

export function noSuchTap(): DeskError {
  return new DeskError('not-found', 'outcomes/no-such-tap', {
    zh: '看本月的时间过了，请再刷一次卡。',
    en: 'The time to see your month is over. Please tap again.',
  });
}

export function noSuchMonth(): DeskError {
  return new DeskError('not-found', 'outcomes/no-such-month', {
    zh: '这个月还没有开始，请选过去的月份。',
    en: 'That month has not begun. Please choose a past one.',
  });
}

export function noSuchFinding(): DeskError {
  return new DeskError('not-found', 'outcomes/no-such-finding', {
    zh: '这一条现在已经没有了，请刷新页面再看。',
    en: 'This is not found any more. Please open the page again.',
  });
}

export function findingChanged(minutes: number): DeskError {
  return new DeskError(
    'wrong-state',
    'outcomes/finding-changed',
    {
      zh: '这一条刚刚变了，请刷新页面，看清后再决定。',
      en: 'This has changed meanwhile. Please open the page again and look before deciding.',
    },
    { facts: { minutes } },
  );
}

export function nothingToDecide(): DeskError {
  return new DeskError('wrong-state', 'outcomes/nothing-to-decide', {
    zh: '这一条不需要决定。',
    en: 'There is nothing to decide about this.',
  });
}

export function ownFinding(): DeskError {
  return new DeskError('forbidden', 'outcomes/own-finding', {
    zh: '不能决定自己的考勤，请另一位主管或人事来定。',
    en: 'Nobody decides on their own attendance. Please ask another supervisor or HR.',
  });
}

export function reasonMissing(): DeskError {
  return new DeskError(
    'invalid',
    'outcomes/reason-missing',
    { zh: '免除要写明原因。', en: 'Please say why it is excused.' },
    { field: 'reason' },
  );
}

export function othersMonth(): DeskError {
  return new DeskError('forbidden', 'outcomes/others-month', {
    zh: '只能看自己的考勤，其他人的请班长、主管或人事来看。',
    en: 'You can see your own month only. Shift leads, supervisors and HR see others’.',
  });
}

export function wrongRules(field: string, expected: string): DeskError {
  return new DeskError(
    'invalid',
    'outcomes/wrong-rules',
    { zh: `试算的规则 ${field} 不对，请改正。`, en: `The rule ${field} is not right: ${expected}` },
    { field },
  );
}

export function monthNotBegun(): DeskError {
  return new DeskError(
    'invalid',
    'outcomes/month-not-begun',
    { zh: '这个月还没有开始，请选过去的月份。', en: 'This month has not begun. Please choose a past one.' },
    { field: 'months' },
  );
}
