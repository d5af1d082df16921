import { DeskError } from '../ports/desk-error.ts';

export function noSuchPerson(): DeskError {
  return new DeskError('not-found', 'roster/no-such-person', {
    zh: '没有这位员工，请从列表里选。',
    en: 'There is no such person. Please choose from the list.',
  });
}

export function noSuchPattern(): DeskError {
  return new DeskError(
    'invalid',
    'roster/no-such-pattern',
    { zh: '没有这种排班，请从列表里选。', en: 'There is no such pattern. Please choose from the list.' },
    { field: 'patternId' },
  );
}

export function noSuchPost(): DeskError {
  return new DeskError(
    'invalid',
    'roster/no-such-post',
    { zh: '没有这个岗位，请从列表里选。', en: 'There is no such post. Please choose from the list.' },
    { field: 'postId' },
  );
}

export function noSuchShift(): DeskError {
  return new DeskError(
    'invalid',
    'roster/no-such-shift',
    { zh: '没有这个班次，请从列表里选。', en: 'There is no such shift. Please choose from the list.' },
    { field: 'shiftIds' },
  );
}

export function wrongDay(field: string): DeskError {
  return new DeskError(
    'invalid',
    'roster/wrong-day',
    { zh: '没有这个日期，请写成 2026-12-01 这样。', en: 'There is no such date; write it as 2026-12-01.' },
    { field },
  );
}

export function nursingTooLong(months: number, clause: string): DeskError {
  return new DeskError(
    'invalid',
    'roster/nursing-too-long',
    {
      zh: `哺乳时间到孩子满一岁为止，最长 ${months} 个月（${clause}）。`,
      en: `The nursing hour ends when the child is one: ${months} months at most (${clause}).`,
    },
    { field: 'until' },
  );
}

export function othersRoster(): DeskError {
  return new DeskError('forbidden', 'roster/others', {
    zh: '这一页只给本人和主管、人事看。',
    en: 'Only the person, supervisors and HR see this page.',
  });
}
