import './stock.css';
import { useSignal } from '@preact/signals';
import type { StockItem, StockView } from '../../loans/stock.rules.ts';
import { command, get } from '../desk/api.ts';
import { mayDo } from '../desk/desk.ts';
import { Button, Cabinet, ErrorLine, Lamp, Sheet } from '../kit/kit.ts';
import { w } from '../words/stock-words.ts';
import { t } from '../words/t.ts';
import { doorsOf } from './lend-door.tsx';
import { CounterOnly } from './lend-gate.tsx';
import { useDoing, useLive } from './lend-live.ts';
import { Adding, bodyOf, nothingTyped } from './stock-add.tsx';
import { lamps, nameOf, OneDoor, OneItem } from './stock-item.tsx';

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
  const fresh = useSignal(nothingTyped);
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
    fresh.value = nothingTyped;
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
            <Button look="quiet" icon="back" onPress={close}>
              {t('action.back')}
            </Button>
          ) : (
            <Button look="quiet" icon="back" href="/more">
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
          {adding.value && (
            <Button
              look="main"
              push
              icon="plus"
              busy={doing.busy.value !== undefined}
              disabled={fresh.value.number.trim() === ''}
              onPress={() => void post('add', '/api/loans/items', bodyOf(fresh.value)).then((ok) => ok && close())}
            >
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
        <Adding stock={stock} item={fresh} />
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
