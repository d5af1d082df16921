import { DeskError, type Refusal } from '../ports/desk-error.ts';
import type { FormRefusal } from './asked.rules.ts';

/** A form that its rules refuse. */
export function refusedBy({ code, field, says, clause }: FormRefusal): DeskError {
  return new DeskError('invalid', `form/${code}`, says, { field, facts: { clause } });
}

/** What does not fit the form as it stands, with the clause where there is one. */
export function no(code: string, zh: string, en: string, clause?: string, refusal: Refusal = 'wrong-state'): DeskError {
  return new DeskError(refusal, `form/${code}`, { zh, en }, clause === undefined ? {} : { facts: { clause } });
}

export function noSuchForm(): DeskError {
  return no(
    'unknown',
    '没有这张单据，请核对编号。',
    'There is no such form. Check its number.',
    undefined,
    'not-found',
  );
}

export function noSuchPerson(): DeskError {
  return no(
    'no-such-person',
    '没有这位员工，请从列表里选。',
    'There is no such person. Please choose from the list.',
    undefined,
    'not-found',
  );
}

export function notYours(): DeskError {
  return no(
    'not-yours',
    '只能办自己的单据；别人的请前台办。',
    'Only your own forms; the desk does those of others.',
    undefined,
    'forbidden',
  );
}

export function isOver(number: string): DeskError {
  return no('over', `单据 ${number} 已经办结，不能再改。`, `Form ${number} is settled and changes no more.`);
}
