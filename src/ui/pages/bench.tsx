import './bench.css';
import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import type { BenchDevice } from '../../devices/rules.ts';
import type { CardRecord, Person } from '../../staff/rules.ts';
import { command } from '../desk/api.ts';
import { useAsked } from '../desk/ask-again.ts';
import { desk, session } from '../desk/desk.ts';
import { Button, Cabinet, Empty, ErrorLine, Icon, Pick, Picks, Sheet, Slip } from '../kit/kit.ts';
import { w } from '../words/bench-words.ts';
import { t } from '../words/t.ts';
import { type BenchCard, type DemoPerson, demoCards, issuedCards } from './bench-cards.ts';
import { BenchLevels } from './bench-levels.tsx';
import { benchTabs, doorShown } from './bench-parts.ts';
import { BenchZones } from './bench-zones.tsx';

const lookEveryMs = 1000;
const pullMovesWithinMs = 600;

type Of<Kind extends BenchDevice['kind']> = Extract<BenchDevice, { kind: Kind }>;

/** The far ends of the simulated wires: hold cards, see paper, pull doors, hear levels; their faults are a page of their own. */
export function BenchPage() {
  const { answer, failed, again } = useAsked<readonly BenchDevice[]>('/api/bench', {
    on: ['bench', 'device', 'door'],
    everyMs: lookEveryMs,
  });
  const refused = useSignal<unknown>(undefined);
  const locked = useSignal<number | undefined>(undefined);
  const chosen = useSignal<string | undefined>(undefined);
  const held = useSignal<string | undefined>(undefined);
  const near = useSignal(false);
  const devices = answer.value ?? [];
  const printer = devices.find((device): device is Of<'receipt-printer'> => device.kind === 'receipt-printer');
  const cabinet = devices.find((device): device is Of<'umbrella-cabinet'> => device.kind === 'umbrella-cabinet');
  const sound = devices.find((device): device is Of<'public-address'> => device.kind === 'public-address');
  const hasScanner = devices.some((device) => device.kind === 'slip-scanner');
  const contacts = devices.find((device): device is Of<'contacts'> => device.kind === 'contacts');
  const readers = devices.filter((device): device is Of<'card-reader'> => device.kind === 'card-reader');
  const reader = readers.find(({ id }) => id === held.value) ?? readers[0];
  const cards = useCards(reader?.cardDigits ?? []);
  const card = cards.find(({ cardId }) => cardId === chosen.value) ?? cards[0];

  const run = (act: Promise<unknown>): Promise<void> =>
    act.then(
      () => {
        refused.value = undefined;
        again();
      },
      (thrown: unknown) => {
        refused.value = thrown;
      },
    );

  const touchDoor = (door: number): void => {
    locked.value = undefined;
    const isOpen = cabinet?.doors.find(({ number }) => number === door)?.position === 'open';
    void run(command('POST', `/api/bench/doors/${door}/${isOpen ? 'push' : 'pull'}`)).then(() => {
      if (isOpen) return;
      setTimeout(() => {
        const now = answer.value?.find(
          (device): device is Of<'umbrella-cabinet'> => device.kind === 'umbrella-cabinet',
        );
        if (now?.doors.find(({ number }) => number === door)?.position === 'closed') locked.value = door;
      }, pullMovesWithinMs);
    });
  };

  if (answer.value !== undefined && devices.length === 0) return <NoSimulator />;

  const newest = printer?.papers.at(-1);
  if (near.value && newest !== undefined)
    return (
      <Sheet
        title={w('bench.title')}
        stage="bench-near scroll"
        acts={
          <Button look="quiet" icon="back" onPress={() => (near.value = false)}>
            {t('action.back')}
          </Button>
        }
      >
        <Slip picture={newest} />
      </Sheet>
    );

  return (
    <Sheet
      tabs={benchTabs('/bench', devices)}
      stage="bench"
      barExtra={<span class="drill">{w('bench.simulated')}</span>}
      acts={
        <>
          {sound === undefined ? (
            <span class="lanes" />
          ) : (
            <BenchLevels levels={sound.levels}>
              {sound.zones.length > 0 && <BenchZones zones={sound.zones} />}
            </BenchLevels>
          )}
          <Button
            look="main"
            icon="tapcard"
            disabled={reader === undefined || card === undefined}
            onPress={() =>
              reader && card && void run(command('POST', '/api/bench/card', { cardId: card.cardId, reader: reader.id }))
            }
          >
            {w('bench.present')}
          </Button>
        </>
      }
    >
      <Column icon="reader" title={w('bench.reader')}>
        <div class="deck">
          {readers.length > 1 && (
            <Picks
              label={w('bench.whichReader')}
              choices={readers.map(({ id }, at) => ({ value: id, label: String(at + 1) }))}
              value={reader?.id}
              onPick={(id) => (held.value = id)}
            />
          )}
          {cards.map((each) => (
            <button
              key={each.cardId}
              type="button"
              class="face"
              aria-pressed={each.cardId === card?.cardId}
              onClick={() => (chosen.value = each.cardId)}
            >
              <b>{each.name}</b>
              <span class="label">{each.note}</span>
            </button>
          ))}
          {session.value === null && <p class="label">{w('bench.signInForCards')}</p>}
        </div>
      </Column>
      <Column icon="printer" title={w('bench.printer')}>
        <Roll
          papers={printer?.papers ?? []}
          drawerKicks={printer?.drawerKicks ?? 0}
          onTear={() => void run(command('POST', '/api/bench/paper/tear'))}
          onLook={() => (near.value = true)}
          onScan={hasScanner ? (text) => void run(command('POST', '/api/bench/scan', { text })) : undefined}
        >
          <ErrorLine error={refused.value ?? failed.value} />
          {locked.value !== undefined && (
            <p class="note" role="status">
              {w('bench.locked', { n: locked.value })}
            </p>
          )}
        </Roll>
      </Column>
      <Column icon="cabinet" title={w('bench.cabinet')}>
        {cabinet !== undefined && (
          <Cabinet
            words
            columns={3}
            doors={cabinet.doors.map((door) => doorShown(door, cabinet.faults))}
            onDoor={touchDoor}
          />
        )}
        {contacts !== undefined && (
          // biome-ignore lint/a11y/useSemanticElements: as the picks of the kit
          <div class="presses" role="group" aria-label={w('bench.contacts')}>
            {contacts.contacts.map(({ id, does, pressed }) => (
              <Pick
                key={id}
                pressed={pressed}
                onPress={() => void run(command('POST', `/api/bench/contacts/${id}/${pressed ? 'release' : 'press'}`))}
              >
                {w(`bench.contact.${does}`)}
              </Pick>
            ))}
          </div>
        )}
      </Column>
    </Sheet>
  );
}

