import './sign-in.css';
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { useLocation } from 'wouter-preact';
import { command, get } from '../desk/api.ts';
import { awaitCards } from '../desk/await-cards.ts';
import { desk, refreshDesk, session } from '../desk/desk.ts';
import { onEvent } from '../desk/events.ts';
import { maskName } from '../desk/mask.ts';
import { cameFrom } from '../desk/where.ts';
import { Button, ErrorLine, Icon, PinPad, Say, Sheet } from '../kit/kit.ts';
import { t } from '../words/t.ts';

type Who =
  | { readonly by: 'card'; readonly ticket: string; readonly name: string }
  | { readonly by: 'number'; readonly staffNo: string };

interface DemoPerson {
  readonly staffNo: string;
  readonly name: string;
  readonly pin: string;
}

const sessionPath = '/api/session';
const ticketPath = '/api/session/ticket';
// The bounds the rules' schema sets for any desk (config/rules/staff.ts); the desk's own limits are the service's to tell.
const longestPin = 12;
const shortestPin = 4;
const staffNoLength = 8;

/** Tap a card or pick a name, then the PIN. Signed in already: sign out, or let a colleague in. */
export function SignInPage() {
  const [, navigate] = useLocation();
  const who = useSignal<Who | undefined>(undefined);
  const typing = useSignal(false);
  const staffNo = useSignal('');
  const pin = useSignal('');
  const busy = useSignal(false);
  const failed = useSignal<unknown>(undefined);
  const forgot = useSignal(false);

  const choose = (chosen: Who): void => {
    who.value = chosen;
    pin.value = '';
    failed.value = undefined;
    typing.value = false;
  };

  useEffect(
    () =>
      onEvent('card', (card) => {
        if (card.kind === 'sign-in') choose({ by: 'card', ticket: card.ticket, name: card.name });
      }),
    [],
  );

  useEffect(() => awaitCards(), []);

  const isDemo = desk.value?.demo === true;
  const demo = useSignal<readonly DemoPerson[]>([]);
  useEffect(() => {
    if (isDemo)
      get<readonly DemoPerson[]>('/api/setup/demo').then(
        (people) => {
          demo.value = people;
        },
        // Whoever knows a PIN still gets in.
        () => undefined,
      );
  }, [isDemo, demo]);

  const run = async (act: () => Promise<unknown>, after = cameFrom.value): Promise<void> => {
    busy.value = true;
    failed.value = undefined;
    try {
      await act();
      await refreshDesk();
      navigate(after);
    } catch (thrown) {
      failed.value = thrown;
      pin.value = '';
    } finally {
      busy.value = false;
    }
  };

  const enter = (): void => {
    const chosen = who.value;
    if (chosen === undefined) return;
    void run(() =>
      chosen.by === 'card'
        ? command('POST', ticketPath, { ticket: chosen.ticket, pin: pin.value })
        : command('POST', sessionPath, { staffNo: chosen.staffNo, pin: pin.value }),
    );
  };

  // In a demo everybody stands below with his PIN.
  const onDuty = (desk.value?.onDuty ?? []).filter(
    (person) => !demo.value.some(({ staffNo }) => staffNo === person.staffNo),
  );
  const signedIn = session.value;
  const chosen = who.value;
  const demoShown = chosen?.by === 'card' ? demo.value.filter(({ name }) => name === chosen.name) : demo.value;
  return (
    <Sheet
      title={t('signin.title')}
      stage="signin"
      hideWho
      acts={
        <>
          <Button look="quiet" href={cameFrom.value}>
            {t('action.cancel')}
          </Button>
          {signedIn === null ? (
            <Button onPress={() => (forgot.value = !forgot.value)}>{t('signin.forgot')}</Button>
          ) : (
            <Button busy={busy.value} onPress={() => void run(() => command('DELETE', sessionPath), '/')}>
              {t('bar.signOut', { name: signedIn.name })}
            </Button>
          )}
          {typing.value ? (
            <Button
              look="main"
              push
              disabled={staffNo.value === ''}
              onPress={() => choose({ by: 'number', staffNo: staffNo.value })}
            >
              {t('signin.next')}
            </Button>
          ) : (
            <Button
              look="main"
              push
              busy={busy.value}
              disabled={chosen === undefined || pin.value.length < shortestPin}
              onPress={enter}
            >
              {t('signin.enter')}
            </Button>
          )}
        </>
      }
    >
      <div>
        <p class="orcard">
          <Icon name="tapcard" />
          {chosen?.by === 'card' ? t('signin.recognised') : t('signin.tap')}
        </p>
        <div class="people">
          {chosen?.by === 'card' && <Person name={chosen.name} note="" pressed onPress={() => undefined} />}
          {onDuty.map((person) => (
            <Person
              key={person.staffNo}
              name={person.name}
              note={t('signin.staffNo', { no: person.staffNo })}
              pressed={chosen?.by === 'number' && chosen.staffNo === person.staffNo}
              onPress={() => choose({ by: 'number', staffNo: person.staffNo })}
            />
          ))}
          <button
            type="button"
            class="man"
            aria-pressed={typing.value}
            onClick={() => {
              typing.value = true;
              who.value = undefined;
              staffNo.value = '';
            }}
          >
            <b>{staffNo.value === '' ? t('signin.number') : t('signin.numberTyped', { no: staffNo.value })}</b>
          </button>
        </div>
        {demoShown.length > 0 && failed.value === undefined && (
          <ul class="demopeople" aria-label={t('signin.demo')}>
            <li>{t('signin.demo')}</li>
            {demoShown.map((person) => (
              <li key={person.staffNo}>
                <button
                  type="button"
                  aria-pressed={chosen?.by === 'number' && chosen.staffNo === person.staffNo}
                  onClick={() => choose({ by: 'number', staffNo: person.staffNo })}
                >
                  {person.name} {person.staffNo}
                  <b>{person.pin}</b>
                </button>
              </li>
            ))}
          </ul>
        )}
        <ErrorLine error={failed.value} />
        {forgot.value && <Say>{t('signin.forgotSay')}</Say>}
      </div>
      {typing.value ? (
        <PinPad open value={staffNo.value} length={staffNoLength} onChange={(value) => (staffNo.value = value)} />
      ) : (
        <PinPad value={pin.value} length={longestPin} onChange={(value) => (pin.value = value)} />
      )}
    </Sheet>
  );
}

interface PersonProps {
  readonly name: string;
  readonly note: string;
  readonly pressed: boolean;
  readonly onPress: () => void;
}

function Person({ name, note, pressed, onPress }: PersonProps) {
  return (
    <button type="button" class="man" aria-pressed={pressed} onClick={onPress}>
      <b>{maskName(name)}</b>
      <span>{note}</span>
    </button>
  );
}
