import { inForce } from '../../config/ruled.ts';
import type { PromotionRules } from '../../config/rules/promotions.ts';
import type { Broadcast } from '../broadcast/actions.ts';
import type { Change, Desk } from '../journal/desk.ts';
import type { DeskError } from '../ports/desk-error.ts';
import type { Sentence } from '../ports/device.ts';
import type { Paper, PaperPicture } from '../ports/receipt-printer.ts';
import { paperDate } from '../printing/letterhead.ts';
import { unknownPromotion } from './refusals.ts';
import type { Promotion, PromotionInput, PromotionStep, Who } from './rules.ts';
import { nextPromotion, OPEN_STATES } from './rules.ts';
import type { PromotionStore } from './store.ts';

/** What this room needs of others. */
export interface PromotionParts {
  /** The versions of config/rules/promotions.yaml. */
  readonly rules: readonly PromotionRules[];
  readonly broadcast: Broadcast;
  readonly identity: { readonly plaza: Sentence; readonly desk: Sentence };
  /** Queues a paper inside the caller's transaction. */
  queuePaper(change: Change, job: { document: string; subject: string; paper: Paper }): number;
  /** How a paper would look; `undefined` without a printer. */
  previewPaper(paper: Paper): PaperPicture | undefined;
  signature(actor: string): Who;
  /** How many jobs are open at the counter now. */
  openJobs(): number;
  /** Hears of what failed behind the scenes, for the service log. */
  report(error: unknown): void;
}

/** Shop promotions: asked for, decided on, aired, archived. */
export interface Promotions {
  readonly desk: Desk;
  readonly store: PromotionStore;
  readonly parts: PromotionParts;
  /** Why the air last refused an airing that waits, by its source; in memory only. */
  readonly refused: Map<string, DeskError>;
  /** Looks again at what is due. */
  wake(): void;
  /** Airs nothing any more. */
  stop(): void;
}

/** The part of the room that its actions need before it is open. */
export type PromotionRoom = Omit<Promotions, 'wake' | 'stop'>;

/** The rules in force today. */
export function rulesOf({ desk, parts }: Pick<Promotions, 'desk' | 'parts'>): PromotionRules {
  return inForce(parts.rules, paperDate(desk.clock.read().wallMs, desk.timeZone));
}

/** @throws DeskError `promotion/unknown` */
export function promotionOf({ store }: Pick<Promotions, 'store'>, id: number): Promotion {
  const found = store.byId(id);
  if (found === undefined) throw unknownPromotion(id);
  return found;
}

/** The names of the zones it is heard in; none: everywhere. */
export function placesOf({ parts }: Pick<Promotions, 'parts'>, { zones }: Pick<Promotion, 'zones'>): string[] {
  const known = parts.broadcast.publicAddress.zones ?? [];
  return zones.map((id) => known.find((one) => one.id === id)?.name.zh ?? id);
}

/** One step of a promotion's life inside the caller's transaction; `undefined` where the input does not fit. */
export function writeStep(
  { store }: Pick<Promotions, 'store'>,
  change: Change,
  promotion: Pick<Promotion, 'id' | 'number' | 'state'>,
  input: PromotionInput,
  body: Readonly<Record<string, string | number | null>> = {},
): PromotionStep | undefined {
  const step = nextPromotion(promotion.state, input);
  if (step === undefined) return undefined;
  const isOpen = OPEN_STATES.some((state) => state === step.state);
  store.setState(promotion.id, step.state, isOpen ? null : change.at.wallMs);
  change.record({
    kind: `promotions/${step.state}`,
    subject: subjectOf(promotion.id),
    body: { number: promotion.number, ...body },
  });
  tell(change, promotion.id);
  return step;
}

/** The screens hear of it after the commit. */
export function tell(change: Change, promotionId: number): void {
  change.publish({ name: 'promotion', payload: { promotionId } });
}

export const subjectOf = (id: number): string => `promotion:${id}`;
