import './broadcast-emergency.css';
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { EmergencyView } from '../../broadcast/emergency.rules.ts';
import { command } from '../desk/api.ts';
import { useAsked } from '../desk/ask-again.ts';
import { desk } from '../desk/desk.ts';
import { takeCards } from '../desk/events.ts';
import { timeOfDay } from '../desk/local-time.ts';
import type { CardShown } from '../desk/types.ts';
import { Button, ErrorLine, HoldButton, Icon, PinPad, Sheet, WaitingButton } from '../kit/kit.ts';
import { w } from '../words/emergency-words.ts';
import { say } from '../words/words.ts';

type Emergency = EmergencyView['emergencies'][number];

const holdMs = 1500;
const shortestPin = 4;
const longest = { staffNo: 8, pin: 12 };
const path = '/api/emergencies';

/** Emergency announcements: chosen, held, and put on the air by a supervisor's card. */
export function EmergencyPage() {
  const { answer, failed, again } = useAsked<EmergencyView>(path, { on: ['air'] });
  const chosen = useSignal<string | undefined>(undefined);
  const another = useSignal(false);
  const wrong = useSignal<unknown>(undefined);
  const card = useSignal<Extract<CardShown, { kind: 'emergency' }> | undefined>(undefined);

  const view = answer.value;
  const armed = view?.armed ?? null;
  const one = view?.emergencies.find(({ id }) => id === (armed?.emergencyId ?? chosen.value));
  const liveId = view?.live?.announcementId;
  // Another one was wanted while one was on the air: it is, and nothing is wanted any more.
  useEffect(() => {
    if (liveId === undefined) return;
    another.value = false;
    chosen.value = undefined;
  }, [liveId, another, chosen]);

  const run = (work: Promise<unknown>): void => {
    wrong.value = undefined;
    card.value = undefined;
    work.then(again, (thrown: unknown) => {
      wrong.value = thrown;
      again();
    });
  };
  if (view !== undefined && view.live !== null && armed === null && !another.value)
    return <Live live={view.live} onAnother={() => (another.value = true)} />;
  if (armed !== null && one !== undefined)
    return (
      <Armed
        one={one}
        leftMs={armed.leftMs}
        card={card}
        onOver={again}
        onCancel={() => run(command('DELETE', `${path}/armed`))}
        onAired={again}
      />
    );
  return (
    <Sheet
      title={w('title')}
      stage="emergency choose"
      acts={
        <>
          {view?.live != null && (
            <Button look="quiet" icon="back" onPress={() => (another.value = false)}>
              {w('live.back')}
            </Button>
          )}
          <p class="label">{w('pick.hint')}</p>
          <HoldButton
            icon="siren"
            holdMs={holdMs}
            disabled={one === undefined || view?.muted === true}
            onHeld={() => one !== undefined && run(command('POST', `${path}/${one.id}/arm`))}
          >
            {w('pick.hold', { title: one === undefined ? '…' : say(one.title) })}
          </HoldButton>
        </>
      }
    >
      <NoVoiceAlarm />
      <div class="kinds">
        {(view?.emergencies ?? []).map((each) => (
          <Kind key={each.id} one={each} pressed={each.id === chosen.value} onPress={() => (chosen.value = each.id)} />
        ))}
      </div>
      {one !== undefined && <p class="words">{say(one.words)}</p>}
      {view?.muted === true ? (
        <p class="refused">{w('muted')}</p>
      ) : (
        <ErrorLine error={wrong.value ?? failed.value} {...(wrong.value === undefined ? { onRetry: again } : {})} />
      )}
    </Sheet>
  );
}

function Kind({ one, pressed, onPress }: { one: Emergency; pressed: boolean; onPress: () => void }) {
  const how = one.untilStopped ? w('pick.until') : w('pick.times', { n: one.times });
  return (
    <button type="button" class={`kind ${one.drill ? 'drill' : ''}`} aria-pressed={pressed} onClick={onPress}>
      <b>{say(one.title)}</b>
      <span class="label">
        {one.drill && <i>{w('pick.drill')}</i>}
        {how}
        {one.recorded && ` · ${w('pick.recorded')}`}
      </span>
    </button>
  );
}

/** Always on this page: what it is not. */
function NoVoiceAlarm() {
  return (
    <p class="nova">
      <Icon name="shield" />
      <span>
        <b>{w('no.title')}</b> {w('no.text')}
      </span>
    </p>
  );
}

