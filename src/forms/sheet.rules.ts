import type { Grade } from '../roster/rules.ts';
import type { FormState } from './rules.ts';

/** Somebody who has to sign, as the rules had it when the form was filled in. */
export interface ChainPlace {
  readonly id: string;
  readonly zh: string;
  readonly en: string;
  readonly posts: readonly string[];
  readonly grades: readonly Grade[];
}

export const STEP_KINDS = [
  'filled',
  /** Allowed by word of mouth; the paper comes later. */
  'oral',
  'printed',
  'signed',
  'refused',
  /** A document was seen. */
  'document',
  /** Handed in at the desk. */
  'desk',
  'hr',
  'withdrawn',
  /** An earlier step was written down wrongly. */
  'struck',
] as const;
export type StepKind = (typeof STEP_KINDS)[number];

/** One thing that happened to a sheet; never changed, only struck by a later one. */
export interface FormStep {
  readonly id: number;
  readonly kind: StepKind;
  /** Who signed, refused, or allowed it by word of mouth. */
  readonly personId: number | null;
  readonly document: string | null;
  readonly strikes: number | null;
  readonly note: string;
  /** Who said so: `staff:7`, `system`. */
  readonly saidBy: string;
  readonly atMs: number;
}

export const PLACES = ['unprinted', 'person', 'desk', 'hr'] as const;
/** Where the sheet is; `person`: with whoever fills it in or signs it. */
export type Place = (typeof PLACES)[number];

/** What the steps of a sheet come to. */
export interface SheetStand {
  readonly state: FormState;
  readonly place: Place;
  /** Signatures in the order of the chain. */
  readonly signed: readonly FormStep[];
  /** Whose signature comes next; `undefined` when none does. */
  readonly next: ChainPlace | undefined;
  /** Ids of the documents that were seen. */
  readonly documents: readonly string[];
}

/** Goes through the steps of a sheet; what was struck counts for nothing. */
export function standOf(chain: readonly ChainPlace[], steps: readonly FormStep[]): SheetStand {
  const valid = standing(steps);
  const has = (kind: StepKind): boolean => valid.some((step) => step.kind === kind);
  const signed = valid.filter(({ kind }) => kind === 'signed');
  const state = has('withdrawn')
    ? 'withdrawn'
    : has('refused')
      ? 'refused'
      : signed.length >= chain.length
        ? 'confirmed'
        : 'open';
  return {
    state,
    place: has('hr') ? 'hr' : has('desk') ? 'desk' : has('printed') ? 'person' : 'unprinted',
    signed,
    next: state === 'open' ? chain[signed.length] : undefined,
    documents: valid.flatMap(({ kind, document }) => (kind === 'document' && document !== null ? [document] : [])),
  };
}

/** The steps that no later one strikes. */
export function standing(steps: readonly FormStep[]): readonly FormStep[] {
  const struck = new Set(steps.map(({ strikes }) => strikes));
  return steps.filter(({ id, kind }) => kind !== 'struck' && !struck.has(id));
}

const STRIKABLE: readonly StepKind[] = ['signed', 'refused', 'document', 'desk', 'hr'];

/** The step that can be struck now: the last one of those people write down; earlier ones only after it. */
export function strikable(steps: readonly FormStep[]): FormStep | undefined {
  const last = standing(steps).findLast(({ kind }) => kind !== 'printed');
  return last !== undefined && STRIKABLE.includes(last.kind) ? last : undefined;
}

/** Whether somebody may sign at a place: by post or by grade. */
export function maySign(
  { posts, grades }: ChainPlace,
  who: { readonly posts: readonly string[]; readonly grade: Grade },
): boolean {
  return grades.includes(who.grade) || who.posts.some((post) => posts.includes(post));
}

/** Not at the desk in time. */
export function isOverdue(
  { state, place }: Pick<SheetStand, 'state' | 'place'>,
  dueDay: string,
  today: string,
): boolean {
  return state !== 'withdrawn' && (place === 'unprinted' || place === 'person') && today > dueDay;
}
