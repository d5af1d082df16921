import './learn-reader.css';
import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useParams } from 'wouter-preact';
import type { NumberView } from '../../devices/numbers.ts';
import type { CardRecord, Person } from '../../staff/rules.ts';
import { command } from '../desk/api.ts';
import { useAsked } from '../desk/ask-again.ts';
import { session } from '../desk/desk.ts';
import { isMeant } from '../desk/find-person.ts';
import { showName } from '../desk/idle.ts';
import { Button, Empty, ErrorLine, FindField, Icon, Lamp, Picks, Sheet, TextField } from '../kit/kit.ts';
import { formatWord, w } from '../words/learn-words.ts';
import { t } from '../words/t.ts';

type By = 'face' | 'person';

const peopleShown = 6;
const longestFace = 20;
const shortestFace = 7;

/** Finds out in which format a reader writes numbers, by a card that somebody knows. */
export function LearnReaderPage() {
  return session.value === null ? <Aside says={w('learn.signIn')} signIn /> : <LearnReader />;
}

function LearnReader() {
  const { id = '' } = useParams<{ id: string }>();
  const by = useSignal<By>('face');
  const face = useSignal('');
  const card = useSignal<string | undefined>(undefined);
  const picked = useSignal<string | undefined>(undefined);
  const busy = useSignal(false);
  const kept = useSignal<string | undefined>(undefined);
  const refused = useSignal<unknown>(undefined);
  const known =
    by.value === 'person'
      ? card.value && `card=${encodeURIComponent(card.value)}`
      : face.value.trim().length >= shortestFace && `face=${encodeURIComponent(face.value.trim())}`;
  const path = `/api/devices/${encodeURIComponent(id)}/numbers`;
  const { answer, failed, again } = useAsked<NumberView>(known ? `${path}?${known}` : path, {
    on: ['written', 'device'],
  });
  const view = answer.value;
  const fits = known ? (view?.fits ?? []) : [];
  const [only] = fits;
  const chosen = fits.find((format) => format === picked.value) ?? (fits.length === 1 ? only : undefined);

  const keep = async (): Promise<void> => {
    if (chosen === undefined) return;
    busy.value = true;
    refused.value = undefined;
    try {
      await command('PUT', `/api/devices/${encodeURIComponent(id)}/lesson`, { lesson: { format: chosen } });
      kept.value = chosen;
      again();
    } catch (thrown) {
      refused.value = thrown;
    } finally {
      busy.value = false;
    }
  };

  if (view?.format === null) return <Aside says={w('learn.nothing')} />;
  return (
    <Sheet
      title={w('learn.title')}
      stage="learn"
      acts={
        <>
          <Button look="quiet" icon="back" href="/devices">
            {t('action.back')}
          </Button>
          <Button
            look="main"
            push
            icon="check"
            busy={busy.value}
            disabled={chosen === undefined || chosen === kept.value}
            onPress={() => void keep()}
          >
            {w('learn.keep')}
          </Button>
        </>
      }
    >
      <ErrorLine error={refused.value ?? failed.value} />
      <Part title={w('learn.known')}>
        <Picks
          label={w('learn.known')}
          choices={[
            { value: 'face', label: w('learn.byFace') },
            { value: 'person', label: w('learn.byPerson') },
          ]}
          value={by.value}
          onPick={(value: By) => (by.value = value)}
        />
        {by.value === 'face' ? (
          <TextField
            label={w('learn.face')}
            hideLabel
            value={face.value}
            layout="english"
            maxLength={longestFace}
            placeholder={w('learn.faceHint')}
            onInput={(value) => (face.value = value)}
          />
        ) : (
          <PersonsCard value={card.value} onPick={(cardId) => (card.value = cardId)} />
        )}
      </Part>
      <Part title={w('learn.hold')}>
        {view?.written == null ? (
          <p class="wait">
            <Icon name="tapcard" />
            {w('learn.waiting')}
          </p>
        ) : (
          <p>
            {w('learn.wrote')} <code>{view.written.text}</code>
          </p>
        )}
        {view !== undefined && <p class="label">{w('learn.now', { format: formatWord(view.format ?? '') })}</p>}
      </Part>
      <Part title={w('learn.choose')}>
        <Fits
          isKnown={Boolean(known)}
          isWritten={view?.written != null}
          fits={fits}
          chosen={chosen}
          onPick={(format) => (picked.value = format)}
        />
        {kept.value !== undefined && (
          <p class="kept" role="status">
            <Lamp state="done" />
            {w('learn.kept', { format: formatWord(kept.value) })}
          </p>
        )}
      </Part>
    </Sheet>
  );
}

interface FitsProps {
  readonly isKnown: boolean;
  readonly isWritten: boolean;
  readonly fits: readonly string[];
  readonly chosen: string | undefined;
  readonly onPick: (format: string) => void;
}

function Fits({ isKnown, isWritten, fits, chosen, onPick }: FitsProps) {
  if (!isKnown || !isWritten) return <p class="label">{w('learn.knownFirst')}</p>;
  if (fits.length === 0) return <p class="need">{w('learn.none')}</p>;
  return (
    <>
      <p>{fits.length === 1 ? w('learn.only') : w('learn.several')}</p>
      <Picks
        label={w('learn.choose')}
        choices={fits.map((format) => ({ value: format, label: formatWord(format) }))}
        value={chosen}
        onPick={onPick}
      />
    </>
  );
}

function PersonsCard({ value, onPick }: { readonly value: string | undefined; readonly onPick: (id: string) => void }) {
  const cards = useAsked<readonly CardRecord[]>('/api/cards', { on: ['staff'] });
  const people = useAsked<readonly Person[]>('/api/people', { on: ['staff'] });
  const typed = useSignal('');
  const found = (cards.answer.value ?? []).flatMap((card) => {
    const person = people.answer.value?.find(({ id }) => id === card.personId);
    if (person === undefined || card.state !== 'in-use') return [];
    return isMeant(person, typed.value)
      ? [{ value: card.cardId, label: `${showName(person.name)} ${person.staffNo}` }]
      : [];
  });
  return (
    <>
      <FindField value={typed.value} onInput={(text) => (typed.value = text)} />
      {found.length === 0 && cards.answer.value !== undefined && <p class="label">{w('learn.nobody')}</p>}
      <Picks label={w('learn.person')} choices={found.slice(0, peopleShown)} value={value} onPick={onPick} />
    </>
  );
}

function Part({ title, children }: { readonly title: string; readonly children: ComponentChildren }) {
  return (
    <section class="part">
      <h2>{title}</h2>
      {children}
    </section>
  );
}

/** Stands where nothing can be taught. */
function Aside({ says, signIn = false }: { readonly says: string; readonly signIn?: boolean }) {
  return (
    <Sheet
      title={w('learn.title')}
      acts={
        <>
          <Button look="quiet" icon="back" href="/devices">
            {t('action.back')}
          </Button>
          {signIn && (
            <Button look="main" push href="/sign-in">
              {t('bar.signIn')}
            </Button>
          )}
        </>
      }
    >
      <Empty icon={signIn ? 'user' : 'reader'}>{says}</Empty>
    </Sheet>
  );
}
