import { useSignal } from '@preact/signals';
import type { PromotionOptions, PromotionView } from '../../promotions/rules.ts';
import { nowMs } from '../desk/desk-clock.ts';
import { Button, ErrorLine, Picks, Sheet, TextField } from '../kit/kit.ts';
import { w } from '../words/promotions-words.ts';
import { t } from '../words/t.ts';
import { language } from '../words/words.ts';
import type { Doing } from './lend-live.ts';
import { momentWords } from './promotions-state.ts';

const longestReason = 60;
const hourMs = 3_600_000;
const hours = [1, 2, 4, 24] as const;

interface ReasonProps {
  readonly promotion: PromotionView;
  readonly options: PromotionOptions;
  readonly verb: 'refuse' | 'defer';
  readonly doing: Doing;
  readonly onBack: () => void;
  readonly onDecide: (body: object) => void;
}

/** Why it is refused or put off, in one touch or in words; the reply is printed with it. */
export function ReasonSheet({ promotion, options, verb, doing, onBack, onDecide }: ReasonProps) {
  const { reasons } = options;
  // The reply is Chinese whatever the screen speaks.
  const first = reasons.value.find(({ id }) => verb === 'defer' || id !== 'busy') ?? reasons.value[0];
  const reason = useSignal(first?.zh ?? '');
  const choices = [
    promotion.proposal?.putOffUntilMs ?? 0,
    ...hours.map((count) => Math.ceil((nowMs.peek() + count * hourMs) / hourMs) * hourMs),
  ]
    .filter((atMs, at, all) => atMs > nowMs.peek() && atMs < promotion.untilMs && all.indexOf(atMs) === at)
    .sort((a, b) => a - b);
  const until = useSignal(promotion.proposal?.putOffUntilMs);
  const listed = reasons.value.find(({ zh }) => zh === reason.value);
  return (
    <Sheet
      title={w('list.title')}
      stage="promotions why"
      acts={
        <>
          <Button look="quiet" icon="back" onPress={onBack}>
            {t('action.back')}
          </Button>
          <Button
            look="main"
            push
            icon="printer"
            busy={doing.busy.value === verb}
            disabled={reason.value.trim() === ''}
            onPress={() =>
              onDecide({
                reason: reason.value.trim(),
                ...(verb === 'defer' && until.value !== undefined ? { untilMs: until.value } : {}),
              })
            }
          >
            {w(`decide.${verb}Now`)}
          </Button>
        </>
      }
    >
      <h2>{w(`decide.${verb}`, { shop: promotion.shop })}</h2>
      <Picks
        label={w('decide.reason')}
        choices={reasons.value.map(({ zh, en }) => ({ value: zh, label: language.value === 'zh' ? zh : en }))}
        value={listed?.zh}
        onPick={(zh) => (reason.value = zh)}
      />
      <TextField
        label={w('decide.other')}
        value={listed === undefined ? reason.value : ''}
        maxLength={longestReason}
        onInput={(text) => (reason.value = text)}
      />
      {verb === 'defer' && (
        <div class="until">
          <span class="label">{w('decide.until')}</span>
          <Picks
            label={w('decide.until')}
            choices={choices.map((atMs) => ({ value: atMs, label: momentWords(atMs) }))}
            value={until.value}
            onPick={(atMs) => (until.value = atMs)}
          />
        </div>
      )}
      <ErrorLine error={doing.failed.value} />
    </Sheet>
  );
}
