import './card.css';
import { useSignal } from '@preact/signals';
import type { Sentence } from '../../ports/device.ts';
import type { CardFees, CardRecord, Person } from '../../staff/rules.ts';
import { command } from '../desk/api.ts';
import { useAsked } from '../desk/ask-again.ts';
import { desk, mayDo } from '../desk/desk.ts';
import { showName } from '../desk/idle.ts';
import { dateLine } from '../desk/local-time.ts';
import { yuan } from '../desk/money-text.ts';
import { Button, ErrorLine, Icon, Lamp, Picks, Say, Sheet, WaitingButton } from '../kit/kit.ts';
import { w } from '../words/staff-words.ts';
import { t } from '../words/t.ts';
import { language, say } from '../words/words.ts';
import { staffTabs } from './staff.tsx';

type Reason = 'lost' | 'worn';

/** What a card costs, and how one may pay. */
interface CardFeesShown extends CardFees {
  readonly methods: readonly { readonly id: string; readonly name: Sentence }[];
}

export interface CardChangeProps {
  readonly card: CardRecord;
  readonly owner: Person | undefined;
  readonly replacing: boolean;
  /** The unregistered card last held to the reader. */
  readonly newCardId: string | undefined;
  /** A registered card was held where a new one is wanted. */
  readonly wrongNew: boolean;
  readonly onReplace: () => void;
  readonly onDone: () => void;
  readonly onReplaced: (newCardId: string) => void;
  readonly onClose: () => void;
}

/** One card: whose it is, and what can become of it. */
export function CardChange(props: CardChangeProps) {
  const { card, owner, replacing, newCardId, wrongNew } = props;
  const reason = useSignal<Reason>('lost');
  const sure = useSignal<'lost' | 'return' | 'charge' | undefined>(undefined);
  const busy = useSignal(false);
  const failed = useSignal<unknown>(undefined);
  const inUse = card.state === 'in-use';
  const mayHandle = mayDo('hr', 'shift-lead', 'supervisor');

  const run = async (act: () => Promise<unknown>, then?: () => void): Promise<void> => {
    busy.value = true;
    failed.value = undefined;
    try {
      await act();
      then?.();
    } catch (thrown) {
      failed.value = thrown;
    } finally {
      busy.value = false;
      sure.value = undefined;
    }
  };
  const at = (what: string): string => `/api/cards/${card.cardId}/${what}`;
  const lose = (): void => {
    if (sure.value !== 'lost') sure.value = 'lost';
    else void run(() => command('POST', at('lost'), { reason: w('card.reason.lost') }), props.onDone);
  };
  const takeBack = (): void => {
    if (sure.value !== 'return') sure.value = 'return';
    else void run(() => command('POST', at('return')), props.onDone);
  };
  const fees = useAsked<CardFeesShown>('/api/card-fees').answer.value;
  const method = useSignal<string | undefined>(undefined);
  const methodId = method.value ?? fees?.methods[0]?.id ?? '';
  const isLost = reason.value === 'lost' || card.state === 'lost';
  const feeFen = fees === undefined || card.kind !== 'employee' ? 0 : isLost ? fees.value.lostFen : fees.value.wornFen;
  const hasLeft = owner !== undefined && !owner.active;
  const keptFen = fees?.value.keptFen ?? 0;
  const replace = (): void => {
    if (newCardId === undefined) return;
    const body = { newCardId, why: isLost ? 'lost' : 'worn', methodId, saidFeeFen: feeFen };
    void run(async () => {
      const issued = await command<{ readonly cardId: string }>('POST', at('replace'), body);
      props.onReplaced(issued.cardId);
    });
  };
  const charge = (): void => {
    if (sure.value !== 'charge') sure.value = 'charge';
    else void run(() => command('POST', at('charge'), { methodId, saidFeeFen: keptFen }), props.onDone);
  };

  return (
    <Sheet
      tabs={staffTabs('cards')}
      stage="cardone"
      acts={
        <>
          <Button look="quiet" icon="back" onPress={props.onClose}>
            {t('action.back')}
          </Button>
          {!replacing && inUse && (
            <Button busy={busy.value} onPress={lose}>
              {w(sure.value === 'lost' ? 'card.lostSure' : 'card.lost')}
            </Button>
          )}
          {!replacing && inUse && mayHandle && (
            <Button busy={busy.value} onPress={takeBack}>
              {w(sure.value === 'return' ? 'card.returnSure' : 'card.return')}
            </Button>
          )}
          {!replacing && inUse && hasLeft && mayHandle && fees !== undefined && (
            <Button look="main" push busy={busy.value} onPress={charge}>
              {w(sure.value === 'charge' ? 'card.chargeSure' : 'card.charge', { yuan: yuan(keptFen) })}
            </Button>
          )}
          {!replacing && card.state !== 'returned' && mayHandle && !hasLeft && (
            <Button look="main" push onPress={props.onReplace}>
              {w('card.replace')}
            </Button>
          )}
          {replacing && newCardId === undefined && <WaitingButton>{w('card.waiting')}</WaitingButton>}
          {replacing && newCardId !== undefined && (
            <Button look="main" push busy={busy.value} disabled={fees === undefined} onPress={replace}>
              {feeFen === 0 ? w('card.replaceDo') : w('card.replacePaid', { yuan: yuan(feeFen) })}
            </Button>
          )}
        </>
      }
    >
      <div class="face big">
        <span class="label">{w(`card.${card.kind}`)}</span>
        <b>{owner === undefined ? card.label : showName(owner.name)}</b>
        {owner !== undefined && <span>{card.label}</span>}
        <span class="lamped">
          <Lamp state={inUse ? 'done' : card.state === 'lost' ? 'need' : 'off'} />
          {w(`card.state.${card.state}`)}
        </span>
        <span class="label">
          {w('card.issuedAt', {
            at: dateLine(card.issuedAtMs, desk.value?.timeZone ?? 'Asia/Shanghai', language.value),
          })}
          {card.reason !== '' && ` · ${card.reason}`}
        </span>
        <code>{card.cardId}</code>
      </div>
      <div class="side">
        <ErrorLine error={failed.value} />
        {!mayHandle && <p class="label">{w('card.role')}</p>}
        {hasLeft && inUse && <p class="need">{w('card.hasLeft')}</p>}
        {replacing && (
          <>
            <p class="present">
              <Icon name="tapcard" />
              {newCardId === undefined ? w('card.replaceSay') : w('card.replaceReady', { id: newCardId })}
            </p>
            {wrongNew && <p class="need">{w('card.newNotUnknown')}</p>}
            <Picks
              label={w('card.replace')}
              choices={[
                { value: 'lost', label: w('card.reason.lost') },
                { value: 'worn', label: w('card.reason.worn') },
              ]}
              value={isLost ? 'lost' : reason.value}
              onPick={(value: Reason) => (reason.value = value)}
            />
          </>
        )}
        {fees !== undefined && mayHandle && ((replacing && feeFen > 0) || (hasLeft && inUse && keptFen > 0)) && (
          <>
            <Say>{w('card.say', { yuan: yuan(replacing ? feeFen : keptFen) })}</Say>
            <Picks
              label={w('card.pay')}
              choices={fees.methods.map(({ id, name }) => ({ value: id, label: say(name) }))}
              value={methodId}
              onPick={(value) => (method.value = value)}
            />
            <p class="label">{w('card.feeBy', { clause: fees.clause })}</p>
          </>
        )}
      </div>
    </Sheet>
  );
}
