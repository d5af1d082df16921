import { useSignal } from '@preact/signals';
import type { FindingView, MonthView } from '../../outcomes/view.rules.ts';
import { Button, ErrorLine, FactRow, Facts, FormRow, Pick, Sheet, TextField } from '../kit/kit.ts';
import { w } from '../words/outcomes-words.ts';
import { t } from '../words/t.ts';
import type { Doing } from './lend-live.ts';
import { decisionWords, evidenceWords, findingWords, leadsWords } from './outcomes-state.ts';

const whys = ['why.present', 'why.device', 'why.traffic', 'why.task'] as const;
const longestWhy = 200;

/** A finding with its clause, what it leads to, what it was found from, and who decided what. */
export function FindingDetail({ finding, month }: { readonly finding: FindingView; readonly month: MonthView }) {
  const decisions = month.decisions.filter(({ findingKey }) => findingKey === finding.key);
  return (
    <article>
      <h2>
        {finding.day} {findingWords(finding)}
      </h2>
      <Facts>
        <FactRow
          state={finding.undecided ? 'need' : finding.consequence === 'waiting' ? 'wait' : 'done'}
          note={w('one.clause', { clause: finding.clause })}
        >
          {leadsWords(finding, month)}
        </FactRow>
        {evidenceWords(finding, month).map((line) => (
          <FactRow key={line} state="off">
            {line}
          </FactRow>
        ))}
        {decisions.map((decision) => (
          <FactRow key={decision.decisionId} state="done">
            {decisionWords(decision)}
          </FactRow>
        ))}
      </Facts>
    </article>
  );
}

interface ReasonProps {
  readonly finding: FindingView;
  readonly doing: Doing;
  readonly onBack: () => void;
  readonly onExcuse: (reason: string) => void;
}

/** Why a finding is excused, in one touch or in words. */
export function ReasonSheet({ finding, doing, onBack, onExcuse }: ReasonProps) {
  const why = useSignal('');
  const listed = whys.some((key) => w(key) === why.value);
  return (
    <Sheet
      title={w('why.title', { what: findingWords(finding) })}
      stage="outcomes why"
      acts={
        <>
          <Button look="quiet" onPress={onBack}>
            {t('action.cancel')}
          </Button>
          <Button
            look="main"
            push
            busy={doing.busy.value !== undefined}
            disabled={why.value.trim() === ''}
            onPress={() => onExcuse(why.value.trim())}
          >
            {w('why.do')}
          </Button>
        </>
      }
    >
      <FormRow label={w('why.label')}>
        <div class="picks">
          {whys.map((key) => (
            <Pick key={key} pressed={why.value === w(key)} onPress={() => (why.value = w(key))}>
              {w(key)}
            </Pick>
          ))}
        </div>
      </FormRow>
      <TextField
        label={w('why.other')}
        value={listed ? '' : why.value}
        maxLength={longestWhy}
        onInput={(text) => (why.value = text)}
      />
      <p class="label">{w('why.note')}</p>
      <ErrorLine error={doing.failed.value} />
    </Sheet>
  );
}
