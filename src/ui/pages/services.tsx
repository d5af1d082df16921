import './services.css';
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { PaidService, PayMethod, PriceList, Quote, ReceiptView } from '../../receipts/rules.ts';
import { command, get } from '../desk/api.ts';
import { yuan } from '../desk/money-text.ts';
import { Button, ErrorLine, Picks, Say, Sheet, Slot, Stepper, TextField } from '../kit/kit.ts';
import { w } from '../words/services-words.ts';
import { t } from '../words/t.ts';
import { say } from '../words/words.ts';
import { CounterOnly } from './lend-gate.tsx';
import { useDoing, useLive } from './lend-live.ts';
import { ReceiptIssued } from './receipts-issued.tsx';
import { MoneyReceived } from './services-change.tsx';
import { Kinds } from './services-kinds.tsx';
import { fenOf } from './services-price.ts';

/** A line of the receipt being made; price and name only where the list has none. */
interface Line {
  readonly serviceId: string;
  readonly quantity: number;
  readonly price: string;
  readonly text: string;
}

const fenPerYuan = 100;
const longestText = 20;
const longestPrice = 8;

/** 服务 and today's receipts share the bar. */
export const serviceTabs = (current: 'services' | 'receipts') => [
  { label: w('services.title'), href: '/services', current: current === 'services' },
  { label: w('services.today'), href: '/receipts', current: current === 'receipts' },
];

/** Paid services: choose, say the price, take the money, print the receipt. */
export function ServicesPage() {
  return (
    <CounterOnly tabs={serviceTabs('services')}>
      <Selling />
    </CounterOnly>
  );
}

