import { DeskError } from '../ports/desk-error.ts';

export function noSuchFlag(): DeskError {
  return new DeskError('not-found', 'proxy-audit/no-such-flag', {
    zh: '没有这条疑点，请从列表里选。',
    en: 'There is no such flag. Please choose from the list.',
  });
}

export function noSuchList(): DeskError {
  return new DeskError('not-found', 'proxy-audit/no-such-list', {
    zh: '这一周没有抽查名单。',
    en: 'There is no list of that week.',
  });
}

export function notOnList(): DeskError {
  return new DeskError('not-found', 'proxy-audit/not-on-list', {
    zh: '名单上没有这个人，请从名单里选。',
    en: 'This person is not on the list. Please choose from it.',
  });
}

export function alreadyDrawn(): DeskError {
  return new DeskError('wrong-state', 'proxy-audit/already-drawn', {
    zh: '本周已经抽过了，一周只抽一次。',
    en: 'This week’s list is drawn already. It is drawn once a week.',
  });
}

export function nobodyRostered(): DeskError {
  return new DeskError('wrong-state', 'proxy-audit/nobody-rostered', {
    zh: '本周没有排班的人，抽不出名单。先去排班。',
    en: 'Nobody is rostered this week, so there is nobody to draw. See to the roster first.',
  });
}

export function weekOver(): DeskError {
  return new DeskError('wrong-state', 'proxy-audit/week-over', {
    zh: '这一周已经过去，请在本周的名单上记。',
    en: 'That week is over. Please use this week’s list.',
  });
}

export function ownCheck(): DeskError {
  return new DeskError('forbidden', 'proxy-audit/own-check', {
    zh: '不能查自己在不在，请另一位来查。',
    en: 'Nobody looks for themselves. Please ask somebody else.',
  });
}

export function ownFlag(): DeskError {
  return new DeskError('forbidden', 'proxy-audit/own-flag', {
    zh: '这条疑点与您有关，请另一位主管或人事来看。',
    en: 'This is about you. Please ask another supervisor or HR.',
  });
}

export function flagChanged(incidents: number): DeskError {
  return new DeskError(
    'wrong-state',
    'proxy-audit/flag-changed',
    {
      zh: '刚刚又多了证据，请刷新页面，看清后再决定。',
      en: 'There is more evidence meanwhile. Please open the page again and look before deciding.',
    },
    { facts: { incidents } },
  );
}

export function reasonMissing(): DeskError {
  return new DeskError(
    'invalid',
    'proxy-audit/reason-missing',
    { zh: '不成立要写明原因。', en: 'Please say why it is dismissed.' },
    { field: 'reason' },
  );
}

export function noIncident(): DeskError {
  return new DeskError(
    'invalid',
    'proxy-audit/no-incident',
    { zh: '请先选哪几次算代打卡。', en: 'Please choose which of the punches were made for another.' },
    { field: 'incidents' },
  );
}

export function wrongOther(): DeskError {
  return new DeskError(
    'invalid',
    'proxy-audit/wrong-other',
    { zh: '请从列表里选另一个人，不能选本人。', en: 'Please choose another person from the list.' },
    { field: 'withPersonId' },
  );
}
