import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { PaperPicture } from '../../ports/receipt-printer.ts';
import type { Airing, PromotionOptions, PromotionView } from '../../promotions/rules.ts';
import { command, get, Problem } from '../desk/api.ts';
import { useAsked } from '../desk/ask-again.ts';
import { mayDo, session } from '../desk/desk.ts';
import { showName, showPhone } from '../desk/idle.ts';
import { timeOfDay } from '../desk/local-time.ts';
import { Button, ErrorLine, FactRow, Facts, Lamp, Sheet, Slot } from '../kit/kit.ts';
import { w } from '../words/promotions-words.ts';
import { t } from '../words/t.ts';
import { say } from '../words/words.ts';
import { listen, listening, quiet } from './broadcast-listen.ts';
import { paperState } from './lend-hand-over.tsx';
import { type Doing, useDoing, useLive, usePaper } from './lend-live.ts';
import { PinSheet } from './pin-sheet.tsx';
import { ReasonSheet } from './promotions-decide.tsx';
import { dayWords, lamps, momentWords, stateWords, zone } from './promotions-state.ts';
import { useZones, zoneWords } from './zone-picks.tsx';

type Step = 'view' | 'refuse' | 'defer' | 'pin';

/** One promotion: look at it, hear it, decide, and hand over the reply. */
export function OnePromotion({ id }: { readonly id: number }) {
  const live = useLive(`promotion ${id}`, () => get<PromotionView>(`/api/promotions/${id}`), ['promotion']);
  const options = useAsked<PromotionOptions>('/api/promotions/options').answer.value;
  const doing = useDoing();
  const step = useSignal<Step>('view');
  /** What the number and PIN are asked for. */
  const asked = useSignal<{ readonly verb: 'approve' | 'refuse' | 'defer'; readonly body: object }>({
    verb: 'approve',
    body: {},
  });
  useEffect(() => quiet, []);
  const one = live.value.value;
  if (one === undefined || options === undefined) {
    return (
      <Sheet title={w('list.title')} stage="promotions" acts={<Back />}>
        <ErrorLine error={live.failed.value} onRetry={() => void live.reload()} />
      </Sheet>
    );
  }
  /** Decides as who is signed in; where another person is needed, their number and PIN are asked for. */
  const decide = async (verb: 'approve' | 'refuse' | 'defer', body: object): Promise<void> => {
    asked.value = { verb, body };
    const own = one.requestedBy.staffNo === session.value?.staffNo && !options.approvesOwn.value;
    if (!mayDo(...options.deciders.value[verb]) || (verb === 'approve' && own)) {
      step.value = 'pin';
      return;
    }
    const done = await doing.run(verb, () => command('POST', `/api/promotions/${id}/${verb}`, body));
    const { value } = doing.failed;
    if (value instanceof Problem && /own-entry|needs-post/.test(value.code)) step.value = 'pin';
    else if (done) step.value = 'view';
    await live.reload();
  };
  const back = (): void => {
    step.value = 'view';
    doing.failed.value = undefined;
  };
  if (step.value === 'pin') {
    const { verb, body } = asked.value;
    const path = `/api/promotions/${id}/${verb}`;
    const done = (): void => {
      back();
      void live.reload();
    };
    const words = {
      staffNo: w('decide.staffNo'),
      pin: w('decide.pin'),
      next: w('decide.next'),
      act: w(`one.${verb}`),
    };
    return (
      <PinSheet
        title={w('list.title')}
        what={w('decide.who', { verb: w(`one.${verb}`), shop: one.shop })}
        {...(verb === 'approve' ? { hint: w('decide.own') } : {})}
        words={words}
        path={path}
        body={body}
        onBack={back}
        onDone={done}
      />
    );
  }
  if (step.value === 'refuse' || step.value === 'defer') {
    const verb = step.value;
    return (
      <ReasonSheet
        promotion={one}
        options={options}
        verb={verb}
        doing={doing}
        onBack={back}
        onDecide={(body) => void decide(verb, body)}
      />
    );
  }
  return (
    <View one={one} doing={doing} onStep={(to) => (step.value = to)} onApprove={() => void decide('approve', {})} />
  );
}

interface ViewProps {
  readonly one: PromotionView;
  readonly doing: Doing;
  readonly onStep: (step: Step) => void;
  readonly onApprove: () => void;
}

