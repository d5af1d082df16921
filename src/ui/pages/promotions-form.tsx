import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { useLocation } from 'wouter-preact';
import type { PromotionOptions, Shop } from '../../promotions/rules.ts';
import type { WordingWarning } from '../../promotions/wording.rules.ts';
import { command, get } from '../desk/api.ts';
import { useAsked } from '../desk/ask-again.ts';
import { Button, ErrorLine, FormRow, Lamp, Pick, Picks, Sheet, Stepper, TextField } from '../kit/kit.ts';
import { w } from '../words/promotions-words.ts';
import { t } from '../words/t.ts';
import { say } from '../words/words.ts';
import { useDoing, useLive } from './lend-live.ts';
import { PlanTimes } from './promotions-one.tsx';
import { bodyOf, clearTyped, clockOf, setTyped, typed } from './promotions-state.ts';
import { ZoneKey, ZoneSheet } from './zone-picks.tsx';

const longest = { shop: 40, name: 20, phone: 20 };
const halves = { first: 0, last: 47 };
/** Whole hours a shop may wish for. */
const hoursWished = ['10:00', '11:00', '12:00', '14:00', '15:00', '16:00', '17:00', '18:00', '19:00', '20:00'] as const;

/** A shop asks: who and what, then when; what it comes to is shown before it is registered. */
export function PromotionForm() {
  const options = useAsked<PromotionOptions>('/api/promotions/options').answer.value;
  const { step, zones } = typed.value;
  if (step === 'where') {
    const choose = (chosen: readonly string[]): void => setTyped({ zones: chosen });
    return <ZoneSheet chosen={zones} onChoose={choose} onClose={() => setTyped({ step: 'when' })} />;
  }
  return step === 'who' ? <WhoSheet options={options} /> : <WhenSheet options={options} />;
}

interface SheetProps {
  readonly options: PromotionOptions | undefined;
}

function WhoSheet({ options }: SheetProps) {
  const shops = useLive('shops', () => get<Shop[]>('/api/promotions/shops'), ['promotion']);
  const doing = useDoing();
  const { shop, contact, phone, zh, en } = typed.value;
  const most = options?.longestTextCharacters.value ?? 0;
  const left = Math.min(most - [...zh].length, most - [...en].length);
  const known = shops.value.value ?? [];
  const listed = known.find(({ name }) => name === shop.trim());
  const keep = (): void =>
    void doing.run('keep', async () => {
      if (listed === undefined) {
        const optional = { ...(contact === '' ? {} : { contact }), ...(phone === '' ? {} : { phone }) };
        await command('POST', '/api/promotions/shops', { name: shop, ...optional });
      } else await command('DELETE', `/api/promotions/shops/${listed.id}`);
      await shops.reload();
    });
  return (
    <Sheet
      title={w('form.who')}
      stage="promotions who"
      acts={
        <>
          <Button look="quiet" icon="back" href="/broadcast/promotions">
            {t('action.back')}
          </Button>
          {shop + zh + en !== '' && (
            <Button look="quiet" onPress={clearTyped}>
              {w('form.clear')}
            </Button>
          )}
          {shop.trim() !== '' && (
            <Button look="quiet" busy={doing.busy.value === 'keep'} onPress={keep}>
              {w(listed === undefined ? 'form.keep' : 'form.drop')}
            </Button>
          )}
          <span class="label">{w('form.left', { n: Math.max(0, left) })}</span>
          <Button
            look="main"
            push
            disabled={bodyOf(typed.value) === undefined || left < 0}
            onPress={() => setTyped({ step: 'when' })}
          >
            {w('form.next')}
          </Button>
        </>
      }
    >
      <div class="trio">
        <TextField
          label={w('form.shop')}
          placeholder={w('form.shopPlace')}
          value={shop}
          maxLength={longest.shop}
          onInput={(text) => setTyped({ shop: text })}
        />
        <TextField
          label={w('form.contact')}
          placeholder={w('form.optional')}
          value={contact}
          maxLength={longest.name}
          onInput={(text) => setTyped({ contact: text })}
        />
        <TextField
          label={w('form.phone')}
          layout="numbers"
          placeholder={w('form.optional')}
          value={phone}
          maxLength={longest.phone}
          onInput={(text) => setTyped({ phone: text.replace(/[^0-9+ -]/g, '') })}
        />
      </div>
      <ErrorLine error={doing.failed.value ?? shops.failed.value} />
      {known.length > 0 && (
        <div class="shops">
          <Picks
            label={w('form.shop')}
            choices={known.map(({ name }) => ({ value: name, label: name }))}
            value={shop}
            onPick={(name) => {
              const chosen = known.find((one) => one.name === name);
              setTyped({ shop: name, contact: chosen?.contact ?? '', phone: chosen?.phone ?? '' });
            }}
          />
        </div>
      )}
      <TextField
        label={w('form.zh')}
        placeholder={w('form.zhPlace')}
        lines={2}
        value={zh}
        maxLength={most}
        onInput={(text) => setTyped({ zh: text })}
      />
      <TextField
        label={w('form.en')}
        layout="english"
        value={en}
        maxLength={most}
        onInput={(text) => setTyped({ en: text })}
      />
    </Sheet>
  );
}