function Selling() {
  const lines = useSignal<readonly Line[]>([]);
  const at = useSignal(0);
  const methodId = useSignal<string | undefined>(undefined);
  const receivedFen = useSignal<number | undefined>(undefined);
  const changing = useSignal(false);
  const quote = useSignal<Quote | undefined>(undefined);
  const refused = useSignal<unknown>(undefined);
  const issued = useSignal<number | undefined>(undefined);
  const doing = useDoing();
  const list = useLive('services', () => get<PriceList>('/api/services'), []);
  const prices = list.value.value;
  const method = prices?.methods.find((each) => each.id === methodId.value) ?? prices?.methods[0];

  const asked = () => ({
    lines: lines.value.map(({ serviceId, quantity, price, text }) => {
      const typed = serviceOf(prices, serviceId)?.priceFen === undefined;
      const priceFen = fenOf(price);
      return {
        serviceId,
        quantity,
        ...(typed && priceFen !== undefined ? { priceFen } : {}),
        ...(typed && text.trim() !== '' ? { text: text.trim() } : {}),
      };
    }),
    methodId: method?.id,
    ...(receivedFen.value === undefined || method?.cash !== true ? {} : { receivedFen: receivedFen.value }),
  });
  const whole = lines.value.length > 0 && lines.value.every((line) => isPriced(prices, line));
  const question = whole && method !== undefined ? JSON.stringify(asked()) : '';

  useEffect(() => {
    if (question === '') {
      quote.value = undefined;
      refused.value = undefined;
      return;
    }
    let late = false;
    command<Quote>('POST', '/api/receipts/quote', JSON.parse(question)).then(
      (answer) => {
        if (late) return;
        quote.value = answer;
        refused.value = undefined;
      },
      (thrown: unknown) => {
        if (!late) refused.value = thrown;
      },
    );
    return () => {
      late = true;
    };
  }, [question]);

  const restart = (): void => {
    lines.value = [];
    at.value = 0;
    receivedFen.value = undefined;
    changing.value = false;
    issued.value = undefined;
    methodId.value = undefined;
  };
  const put = (line: Line): void => {
    const next = [...lines.value];
    next[at.value] = line;
    lines.value = next;
    receivedFen.value = undefined;
  };
  const drop = (): void => {
    lines.value = lines.value.filter((_, index) => index !== at.value);
    at.value = Math.max(0, lines.value.length - 1);
    receivedFen.value = undefined;
  };
  const collect = (): Promise<boolean> =>
    doing.run('collect', async () => {
      const saidTotalFen = quote.value?.totalFen;
      issued.value = (await command<ReceiptView>('POST', '/api/receipts', { ...asked(), saidTotalFen })).number;
    });

  if (issued.value !== undefined)
    return (
      <ReceiptIssued
        number={issued.value}
        tabs={serviceTabs('services')}
        onNext={restart}
        {...(quote.value === undefined ? {} : { said: say(quote.value.sayChange) })}
      />
    );

  const current = lines.value[at.value];
  const service = serviceOf(prices, current?.serviceId);
  const total = quote.value?.totalFen;
  return (
    <Sheet
      tabs={serviceTabs('services')}
      stage="services"
      acts={
        <>
          {lines.value.length === 0 ? (
            <Button look="quiet" href="/">
              {t('action.cancel')}
            </Button>
          ) : (
            <Button look="quiet" onPress={restart}>
              {w('services.restart')}
            </Button>
          )}
          {changing.value ? (
            <Button onPress={() => (changing.value = false)}>{w('services.backToList')}</Button>
          ) : (
            <>
              <Button
                disabled={!whole || lines.value.length >= (prices?.mostLines ?? 1)}
                onPress={() => (at.value = lines.value.length)}
              >
                {w('services.add')}
              </Button>
              {lines.value.length === 0 && <LastReceipt />}
              {method?.cash === true && total !== undefined && (
                <Button onPress={() => (changing.value = true)}>{w('services.change')}</Button>
              )}
            </>
          )}
          <Button
            look="main"
            push
            busy={doing.busy.value === 'collect'}
            disabled={quote.value === undefined || refused.value !== undefined || !whole}
            onPress={() => void collect()}
          >
            {total === undefined || !whole ? w('services.choose') : w('services.collect', { yuan: yuan(total) })}
          </Button>
        </>
      }
    >
      <div class="left">
        {changing.value && quote.value !== undefined ? (
          <MoneyReceived
            totalFen={quote.value.totalFen}
            receivedFen={receivedFen.value}
            changeFen={quote.value.changeFen}
            onReceived={(fen) => (receivedFen.value = fen)}
          />
        ) : (
          <>
            {prices !== undefined && (
              <Kinds
                services={prices.services}
                chosen={current?.serviceId}
                onChoose={(serviceId) => put({ serviceId, quantity: 1, price: '', text: '' })}
              />
            )}
            {current !== undefined && service !== undefined ? (
              <>
                {service.priceFen === undefined && (
                  <div class="byhand">
                    <TextField
                      label={w('services.what')}
                      hideLabel
                      placeholder={w('services.what')}
                      maxLength={longestText}
                      value={current.text}
                      onInput={(text) => put({ ...current, text })}
                    />
                    <TextField
                      label={w('services.price')}
                      hideLabel
                      placeholder={w('services.price')}
                      layout="numbers"
                      maxLength={longestPrice}
                      value={current.price}
                      onInput={(price) => put({ ...current, price })}
                    />
                  </div>
                )}
                <div class="amount">
                  <Stepper
                    value={current.quantity}
                    min={1}
                    max={prices?.mostQuantity ?? 1}
                    text={w('services.count', { n: current.quantity, unit: say(service.unit) })}
                    onChange={(quantity) => put({ ...current, quantity })}
                  />
                  {lines.value.length > 1 && (
                    <button type="button" class="pick" onClick={drop}>
                      {w('services.drop')}
                    </button>
                  )}
                  <b class="total">
                    <small>¥</small>
                    {total === undefined ? '–' : (total / fenPerYuan).toFixed(2)}
                  </b>
                </div>
              </>
            ) : (
              <p class="hint">{w(lines.value.length === 0 ? 'services.first' : 'services.next')}</p>
            )}
          </>
        )}
        {refused.value !== undefined || doing.failed.value !== undefined || list.failed.value !== undefined ? (
          <ErrorLine error={doing.failed.value ?? refused.value ?? list.failed.value} />
        ) : (
          quote.value !== undefined && <Say>{say(changing.value ? quote.value.sayChange : quote.value.say)}</Say>
        )}
      </div>
      <div class="right">
        {quote.value?.picture != null ? (
          <Slot picture={quote.value.picture} fit />
        ) : (
          <div class="slot blank">
            <p>{w('services.preview')}</p>
          </div>
        )}
        {prices !== undefined && (
          <Picks
            label={w('services.method')}
            choices={prices.methods.map((each: PayMethod) => ({ value: each.id, label: say(each.name) }))}
            value={method?.id}
            onPick={(id) => {
              methodId.value = id;
              changing.value = false;
              receivedFen.value = undefined;
            }}
          />
        )}
      </div>
    </Sheet>
  );
}

function serviceOf(prices: PriceList | undefined, id: string | undefined): PaidService | undefined {
  return prices?.services.find((each) => each.id === id);
}

function isPriced(prices: PriceList | undefined, line: Line): boolean {
  return serviceOf(prices, line.serviceId)?.priceFen !== undefined || fenOf(line.price) !== undefined;
}

// Only before the first line: afterwards the row belongs to this customer.
function LastReceipt() {
  const last = useLive('last', () => get<ReceiptView | null>('/api/receipts/last'), ['print']);
  const receipt = last.value.value;
  if (receipt === undefined || receipt === null) return null;
  return <Button href={`/receipts/${receipt.number}`}>{w('services.last')}</Button>;
}
