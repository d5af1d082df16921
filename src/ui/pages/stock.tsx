import './stock.css';
import { useSignal } from '@preact/signals';
import type { StockItem, StockView } from '../../loans/stock.rules.ts';
import { command, get } from '../desk/api.ts';
import { mayDo } from '../desk/desk.ts';
import {
  Button,
  Cabinet,
  Empty,
  ErrorLine,
  FormRow,
  Lamp,
  type LampState,
  Pick,
  Picks,
  Sheet,
  TextField,
} from '../kit/kit.ts';
import { w } from '../words/stock-words.ts';
import { t } from '../words/t.ts';
import { doorsOf } from './lend-door.tsx';
import { CounterOnly } from './lend-gate.tsx';
import { useDoing, useLive } from './lend-live.ts';

type Condition = StockItem['condition'];
const whys = {
  damaged: ['stock.whyTorn', 'stock.whyRib', 'stock.whyWheel'],
  'in-stock': ['stock.whyRepaired', 'stock.whyFound'],
  retired: ['stock.whyBeyond', 'stock.whyGone'],
} as const;
const lamps: Readonly<Record<Condition, LampState>> = {
  'in-stock': 'done',
  'on-loan': 'wait',
  damaged: 'need',
  retired: 'off',
};
const longestNumber = 12;

/** What there is to lend: the cabinet, what stands behind the counter, what is out, broken or retired. */
export function StockPage() {
  return (
    <CounterOnly title={w('stock.title')}>
      <Stock />
    </CounterOnly>
  );
}

function Stock() {
  const live = useLive('stock', () => get<StockView>('/api/loans/stock'), ['loan', 'door', 'device']);
  const doing = useDoing();
  const itemId = useSignal<number | undefined>(undefined);
  const door = useSignal<number | undefined>(undefined);
  const adding = useSignal(false);
  const stock = live.value.value;
  const item = stock?.items.find((each) => each.id === itemId.value);
  const atDoor = stock?.cabinet.find((each) => each.number === door.value);
  const post = (name: string, path: string, body: object = {}): Promise<boolean> =>
    doing.run(name, async () => {
      await command('POST', path, body);
      await live.reload();
    });
  const close = (): void => {
    itemId.value = undefined;
    door.value = undefined;
    adding.value = false;
    doing.failed.value = undefined;
  };
  const open = (number: number): void => {
    close();
    const inside = stock?.items.find((each) => each.door === number && each.condition !== 'retired');
    const broken = stock?.cabinet.find((each) => each.number === number)?.fault != null;
    if (inside !== undefined && !broken) itemId.value = inside.id;
    else door.value = number;
  };
  const chosen = item !== undefined || atDoor !== undefined || adding.value;
  return (
    <Sheet
      title={w('stock.title')}
      stage="stock"
      acts={
        <>
          {chosen ? (
            <Button look="quiet" onPress={close}>
              {t('action.back')}
            </Button>
          ) : (
            <Button look="quiet" href="/money">
              {t('action.back')}
            </Button>
          )}
          {stock !== undefined && !chosen && (
            <p class="dayline">
              {w('stock.umbrellas', {
                here: stock.umbrellas.inStock,
                out: stock.umbrellas.out,
                bad: stock.umbrellas.damaged,
              })}
              <br />
              {w('stock.strollers', {
                here: stock.strollers.inStock,
                out: stock.strollers.out,
                bad: stock.strollers.damaged,
              })}
            </p>
          )}
          {!chosen && mayDo('shift-lead', 'supervisor') && (
            <Button look="main" push icon="plus" onPress={() => (adding.value = true)}>
              {w('stock.add')}
            </Button>
          )}
          {atDoor?.fault != null && (
            <Button
              look="main"
              push
              busy={doing.busy.value === 'repaired'}
              onPress={() =>
                void post('repaired', `/api/loans/doors/${atDoor.number}/repaired`).then((ok) => ok && close())
              }
            >
              {w('stock.doorWorks', { door: atDoor.number })}
            </Button>
          )}
        </>
      }
    >
      <ErrorLine error={doing.failed.value ?? live.failed.value} />
      {adding.value ? (
        <Adding
          stock={stock}
          busy={doing.busy.value !== undefined}
          onAdd={(body) => void post('add', '/api/loans/items', body).then((ok) => ok && close())}
        />
      ) : item !== undefined ? (
        <OneItem
          key={item.id}
          item={item}
          stock={stock}
          busy={doing.busy.value !== undefined}
          onCondition={(condition, why) =>
            void post('condition', `/api/loans/items/${item.id}/condition`, { condition, why }).then(
              (ok) => ok && close(),
            )
          }
          onMove={(to) =>
            void post('move', `/api/loans/items/${item.id}/compartment`, { door: to }).then((ok) => ok && close())
          }
        />
      ) : atDoor !== undefined && stock !== undefined ? (
        <OneDoor
          door={atDoor.number}
          fault={atDoor.fault !== null}
          loose={stock.items.filter((each) => isLoose(each))}
          onPut={(id) =>
            void post('move', `/api/loans/items/${id}/compartment`, { door: atDoor.number }).then((ok) => ok && close())
          }
        />
      ) : (
        stock !== undefined && (
          <>
            {stock.cabinet.length > 0 && <Cabinet doors={doorsOf(stock)} onDoor={open} />}
            <Loose
              items={stock.items.filter((each) => each.door === null && each.condition !== 'retired')}
              onItem={(id) => (itemId.value = id)}
            />
          </>
        )
      )}
    </Sheet>
  );
}