interface Draft {
  readonly plan: readonly number[];
  readonly warnings: readonly WordingWarning[];
}

function WhenSheet({ options }: SheetProps) {
  const form = typed.value;
  const [, goTo] = useLocation();
  const doing = useDoing();
  const draft = useSignal<{ readonly of: string; readonly made: Draft } | undefined>(undefined);
  const problem = useSignal<unknown>(undefined);
  const asked = JSON.stringify(bodyOf(form));
  useEffect(() => {
    let left = false;
    problem.value = undefined;
    command<Draft>('POST', '/api/promotions/draft', JSON.parse(asked)).then(
      (made) => {
        if (!left) draft.value = { of: asked, made };
      },
      (thrown: unknown) => {
        if (!left) problem.value = thrown;
      },
    );
    return () => {
      left = true;
    };
  }, [asked]);
  const shown = draft.value?.of === asked ? draft.value.made : undefined;
  const register = (): void =>
    void doing.run('register', async () => {
      const { id } = await command<{ id: number }>('POST', '/api/promotions', bodyOf(form));
      clearTyped();
      goTo(`/broadcast/promotions/${id}`);
    });
  return (
    <Sheet
      title={w('form.when')}
      stage="promotions when"
      acts={
        <>
          <Button look="quiet" icon="back" onPress={() => setTyped({ step: 'who' })}>
            {w('form.who')}
          </Button>
          <ZoneKey chosen={form.zones} onPress={() => setTyped({ step: 'where' })} />
          <Button
            look="main"
            push
            icon="check"
            busy={doing.busy.value === 'register'}
            disabled={shown === undefined || shown.plan.length === 0}
            onPress={register}
          >
            {w('form.register')}
          </Button>
        </>
      }
    >
      <div class="fields">
        <FormRow label={w('form.from')}>
          <Picks
            label={w('form.from')}
            choices={[
              { value: 0, label: w('form.today') },
              { value: 1, label: w('form.tomorrow') },
              { value: 2, label: w('form.after') },
            ]}
            value={form.startsIn}
            onPick={(startsIn) => setTyped({ startsIn })}
          />
        </FormRow>
        <FormRow label={w('form.hours')}>
          <Stepper
            value={form.fromHalf}
            text={clockOf(form.fromHalf)}
            min={halves.first}
            max={form.toHalf - 1}
            onChange={(fromHalf) => setTyped({ fromHalf })}
          />
          <Stepper
            value={form.toHalf}
            text={clockOf(form.toHalf)}
            min={form.fromHalf + 1}
            max={halves.last}
            onChange={(toHalf) => setTyped({ toHalf })}
          />
        </FormRow>
        <FormRow label={w('form.times')}>
          <Stepper
            value={form.days}
            text={w('form.dayCount', { n: form.days })}
            min={1}
            max={options?.longestWindowDays.value ?? 1}
            onChange={(days) => setTyped({ days })}
          />
          <Stepper
            value={form.times}
            text={w('form.timesCount', { n: form.times })}
            min={1}
            max={options?.mostTimes.value ?? 1}
            onChange={(times) => setTyped({ times })}
          />
        </FormRow>
        <FormRow label={w('form.wished')}>
          <div class="picks wished">
            {hoursWished.map((time) => (
              <Pick
                key={time}
                pressed={form.wished.includes(time)}
                onPress={() =>
                  setTyped({
                    wished: form.wished.includes(time)
                      ? form.wished.filter((other) => other !== time)
                      : [...form.wished, time],
                  })
                }
              >
                {time.replace(':00', '')}
              </Pick>
            ))}
          </div>
        </FormRow>
      </div>
      <div class="comes">
        <ErrorLine error={doing.failed.value ?? problem.value} />
        {shown !== undefined && <Comes draft={shown} times={form.times} />}
      </div>
    </Sheet>
  );
}

function Comes({ draft: { plan, warnings }, times }: { readonly draft: Draft; readonly times: number }) {
  return (
    <>
      <b>{plan.length === 0 ? w('form.planNone') : w('form.plan')}</b>
      <PlanTimes plan={plan} />
      {plan.length > 0 && plan.length < times && <p class="need">{w('form.planShort', { n: plan.length })}</p>}
      {warnings.map(({ word, clause, says }) => (
        <p key={word} class="warn">
          <Lamp state="need" />
          <span>
            {`${w('one.warn')} “${word}”`}
            <span class="label">{`${say(says)}（${clause}）`}</span>
          </span>
        </p>
      ))}
    </>
  );
}