interface RollProps {
  readonly papers: Of<'receipt-printer'>['papers'];
  readonly drawerKicks: number;
  readonly onTear: () => void;
  readonly onLook: () => void;
  /** Absent: there is no simulated scanner. */
  readonly onScan: ((text: string) => void) | undefined;
  /** What went wrong with a touch on the bench. */
  readonly children: ComponentChildren;
}

function Roll({ papers, drawerKicks, onTear, onLook, onScan, children }: RollProps) {
  const newest = papers.length - 1;
  const code = papers
    .flatMap(({ lines }) => lines)
    .flatMap((line) => (line.kind === 'qr' ? [line.text] : []))
    .at(-1);
  return (
    <div class="roll">
      {newest < 0 ? (
        <p class="label empty">{w('bench.noPaper')}</p>
      ) : (
        <button type="button" class="slot" aria-label={w('bench.near')} onClick={onLook}>
          {papers.map((picture, at) => <Slip key={at} picture={picture} fit comesOut={at === newest} />).reverse()}
        </button>
      )}
      {children}
      {drawerKicks > 0 && <p class="label">{w('bench.kicks', { n: drawerKicks })}</p>}
      {newest >= 0 && (
        <div class="hands">
          <Pick onPress={onTear}>{w('bench.tear')}</Pick>
          {onScan !== undefined && code !== undefined && (
            <Pick icon="scan" onPress={() => onScan(code)}>
              {w('bench.scan')}
            </Pick>
          )}
        </div>
      )}
    </div>
  );
}

/** @param digits lengths of the ids that the reader in question reads */
function useCards(digits: readonly number[]): readonly BenchCard[] {
  const signedIn = session.value !== null;
  const demo = useAsked<readonly DemoPerson[]>(desk.value?.demo === true && !signedIn ? '/api/setup/demo' : '');
  const cards = useAsked<readonly CardRecord[]>(signedIn ? '/api/cards' : '', { on: ['staff'] });
  const people = useAsked<readonly Person[]>(signedIn ? '/api/people' : '', { on: ['staff'] });
  return signedIn
    ? issuedCards(cards.answer.value ?? [], people.answer.value ?? [], digits)
    : demoCards(demo.answer.value ?? [], digits);
}

/** Nothing here is simulated. */
export function NoSimulator() {
  return (
    <Sheet
      title={w('bench.title')}
      acts={
        <Button look="quiet" icon="back" href="/more">
          {t('action.back')}
        </Button>
      }
    >
      <Empty icon="plug">{w('bench.noSimulator')}</Empty>
    </Sheet>
  );
}

interface ColumnProps {
  readonly icon: 'reader' | 'printer' | 'cabinet';
  readonly title: string;
  readonly children: ComponentChildren;
}

function Column({ icon, title, children }: ColumnProps) {
  return (
    <section class="col">
      <h2>
        <Icon name={icon} />
        {title}
      </h2>
      {children}
    </section>
  );
}
