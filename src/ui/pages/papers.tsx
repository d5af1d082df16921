import './papers.css';
import { useSignal } from '@preact/signals';
import type { PaperPicture } from '../../ports/receipt-printer.ts';
import type { PrintJob, PrintState } from '../../printing/rules.ts';
import { command } from '../desk/api.ts';
import { useAsked } from '../desk/ask-again.ts';
import { desk, session } from '../desk/desk.ts';
import { timeOfDay } from '../desk/local-time.ts';
import { Button, Empty, ErrorLine, Lamp, type LampState, Sheet, Slip } from '../kit/kit.ts';
import { documentWord, stateWords, w } from '../words/paper-words.ts';
import { t } from '../words/t.ts';

const lamps: Record<PrintState, LampState> = {
  queued: 'wait',
  sent: 'wait',
  confirmed: 'done',
  unconfirmed: 'wait',
  failed: 'need',
  ask: 'need',
};

type Pictured = PrintJob & { readonly picture: PaperPicture | null };

/** Today's prints; first those somebody has to look at, each with what can be done. */
export function PapersPage() {
  const jobs = useAsked<readonly PrintJob[]>('/api/print-jobs', { on: ['print'] });
  const picked = useSignal<number | undefined>(undefined);
  const busy = useSignal(false);
  const refused = useSignal<unknown>(undefined);
  const list = jobs.answer.value ?? [];
  const job = list.find(({ id }) => id === picked.value) ?? list[0];
  const signedIn = session.value !== null;
  const shown = useAsked<Pictured>(signedIn && job !== undefined ? `/api/print-jobs/${job.id}` : '');
  const picture = shown.answer.value?.id === job?.id ? shown.answer.value?.picture : undefined;

  const act = async (what: string, body?: unknown): Promise<void> => {
    if (job === undefined) return;
    busy.value = true;
    refused.value = undefined;
    picked.value = job.id;
    try {
      await command('POST', `/api/print-jobs/${job.id}/${what}`, body);
      jobs.again();
    } catch (thrown) {
      refused.value = thrown;
    } finally {
      busy.value = false;
    }
  };

  return (
    <Sheet
      title={w('papers.title')}
      stage="papers"
      acts={
        <>
          <Button look="quiet" icon="back" href="/more">
            {t('action.back')}
          </Button>
          {job !== undefined &&
            (signedIn ? (
              <Offers job={job} busy={busy.value} act={act} />
            ) : (
              <Button look="main" push icon="user" href="/sign-in">
                {t('bar.signIn')}
              </Button>
            ))}
        </>
      }
    >
      {jobs.answer.value !== undefined && list.length === 0 && <Empty icon="printer">{w('papers.none')}</Empty>}
      <ul class="jobs">
        {list.map((each) => (
          <li key={each.id}>
            <button type="button" aria-pressed={each.id === job?.id} onClick={() => (picked.value = each.id)}>
              <Lamp state={each.settled ? (each.state === 'failed' ? 'off' : lamps[each.state]) : lamps[each.state]} />
              <span>
                <b>{documentWord(each.document)}</b>
                {each.reprintNo > 0 && <em>{w('papers.reprintNo', { n: each.reprintNo })}</em>}
                <span class="label">{stateWords(each.state, each.code)}</span>
              </span>
              <time>{timeOfDay(each.queuedAtMs, desk.value?.timeZone ?? 'Asia/Shanghai')}</time>
            </button>
          </li>
        ))}
      </ul>
      {job !== undefined && (
        <div class="look">
          <ErrorLine error={refused.value ?? jobs.failed.value} />
          {job.offers.includes('answer') && <h2>{w('papers.cameOut')}</h2>}
          <div class="slot">
            {picture === undefined || picture === null ? (
              <p class="label">{signedIn ? picture === null && w('papers.noPicture') : w('papers.signIn')}</p>
            ) : (
              <Slip picture={picture} fit />
            )}
          </div>
        </div>
      )}
    </Sheet>
  );
}

interface OffersProps {
  readonly job: PrintJob;
  readonly busy: boolean;
  readonly act: (what: string, body?: unknown) => Promise<void>;
}

function Offers({ job, busy, act }: OffersProps) {
  if (job.offers.includes('answer'))
    return (
      <>
        <Button push busy={busy} onPress={() => void act('answer', { cameOut: false })}>
          {job.offers.includes('reprint') || job.state === 'ask' ? w('papers.no') : w('papers.noJust')}
        </Button>
        <Button look="main" busy={busy} onPress={() => void act('answer', { cameOut: true })}>
          {w('papers.yes')}
        </Button>
      </>
    );
  if (job.offers.includes('retry'))
    return (
      <Button look="main" push icon="printer" busy={busy} onPress={() => void act('retry')}>
        {w('papers.retry')}
      </Button>
    );
  if (job.offers.includes('reprint'))
    return (
      <Button push icon="printer" busy={busy} onPress={() => void act('reprint')}>
        {w('papers.reprint')}
      </Button>
    );
  return null;
}
