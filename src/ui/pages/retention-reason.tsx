import { useSignal } from '@preact/signals';
import type { ListEntry, ListView } from '../../retention/rules.ts';
import { Button, ErrorLine, Picks, Sheet, TextField } from '../kit/kit.ts';
import { w } from '../words/retention-words.ts';
import { t } from '../words/t.ts';
import { say } from '../words/words.ts';
import type { Doing } from './lend-live.ts';
import { day } from './retention-state.ts';

const longestReason = 100;
const reasons = ['complaint', 'dispute', 'police', 'audit'] as const;

interface ReasonProps {
  readonly doing: Doing;
  readonly onBack: () => void;
}

/** Why an entry is kept longer, in one touch or in words. */
export function HoldSheet({
  list,
  entry,
  onHold,
  ...more
}: ReasonProps & { readonly list: ListView; readonly entry: ListEntry; readonly onHold: (reason: string) => void }) {
  const { number, kind, fromMs, untilMs, records, papers } = entry;
  const about = { kind: say(kind), from: day(fromMs), until: day(untilMs), records, papers };
  const isSigned = list.state === 'printed';
  const isApproved = list.approvals.length > 0;
  return (
    <WhySheet
      {...more}
      verb="hold"
      title={w('hold.title', { number })}
      about={[w('hold.about', about), isSigned ? w('hold.void') : isApproved ? w('hold.again') : '']}
      act={w('hold.now')}
      onAct={onHold}
    />
  );
}

/** Why nothing of a list is destroyed. */
export function RefuseSheet({
  list,
  onRefuse,
  ...more
}: ReasonProps & { readonly list: ListView; readonly onRefuse: (reason: string) => void }) {
  return (
    <WhySheet
      {...more}
      verb="refuse"
      title={w('refuse.title', { number: list.number })}
      about={[]}
      act={w('refuse.now')}
      onAct={onRefuse}
    />
  );
}

interface WhyProps extends ReasonProps {
  readonly verb: string;
  readonly title: string;
  readonly about: readonly string[];
  readonly act: string;
  readonly onAct: (reason: string) => void;
}

function WhySheet({ verb, title, about, act, doing, onBack, onAct }: WhyProps) {
  const reason = useSignal('');
  const choices = reasons.map((name) => ({ value: w(`hold.${name}`), label: w(`hold.${name}`) }));
  const picked = choices.find(({ value }) => value === reason.value);
  return (
    <Sheet
      title={w('tab.now')}
      stage="retention why scroll"
      acts={
        <>
          <Button look="quiet" icon="back" onPress={onBack}>
            {t('action.back')}
          </Button>
          <Button
            look="main"
            push
            busy={doing.busy.value === verb}
            disabled={reason.value.trim() === ''}
            onPress={() => onAct(reason.value.trim())}
          >
            {act}
          </Button>
        </>
      }
    >
      <h2>{title}</h2>
      {about.map((line) => line !== '' && <p key={line}>{line}</p>)}
      <Picks label={w('hold.why')} choices={choices} value={picked?.value} onPick={(value) => (reason.value = value)} />
      <TextField
        label={w('hold.why')}
        value={picked === undefined ? reason.value : ''}
        maxLength={longestReason}
        onInput={(text) => (reason.value = text)}
      />
      <ErrorLine error={doing.failed.value} />
    </Sheet>
  );
}
