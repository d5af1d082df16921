import { DeskError } from '../ports/desk-error.ts';

export const noSuchPerson = (): DeskError =>
  new DeskError('not-found', 'staff/no-such-person', {
    zh: '找不到这个人，请在名单里再选一次。',
    en: 'There is no such person. Please choose from the list again.',
  });

export const noSuchCard = (): DeskError =>
  new DeskError('not-found', 'staff/no-such-card', {
    zh: '没有登记过这张卡，请先发卡。',
    en: 'This card is not registered. Please issue it first.',
  });

export const wrongField = (field: string, zh: string, en: string): DeskError =>
  new DeskError('invalid', `staff/wrong-${field}`, { zh, en }, { field });

export const administratorsOnly = (): DeskError =>
  new DeskError(
    'forbidden',
    'staff/administrators-only',
    { zh: '这件事要由管理员来做。', en: 'An administrator has to do this.' },
    { facts: { needs: 'administrator' } },
  );