const isLoose = (item: StockItem): boolean =>
  item.kind === 'umbrella' && item.door === null && item.condition === 'in-stock';

const nameOf = (item: StockItem): string =>
  w(item.kind === 'umbrella' ? 'stock.umbrella' : 'stock.stroller', { number: item.number });

function Loose({ items, onItem }: { readonly items: readonly StockItem[]; readonly onItem: (id: number) => void }) {
  return (
    <ul class="loose" aria-label={w('stock.notInside')}>
      {items.map((item) => (
        <li key={item.id}>
          <button type="button" class="pick" onClick={() => onItem(item.id)}>
            <Lamp state={lamps[item.condition]} />
            {nameOf(item)}
            <span class="label">{w(`stock.${item.condition}`)}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}

interface OneItemProps {
  readonly item: StockItem;
  readonly stock: StockView | undefined;
  readonly busy: boolean;
  readonly onCondition: (condition: keyof typeof whys, why: string) => void;
  readonly onMove: (door: number | null) => void;
}

function OneItem({ item, stock, busy, onCondition, onMove }: OneItemProps) {
  const turning = useSignal<keyof typeof whys | undefined>(undefined);
  const lead = mayDo('shift-lead', 'supervisor');
  const states = (['in-stock', 'damaged', 'retired'] as const).filter((each) => each !== item.condition);
  const empty = (stock?.cabinet ?? []).filter(
    (each) => each.umbrella === null && each.loanId === null && each.fault === null,
  );
  return (
    <div class="one">
      <h2>
        <Lamp state={lamps[item.condition]} />
        {nameOf(item)}
        <small>
          {w(`stock.${item.condition}`)}
          {item.door !== null && w('stock.inDoor', { door: item.door })}
        </small>
      </h2>
      {item.loanId !== null && <p>{w('stock.onLoanNow')}</p>}
      {lead && item.loanId === null && (
        <>
          <FormRow label={w('stock.mark')}>
            <Picks
              label={w('stock.mark')}
              choices={states.map((value) => ({ value, label: w(`stock.to.${value}`) }))}
              value={turning.value}
              onPick={(value) => (turning.value = value)}
            />
          </FormRow>
          {turning.value !== undefined && (
            <FormRow label={w('stock.why')}>
              <div class="picks">
                {whys[turning.value].map((key) => (
                  <Pick
                    key={key}
                    disabled={busy}
                    onPress={() => turning.value !== undefined && onCondition(turning.value, w(key))}
                  >
                    {w(key)}
                  </Pick>
                ))}
              </div>
            </FormRow>
          )}
        </>
      )}
      {!lead && <p class="label">{w('stock.leadMarks')}</p>}
      {item.kind === 'umbrella' && item.loanId === null && item.condition === 'in-stock' && (
        <FormRow label={w('stock.place')}>
          <div class="picks">
            {item.door !== null && (
              <Pick disabled={busy} onPress={() => onMove(null)}>
                {w('stock.takenOut')}
              </Pick>
            )}
            {item.door === null &&
              empty.map((each) => (
                <Pick key={each.number} disabled={busy} onPress={() => onMove(each.number)}>
                  {w('stock.doorNo', { door: each.number })}
                </Pick>
              ))}
            {item.door === null && empty.length === 0 && <p>{w('stock.noEmpty')}</p>}
          </div>
        </FormRow>
      )}
    </div>
  );
}

interface OneDoorProps {
  readonly door: number;
  readonly fault: boolean;
  readonly loose: readonly StockItem[];
  readonly onPut: (itemId: number) => void;
}

function OneDoor({ door, fault, loose, onPut }: OneDoorProps) {
  return (
    <div class="one">
      <h2>
        <Lamp state={fault ? 'need' : 'off'} />
        {w('stock.door', { door })}
        <small>{w(fault ? 'stock.doorBad' : 'stock.doorEmpty')}</small>
      </h2>
      {fault ? (
        <p>{w('stock.doorHelp')}</p>
      ) : loose.length === 0 ? (
        <Empty icon="umbrella">{w('stock.nothingLoose')}</Empty>
      ) : (
        <FormRow label={w('stock.putIn')}>
          <div class="picks">
            {loose.map((item) => (
              <Pick key={item.id} onPress={() => onPut(item.id)}>
                {nameOf(item)}
              </Pick>
            ))}
          </div>
        </FormRow>
      )}
    </div>
  );
}

interface AddingProps {
  readonly stock: StockView | undefined;
  readonly busy: boolean;
  readonly onAdd: (body: { kind: 'umbrella' | 'stroller'; number: string; door: number | null }) => void;
}

function Adding({ stock, busy, onAdd }: AddingProps) {
  const kind = useSignal<'umbrella' | 'stroller'>('umbrella');
  const number = useSignal('');
  const door = useSignal<number>(0);
  const empty = (stock?.cabinet ?? []).filter((each) => each.umbrella === null && each.fault === null);
  return (
    <div class="one">
      <FormRow label={w('stock.kind')}>
        <Picks<'umbrella' | 'stroller'>
          label={w('stock.kind')}
          choices={[
            { value: 'umbrella', label: w('stock.anUmbrella') },
            { value: 'stroller', label: w('stock.aStroller') },
          ]}
          value={kind.value}
          onPick={(value) => (kind.value = value)}
        />
      </FormRow>
      <FormRow label={w('stock.number')}>
        <div class="numbered">
          <TextField
            label={w('stock.number')}
            hideLabel
            layout="numbers"
            maxLength={longestNumber}
            placeholder={w('stock.numberHint')}
            value={number.value}
            onInput={(value) => (number.value = value)}
          />
          <Button
            icon="plus"
            busy={busy}
            disabled={number.value.trim() === ''}
            onPress={() =>
              onAdd({
                kind: kind.value,
                number: number.value.trim(),
                door: kind.value === 'umbrella' && door.value > 0 ? door.value : null,
              })
            }
          >
            {w('stock.add')}
          </Button>
        </div>
      </FormRow>
      {kind.value === 'umbrella' && (
        <FormRow label={w('stock.place')}>
          <Picks
            label={w('stock.place')}
            choices={[
              { value: 0, label: w('stock.counter') },
              ...empty.map((each) => ({ value: each.number, label: w('stock.doorNo', { door: each.number }) })),
            ]}
            value={door.value}
            onPick={(value) => (door.value = value)}
          />
        </FormRow>
      )}
    </div>
  );
}
