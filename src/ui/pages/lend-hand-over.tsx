import { command } from '../desk/api.ts';
import { Button, FactRow, Facts, type LampState, Say, Slot } from '../kit/kit.ts';
import { w } from '../words/lend-words.ts';
import { t } from '../words/t.ts';
import { say } from '../words/words.ts';
import { type PaperNow, usePaper } from './lend-live.ts';
import type { StepParts } from './lend-parts.ts';

const whyNot: Readonly<Record<string, 'paper.noPaper' | 'paper.coverOpen' | 'paper.noLink'>> = {
  'printer/paper-out': 'paper.noPaper',
  'printer/cover-open': 'paper.coverOpen',
  'printer/offline': 'paper.noLink',
};

/** The lamp and the words for a paper on its way. */
export function paperState(paper: PaperNow | null | undefined): { readonly lamp: LampState; readonly words: string } {
  if (paper === null || paper === undefined) return { lamp: 'off', words: w('paper.none') };
  switch (paper.job.state) {
    case 'confirmed':
      return { lamp: 'done', words: w('paper.out') };
    case 'queued':
    case 'sent':
      return { lamp: 'wait', words: w('paper.coming') };
    case 'failed':
      return { lamp: 'need', words: w(whyNot[paper.job.code ?? ''] ?? 'paper.failed') };
    case 'ask':
    case 'unconfirmed':
      return paper.job.settled ? { lamp: 'done', words: w('paper.out') } : { lamp: 'need', words: w('paper.unsure') };
  }
}

/** Step 3: the slip as it came out, and what goes into the customer's hands. */
export function HandOver({ loan }: StepParts) {
  const paper = usePaper(`loan:${loan.id}`, 'deposit-slip');
  const now = paper.value.value;
  const { lamp, words } = paperState(now);
  return (
    <div class={`paper ${lamp === 'done' ? '' : 'pending'}`}>
      {now?.picture != null ? <Slot key={now.job.id} picture={now.picture} comesOut /> : <div class="slot" />}
      <div class="hand">
        <h2>{w('lend.give')}</h2>
        <Facts>
          <FactRow state="done">{w('lend.gaveUmbrella', { number: loan.item.number })}</FactRow>
          <FactRow state={lamp}>{w('lend.slip', { state: words })}</FactRow>
          {loan.card !== null && <FactRow state="off">{w('lend.giveCard', { label: loan.card.label })}</FactRow>}
        </Facts>
        {loan.say !== null && <Say>{say(loan.say)}</Say>}
      </div>
    </div>
  );
}

/** What a person can do about a paper: say that it came out, print again, try again. Nothing while it is on its way. */
export function PaperActs({ paper }: { readonly paper: PaperNow | null | undefined }) {
  if (paper === null || paper === undefined) return null;
  const { id, offers, settled, state } = paper.job;
  const post = (verb: string, body?: object) => (): void =>
    void command('POST', `/api/print-jobs/${id}/${verb}`, body ?? {}).catch(() => undefined);
  if (offers.includes('retry')) return <Button onPress={post('retry')}>{w('paper.retry')}</Button>;
  if (offers.includes('answer') && !settled)
    return (
      <>
        <Button onPress={post('answer', { cameOut: false })}>{w('paper.notOut')}</Button>
        <Button onPress={post('answer', { cameOut: true })}>{w('paper.cameOut')}</Button>
      </>
    );
  if (offers.includes('reprint'))
    return (
      <Button onPress={post('reprint')}>{state === 'confirmed' ? w('paper.reprintLost') : w('paper.reprint')}</Button>
    );
  return null;
}

interface HandOverActsProps extends StepParts {
  readonly onFinish: () => void;
  readonly onAgain: () => void;
}

/** The paper's way out, one more umbrella, done. */
export function HandOverActs({ loan, doing, onFinish, onAgain }: HandOverActsProps) {
  const paper = usePaper(`loan:${loan.id}`, 'deposit-slip');
  return (
    <>
      <PaperActs paper={paper.value.value} />
      <Button disabled={doing.busy.value !== undefined} onPress={onAgain}>
        {w('lend.oneMore')}
      </Button>
      <Button look="main" push busy={doing.busy.value === 'finish'} onPress={onFinish}>
        {t('action.done')}
      </Button>
    </>
  );
}