interface ArmedProps {
  readonly one: Emergency;
  readonly leftMs: number;
  readonly card: { value: Extract<CardShown, { kind: 'emergency' }> | undefined };
  readonly onOver: () => void;
  readonly onCancel: () => void;
  readonly onAired: () => void;
}

/** Held: now a supervisor's card, or number and PIN where no reader works. */
function Armed({ one, leftMs, card, onOver, onCancel, onAired }: ArmedProps) {
  const readers = desk.value?.devices.filter(({ kind }) => kind === 'card-reader') ?? [];
  const dead = readers.every(({ state }) => state === 'fault' || state === 'off');
  const byPin = useSignal(dead);
  const staffNo = useSignal('');
  const pin = useSignal('');
  const typingPin = useSignal(false);
  const busy = useSignal(false);
  const wrong = useSignal<unknown>(undefined);

  useEffect(
    () =>
      takeCards((shown) => {
        if (shown.kind === 'emergency') card.value = shown;
      }),
    [card],
  );
  useEffect(() => {
    const timer = setTimeout(onOver, leftMs);
    return () => clearTimeout(timer);
  }, [leftMs]);

  const air = (): void => {
    busy.value = true;
    wrong.value = undefined;
    command('POST', `${path}/armed/pin`, { staffNo: staffNo.value, pin: pin.value })
      .then(onAired, (thrown: unknown) => {
        wrong.value = thrown;
        pin.value = '';
      })
      .finally(() => {
        busy.value = false;
      });
  };
  const title = say(one.title);
  const refused = card.value?.accepted === false ? card.value : undefined;
  const pad = typingPin.value ? (
    <PinPad value={pin.value} length={longest.pin} onChange={(typed) => (pin.value = typed)} />
  ) : (
    <PinPad open value={staffNo.value} length={longest.staffNo} onChange={(typed) => (staffNo.value = typed)} />
  );
  return (
    <Sheet
      title={w('title')}
      stage={`emergency armed ${byPin.value ? 'bypin' : ''}`}
      acts={
        <>
          <Button look="quiet" onPress={onCancel}>
            {w('arm.cancel')}
          </Button>
          <Button icon={byPin.value ? 'tapcard' : 'key'} onPress={() => (byPin.value = !byPin.value)}>
            {w(byPin.value ? 'pin.card' : 'arm.pin')}
          </Button>
          {!byPin.value ? (
            <WaitingButton remainingMs={leftMs}>{w('arm.wait')}</WaitingButton>
          ) : typingPin.value ? (
            <Button
              look="main"
              icon="siren"
              push
              busy={busy.value}
              disabled={pin.value.length < shortestPin}
              onPress={air}
            >
              {w('pin.air')}
            </Button>
          ) : (
            <Button look="main" push disabled={staffNo.value === ''} onPress={() => (typingPin.value = true)}>
              {w('pin.next')}
            </Button>
          )}
        </>
      }
    >
      <NoVoiceAlarm />
      <div class="what">
        {!byPin.value && <Icon name="tapcard" />}
        <div>
          <h2>{w(byPin.value ? 'pin.title' : 'arm.title', { title })}</h2>
          <p>{byPin.value ? w(typingPin.value ? 'pin.pin' : 'pin.staffNo') : w('arm.card')}</p>
          {refused !== undefined && !byPin.value && (
            <p class="refused">{w('arm.refused', { name: refused.name, says: say(refused.says) })}</p>
          )}
          <ErrorLine error={wrong.value} />
        </div>
      </div>
      {byPin.value && pad}
    </Sheet>
  );
}

function Live({
  live,
  onAnother,
}: {
  readonly live: NonNullable<EmergencyView['live']>;
  readonly onAnother: () => void;
}) {
  const zone = desk.value?.timeZone ?? 'Asia/Shanghai';
  const { by, startedAtMs } = live;
  return (
    <Sheet title={w('title')} stage="emergency live" acts={<Button onPress={onAnother}>{w('live.another')}</Button>}>
      <NoVoiceAlarm />
      <div class="what">
        <Icon name="siren" />
        <div>
          <h2>{w('live.now', { title: say(live.title) })}</h2>
          <p>
            {startedAtMs === null ? w('live.soon', { by }) : w('live.by', { by, at: timeOfDay(startedAtMs, zone) })}
          </p>
          <p>{w('live.stop')}</p>
        </div>
      </div>
    </Sheet>
  );
}
