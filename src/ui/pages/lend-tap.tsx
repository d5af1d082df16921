import './lend-tap.css';
import { signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { useLocation } from 'wouter-preact';
import { cardTakers, onEvent } from '../desk/events.ts';
import type { CardShown, SlipShown } from '../desk/types.ts';
import { Icon } from '../kit/kit.ts';
import { w } from '../words/lend-words.ts';

/** A deposit card in the field. */
export type DepositCard = Extract<CardShown, { kind: 'deposit' }>;

/** What the customer showed for a loan, as `POST /api/loans/:id/return` takes it. */
export type Proof =
  | { readonly kind: 'code'; readonly code: string }
  | { readonly kind: 'card'; readonly cardId: string };

/** Proofs shown at this screen, by loan. A reload forgets them: the card is asked for again. */
export const proofs = signal<ReadonlyMap<number, Proof>>(new Map());

/** Remembers what was shown for a loan. */
export function showProof(loanId: number, proof: Proof): void {
  proofs.value = new Map(proofs.value).set(loanId, proof);
}

/** What was shown did not fit: it is asked for again. */
export function forgetProof(loanId: number): void {
  const kept = new Map(proofs.value);
  kept.delete(loanId);
  proofs.value = kept;
}

/** The page that takes a free deposit card for its own loan, while there is one. */
export const freeCardTaker = signal<((card: DepositCard) => void) | undefined>(undefined);

/** The loan being handed out on the lend page: its own card on the reader means nothing. */
export const handedOut = signal<number | undefined>(undefined);

const offered = signal<{ readonly loanId: number; readonly says: () => string } | undefined>(undefined);
/** True once somebody touched the stage of this page: then a card does not take the page away. */
const touched = signal(false);
const offerMs = 20_000;

/** The job of this page is done: a card may turn the page again. */
export function formIsDone(): void {
  touched.value = false;
}

/** True when a deposit card is answered here, so that the banner need not speak of it. */
export function takesDepositCard(card: CardShown): boolean {
  return card.kind === 'deposit' && (card.loanId !== undefined || freeCardTaker.value !== undefined);
}

/** A deposit card or slip with an umbrella out turns to its return; over a half-filled form it only offers to. */
export function DepositTaps() {
  const [path, navigate] = useLocation();
  useEffect(() => {
    touched.value = false;
    offered.value = undefined;
  }, [path]);
  useEffect(() => {
    const touch = (event: Event): void => {
      if (event.target instanceof Element && event.target.closest('.stage') !== null) touched.value = true;
    };
    addEventListener('pointerdown', touch, { capture: true, passive: true });
    return () => removeEventListener('pointerdown', touch, { capture: true });
  }, []);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const turnTo = (loanId: number, proof: Proof, says: () => string): void => {
      if (loanId === handedOut.value) return;
      showProof(loanId, proof);
      const page = `/return/${loanId}`;
      if (path === page) return;
      if (!touched.value) {
        navigate(page);
        return;
      }
      offered.value = { loanId, says };
      clearTimeout(timer);
      timer = setTimeout(() => {
        offered.value = undefined;
      }, offerMs);
    };
    const offs = [
      onEvent('card', (card: CardShown) => {
        if (cardTakers.value > 0 || card.kind !== 'deposit') return;
        const { loanId, cardId, label } = card;
        if (loanId === undefined) freeCardTaker.value?.(card);
        else turnTo(loanId, { kind: 'card', cardId }, () => w('lend.offer', { label }));
      }),
      onEvent('slip', (slip: SlipShown) => {
        if (slip.kind !== 'loan') return;
        const { loanId, code, itemNumber } = slip;
        turnTo(loanId, { kind: 'code', code }, () => w('lend.offerSlip', { number: itemNumber }));
      }),
    ];
    return () => {
      for (const off of offs) off();
      clearTimeout(timer);
    };
  }, [path, navigate]);
  const offer = offered.value;
  if (offer === undefined) return null;
  return (
    <aside class="offer" role="status">
      <Icon name="card" />
      <p>{offer.says()}</p>
      <button type="button" class="pick" onClick={() => navigate(`/return/${offer.loanId}`)}>
        {w('lend.offerGo')}
      </button>
      <button type="button" class="pick" onClick={() => (offered.value = undefined)}>
        {w('lend.offerLater')}
      </button>
    </aside>
  );
}
