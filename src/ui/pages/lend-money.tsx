import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { showPhone } from '../desk/idle.ts';
import { yuan } from '../desk/money-text.ts';
import { keyboard } from '../keyboard/open-keyboard.ts';
import { Button, Lamp, Money, Pick, TextField } from '../kit/kit.ts';
import { w } from '../words/lend-words.ts';
import { t } from '../words/t.ts';
import type { StepParts } from './lend-parts.ts';

const longestPhone = 20;
const phoneShape = /^[0-9+\- ]{2,20}$/;

/** Step 1: the amount, which umbrella, whose card, and a phone if the customer likes. */
export function MoneyStep({ loan, stock, doing, step }: StepParts) {
  const looksEmpty = stock?.cabinet.some((door) => door.number === loan.door && door.occupied === false) === true;
  const details = (body: object): Promise<boolean> => step('details', `/api/loans/${loan.id}/details`, body);
  return (
    <div class="money">
      <Money label={w('lend.takeLabel')} fen={loan.depositFen} note={w('lend.takeNote')} />
      <ul class="rows">
        <li>
          <span>{w('lend.umbrella')}</span>
          <b>
            {loan.door === null
              ? w('lend.behind', { number: loan.item.number })
              : w('lend.inDoor', { number: loan.item.number, door: loan.door })}
            {looksEmpty && <span class="label doubt">{w('lend.looksEmpty')}</span>}
          </b>
          <button
            type="button"
            class="act"
            disabled={doing.busy.value !== undefined}
            onClick={() => void step('another', `/api/loans/${loan.id}/another`)}
          >
            {w('lend.another')}
          </button>
        </li>
        <li>
          <span>{w('lend.card')}</span>
          {loan.card === null ? (
            <>
              <em>{w('lend.tapCard')}</em>
              <Lamp state="off" />
            </>
          ) : (
            <>
              <b>{w('lend.cardRead', { label: loan.card.label })}</b>
              <button type="button" class="act" onClick={() => void details({ depositCard: null })}>
                {w('lend.withoutCard')}
              </button>
              <Lamp state="done" />
            </>
          )}
        </li>
        <PhoneRow phone={loan.phone} onSave={(phone) => details({ phone })} />
      </ul>
    </div>
  );
}

interface PhoneRowProps {
  readonly phone: string | null;
  readonly onSave: (phone: string) => Promise<boolean>;
}

// Saved when the keyboard goes away: no button of its own.
function PhoneRow({ phone, onSave }: PhoneRowProps) {
  const typing = useSignal<string | undefined>(undefined);
  const up = useSignal(false);
  useEffect(
    () =>
      keyboard.subscribe((now) => {
        if (now !== undefined) {
          up.value = typing.peek() !== undefined;
          return;
        }
        const typed = typing.peek()?.trim();
        if (!up.peek() || typed === undefined) return;
        up.value = false;
        if (typed === '') typing.value = undefined;
        else if (phoneShape.test(typed))
          void onSave(typed).then((saved) => {
            if (saved) typing.value = undefined;
          });
      }),
    [onSave],
  );
  if (typing.value !== undefined)
    return (
      <li class="typing">
        <span>{w('lend.phone')}</span>
        <Focused>
          <TextField
            label={w('lend.phone')}
            hideLabel
            layout="numbers"
            maxLength={longestPhone}
            value={typing.value}
            onInput={(value) => (typing.value = value)}
          />
        </Focused>
        <Pick icon="x" label={t('action.cancel')} onPress={() => (typing.value = undefined)} />
      </li>
    );
  return (
    <li>
      <span>{w('lend.phone')}</span>
      {phone === null ? <em>{w('lend.phoneOptional')}</em> : <b>{phone.includes('*') ? phone : showPhone(phone)}</b>}
      <button type="button" class="act" onClick={() => (typing.value = '')}>
        {w(phone === null ? 'lend.fillIn' : 'lend.change')}
      </button>
    </li>
  );
}

/** Puts the caret into the field inside as soon as it is there, which brings the keyboard. */
export function Focused({ children }: { readonly children: preact.ComponentChildren }) {
  return (
    <div class="grow" ref={(box: HTMLDivElement | null) => focusOnce(box)}>
      {children}
    </div>
  );
}

const focused = new WeakSet<Element>();

function focusOnce(box: HTMLDivElement | null): void {
  if (box === null || focused.has(box)) return;
  focused.add(box);
  box.querySelector('input')?.focus();
}

/** 取消 and the amount. */
export function MoneyActs({ loan, doing, step, onCancel }: StepParts & { readonly onCancel: () => void }) {
  const amount = { yuan: yuan(loan.depositFen) };
  const busy = doing.busy.value;
  return (
    <>
      <Button look="quiet" disabled={busy !== undefined} onPress={onCancel}>
        {t('action.cancel')}
      </Button>
      <Button
        look="main"
        push
        busy={busy === 'deposit-taken'}
        onPress={() => void step('deposit-taken', `/api/loans/${loan.id}/deposit-taken`)}
      >
        {loan.door === null ? w('lend.taken', amount) : w('lend.takenOpen', amount)}
      </Button>
    </>
  );
}
