import { DeskError } from '../ports/desk-error.ts';

export function noSuchRound(): DeskError {
  return new DeskError('not-found', 'post-room/no-such-round', {
    zh: '这一天没有这一项，请从收发表里选。',
    en: 'This is not due on that day. Please choose from the board.',
  });
}

export function noSuchDepartment(): DeskError {
  return new DeskError('not-found', 'post-room/no-such-department', {
    zh: '没有这个部门，请从收发表里选。',
    en: 'There is no such department. Please choose from the board.',
  });
}

export function alreadyTicked(): DeskError {
  return new DeskError('wrong-state', 'post-room/already-ticked', {
    zh: '已经有人记过收到了。',
    en: 'Somebody has ticked it already.',
  });
}

export function notTicked(): DeskError {
  return new DeskError('wrong-state', 'post-room/not-ticked', {
    zh: '还没有记过收到，不用撤。',
    en: 'Nobody has ticked it, so there is nothing to take back.',
  });
}

export function notToHr(): DeskError {
  return new DeskError('wrong-state', 'post-room/not-to-hr', {
    zh: '这一项不是送人事的。',
    en: 'This does not go to HR.',
  });
}

export function nothingToDeliver(): DeskError {
  return new DeskError('wrong-state', 'post-room/nothing-to-deliver', {
    zh: '没有要送的：都送过了，或者服务台没有单据。',
    en: 'There is nothing to deliver: all of it is delivered, or no sheet is at the desk.',
  });
}