function View({ one, doing, onStep, onApprove }: ViewProps) {
  useZones();
  const reply = usePaper(`promotion:${one.id}`, 'promotion-reply').value.value;
  const undecided = one.state === 'requested' || one.state === 'deferred';
  const planned = one.state === 'approved' || one.state === 'running';
  const wasAired = one.airings.some(({ state }) => state === 'heard' || state === 'lost');
  const outcome = useLive(
    `outcome ${one.id} ${wasAired}`,
    async () => (wasAired ? get<PaperPicture | null>(`/api/promotions/${one.id}/outcome`) : null),
    ['promotion'],
  ).value.value;
  const picture = planned || !wasAired ? reply?.picture : outcome;
  const hear = (): void => {
    if (listening.value) {
      quiet();
      return;
    }
    const body = { zh: one.zh, times: 1, gapSeconds: 0, ...(one.en === null ? {} : { en: one.en }) };
    listen('/api/announcements/listen', body).catch((thrown: unknown) => {
      doing.failed.value = thrown;
    });
  };
  const post = (name: string): void =>
    void doing.run(name, () => command('POST', `/api/promotions/${one.id}/${name}`, undefined));
  const busy = doing.busy.value;
  return (
    <Sheet
      title={w('list.title')}
      stage={`promotions one ${picture == null ? '' : 'with'}`}
      acts={
        <>
          <Back />
          {(undecided || planned) && (
            <Button icon="ear" onPress={hear}>
              {w(listening.value ? 'one.quiet' : 'one.listen')}
            </Button>
          )}
          {undecided && <Button onPress={() => onStep('refuse')}>{w('one.refuse')}</Button>}
          {planned && (
            <Button busy={busy === 'withdraw'} onPress={() => post('withdraw')}>
              {w('one.withdraw')}
            </Button>
          )}
          {undecided && <Button onPress={() => onStep('defer')}>{w('one.defer')}</Button>}
          {undecided && (
            <Button
              look="main"
              push
              icon="check"
              busy={busy === 'approve'}
              disabled={one.proposal?.plan.length === 0}
              onPress={onApprove}
            >
              {w('one.approve')}
            </Button>
          )}
          {wasAired && (
            <Button look="main" push icon="printer" busy={busy === 'outcome'} onPress={() => post('outcome')}>
              {w('one.outcome')}
            </Button>
          )}
        </>
      }
    >
      <div class="left scroll">
        <h2>
          <Lamp state={lamps[one.state]} />
          {one.shop}
          <small>{stateWords(one)}</small>
        </h2>
        <p class="words">{one.zh}</p>
        {one.en !== null && <p class="words">{one.en}</p>}
        <ErrorLine error={doing.failed.value} />
        {one.airings.length > 0 && <Airings airings={one.airings} />}
        <Facts>
          {(undecided ? one.warnings : []).map(({ word, clause, says }) => (
            <FactRow key={word} state="need" note={`${say(says)}（${clause}）`}>
              {`${w('one.warn')} “${word}”`}
            </FactRow>
          ))}
          {one.proposal !== null && <Proposed one={one} proposal={one.proposal} />}
          {one.decidedBy !== null && (
            <FactRow state="done" {...(one.reason === null ? {} : { note: w('one.reason', { reason: one.reason }) })}>
              {w('one.decided', {
                verb: w(one.airings.length > 0 ? 'one.approved' : 'one.answered'),
                name: showName(one.decidedBy.name),
                at: momentWords(one.decidedAtMs ?? 0),
              })}
            </FactRow>
          )}
          {reply != null && (
            <FactRow state={paperState(reply).lamp}>{w('one.paper', { state: paperState(reply).words })}</FactRow>
          )}
          <FactRow
            state="off"
            note={[one.contact === null ? '' : showName(one.contact), one.phone === null ? '' : showPhone(one.phone)]
              .filter((part) => part !== '')
              .join('  ')}
          >
            {`${one.number}  ${w('list.window', {
              from: momentWords(one.fromMs),
              until: momentWords(one.untilMs),
              n: one.times,
            })}`}
          </FactRow>
          {one.zones.length > 0 && <FactRow state="off">{w('one.zones', { zones: zoneWords(one.zones) })}</FactRow>}
          <FactRow state="off">
            {w('one.by', { name: showName(one.requestedBy.name), at: momentWords(one.requestedAtMs) })}
          </FactRow>
        </Facts>
      </div>
      {picture != null && (
        <div class="right">
          <Slot key={`${one.state} ${wasAired}`} picture={picture} comesOut fit />
        </div>
      )}
    </Sheet>
  );
}

function Proposed({ one, proposal }: { one: PromotionView; proposal: NonNullable<PromotionView['proposal']> }) {
  const { plan, short, says, clause } = proposal;
  return (
    <>
      {says !== null && (
        <FactRow state="wait" note={clause}>
          {say(says)}
        </FactRow>
      )}
      {plan.length > 0 && (
        <FactRow state="wait" {...(short > 0 ? { note: w('one.short', { n: short }) } : {})}>
          {w('one.plan', { n: plan.length })}
          <PlanTimes key={one.id} plan={plan} />
        </FactRow>
      )}
    </>
  );
}

/** The minutes of a plan, each day on its own line. */
export function PlanTimes({ plan }: { readonly plan: readonly number[] }) {
  const days = [...new Set(plan.map(dayWords))];
  return (
    <>
      {days.map((day) => (
        <span key={day} class="plan">
          <span class="label">{day}</span>
          {plan
            .filter((atMs) => dayWords(atMs) === day)
            .map((atMs) => (
              <b key={atMs}>{timeOfDay(atMs, zone())}</b>
            ))}
        </span>
      ))}
    </>
  );
}

const airingLamps = { planned: 'off', sent: 'wait', heard: 'done', lost: 'need', cancelled: 'off' } as const;

function Airings({ airings }: { readonly airings: readonly Airing[] }) {
  const inTime = [...airings].sort((a, b) => a.plannedAtMs - b.plannedAtMs);
  return (
    <ul class="airings" aria-label={w('one.airings')}>
      {inTime.map((one) => (
        <li key={one.n} class={one.state}>
          <Lamp state={airingLamps[one.state]} />
          <b>{momentWords(one.startedAtMs ?? one.plannedAtMs)}</b>
          {one.makesUp !== null && <span class="label">{w('one.madeUp')}</span>}
        </li>
      ))}
    </ul>
  );
}

function Back() {
  return (
    <Button look="quiet" icon="back" href="/broadcast/promotions">
      {t('action.back')}
    </Button>
  );
}
