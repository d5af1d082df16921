import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { FollowedCall } from '../../broadcast/follow-up.rules.ts';
import type { Sentence } from '../../ports/device.ts';
import { command, get } from '../desk/api.ts';
import { Button, ErrorLine, Pick, Picks, Sheet, type Tab, TextField } from '../kit/kit.ts';
import { w as bw } from '../words/broadcast-words.ts';
import { w } from '../words/call-words.ts';
import { say } from '../words/words.ts';
import { loadCalls, wantFresh } from './broadcast-state.ts';

interface Choices {
  readonly relations: readonly (Sentence & { readonly id: string })[];
  readonly idKinds: readonly (Sentence & { readonly id: string })[];
}

const longest = { name: 20, ledger: 24 };
const keys = (choices: Choices['relations']) => choices.map((one) => ({ value: one.id, label: say(one) }));

/** Found: to whom is handed over, and the slip to be signed. */
export function HandOverSheet({ tabs, call }: { readonly tabs: readonly Tab[]; readonly call: FollowedCall }) {
  const choices = useSignal<Choices>({ relations: [], idKinds: [] });
  const name = useSignal('');
  const relation = useSignal<string | undefined>(undefined);
  const idKind = useSignal<string | undefined>(undefined);
  const idSeen = useSignal(false);
  const ledger = useSignal(call.ledgerNumber ?? '');
  const busy = useSignal(false);
  const failed = useSignal<unknown>(undefined);
  const isObject = call.kind === 'lost-object';

  useEffect(() => {
    get<Choices>('/api/broadcast/call-options').then(
      (told) => {
        choices.value = told;
      },
      (thrown: unknown) => {
        failed.value = thrown;
      },
    );
  }, [choices, failed]);

  const run = async (act: () => Promise<unknown>): Promise<void> => {
    busy.value = true;
    failed.value = undefined;
    try {
      await act();
      await loadCalls();
    } catch (thrown) {
      failed.value = thrown;
    } finally {
      busy.value = false;
    }
  };
  const path = `/api/calls/${call.id}`;
  const handOver = async (): Promise<void> => {
    const number = ledger.value.trim();
    if (isObject && number !== (call.ledgerNumber ?? ''))
      await command('PUT', `${path}/ledger-number`, { ledgerNumber: number === '' ? null : number });
    await command('POST', `${path}/hand-over`, {
      place: 'here',
      name: name.value.trim(),
      relation: isObject ? undefined : relation.value,
      idKind: idKind.value,
      idSeen: idKind.value !== undefined && idSeen.value,
    });
  };
  return (
    <Sheet
      title={tabs.find((tab) => tab.current)?.label ?? ''}
      stage="broadcast handover"
      acts={
        <>
          <Button
            look="quiet"
            busy={busy.value}
            onPress={() => void run(() => command('POST', `${path}/hand-over`, { place: 'elsewhere' }))}
          >
            {w('over.elsewhere')}
          </Button>
          <Button onPress={() => wantFresh(call.kind, true)}>{bw('air.new')}</Button>
          {call.allClear === 'offered' && (
            <Button icon="horn" busy={busy.value} onPress={() => void run(() => command('POST', `${path}/all-clear`))}>
              {w('over.allClear')}
            </Button>
          )}
          <Button
            look="main"
            icon="printer"
            push
            busy={busy.value}
            disabled={name.value.trim() === ''}
            onPress={() => void run(handOver)}
          >
            {w('over.print')}
          </Button>
        </>
      }
    >
      <p class="lead">
        {w('over.title', { number: call.number })}
        {call.allClear === 'sent' && <span class="label">{w('over.staffTold')}</span>}
      </p>
      <div class="pair">
        <TextField
          label={w(isObject ? 'over.owner' : 'over.name')}
          value={name.value}
          maxLength={longest.name}
          onInput={(text) => {
            name.value = text;
          }}
        />
        {isObject && (
          <TextField
            label={w('over.ledger')}
            layout="english"
            value={ledger.value}
            maxLength={longest.ledger}
            onInput={(text) => {
              ledger.value = text;
            }}
          />
        )}
      </div>
      {!isObject && (
        <div class="opts to">
          <span class="label">{w('over.relation')}</span>
          <Picks
            label={w('over.relation')}
            choices={keys(choices.value.relations)}
            value={relation.value}
            onPick={(id) => {
              relation.value = id;
            }}
          />
        </div>
      )}
      <div class="opts to">
        <span class="label">{w('over.id')}</span>
        <Picks
          label={w('over.id')}
          choices={keys(choices.value.idKinds)}
          value={idKind.value}
          onPick={(id) => {
            idKind.value = id === idKind.value ? undefined : id;
          }}
        />
        {idKind.value !== undefined && (
          <Pick
            pressed={idSeen.value}
            icon="check"
            onPress={() => {
              idSeen.value = !idSeen.value;
            }}
          >
            {w('over.seen')}
          </Pick>
        )}
      </div>
      <ErrorLine error={failed.value} />
    </Sheet>
  );
}
