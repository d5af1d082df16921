import type { Desk } from '../journal/desk.ts';
import type { FormFact } from './rules.ts';
import { type FormStore, openFormStore } from './store.ts';

/** The forms room. */
export interface Forms {
  readonly desk: Desk;
  readonly store: FormStore;
}

export function openForms(desk: Desk): Forms {
  return { desk, store: openFormStore(desk.database) };
}

/** Every form of a person, refused and withdrawn ones too, that is about a day between these two (both included), oldest first. */
export function formsTouching(
  { store }: Forms,
  personId: number,
  fromDay: string,
  untilDay: string,
): readonly FormFact[] {
  return store.touching(personId, fromDay, untilDay);
}
