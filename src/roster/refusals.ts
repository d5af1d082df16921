import { counted } from '../ports/counted.ts';
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
      en: `The nursing hour ends when the child is one: ${counted(months, 'month')} at most (${clause}).`,
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

export function importTooLarge(bytes: number): DeskError {
  return new DeskError(
    'invalid',
    'roster/import-too-large',
    {
      zh: `文件太大，最多 ${Math.floor(bytes / 1000)} KB。`,
      en: `The file is too large: ${Math.floor(bytes / 1000)} kB at most.`,
    },
    { field: 'bytes' },
  );
}

export function noSuchImport(): DeskError {
  return new DeskError('not-found', 'roster/no-such-import', {
    zh: '这个文件已经不在了，请重新选文件。',
    en: 'This file is not here any more. Please choose it again.',
  });
}

export function wrongPiece(): DeskError {
  return new DeskError(
    'invalid',
    'roster/wrong-piece',
    { zh: '文件没有传好，请重新选文件。', en: 'The file did not arrive well. Please choose it again.' },
    { field: 'at' },
  );
}

export function notAllThere(): DeskError {
  return new DeskError('wrong-state', 'roster/not-all-there', {
    zh: '文件还没有传完，请等一下，或者重新选文件。',
    en: 'The file is not all there yet. Wait, or choose it again.',
  });
}

export function importEmpty(): DeskError {
  return new DeskError(
    'invalid',
    'roster/import-empty',
    {
      zh: '这个文件是空的，里面什么也没有。请打开看一下，存好再选。',
      en: 'This file is empty: there is nothing in it. Open it, save it again, and choose it anew.',
    },
    { field: 'file' },
  );
}

export function refusedLines(): DeskError {
  return new DeskError('wrong-state', 'roster/refused-lines', {
    zh: '有几行不对，一行也没有写。请改好文件再导入。',
    en: 'Some lines are not right, so nothing was written. Put the file right and read it again.',
  });
}

export function rosterChanged(): DeskError {
  return new DeskError('wrong-state', 'roster/changed-meanwhile', {
    zh: '看过以后排班又变了，没有写。请再看一遍，再写入。',
    en: 'The roster has changed since you looked, so nothing was written. Look again before writing.',
  });
}
