import { useSignal } from '@preact/signals';
import type { ReceiptView } from '../../receipts/rules.ts';
import { command, get } from '../desk/api.ts';
import { desk } from '../desk/desk.ts';
import { showName } from '../desk/idle.ts';
import { timeOfDay } from '../desk/local-time.ts';
import { yuan } from '../desk/money-text.ts';
import { Button, ErrorLine, FactRow, Facts, Money, Picks, Say, Sheet, Slot, type Tab } from '../kit/kit.ts';
import { w } from '../words/services-words.ts';
import { t } from '../words/t.ts';
import { say } from '../words/words.ts';
import { paperState } from './lend-hand-over.tsx';
import { useDoing, useLive, usePaper } from './lend-live.ts';

const reasons = ['void.typo', 'void.unwanted', 'void.twice', 'void.amount'] as const;
/** The void slip is Chinese whatever the screen speaks. */
const onPaper: Readonly<Record<(typeof reasons)[number], string>> = {
  'void.typo': '打错了',
  'void.unwanted': '顾客不要了',
  'void.twice': '开重了',
  'void.amount': '数量不对',
};

export interface ReceiptIssuedProps {
  readonly number: number;
  readonly tabs: readonly Tab[];
  /** After selling: the next customer. Without it the page is looked up from the list. */
  readonly onNext?: () => void;
  /** What to say while the money and the paper change hands. */
  readonly said?: string;
}

/** One receipt: its paper, what became of it, print again, void. */
export function ReceiptIssued({ number, tabs, onNext, said }: ReceiptIssuedProps) {
  const doing = useDoing();
  const voiding = useSignal(false);
  const reason = useSignal<(typeof reasons)[number] | undefined>(undefined);
  const live = useLive(`receipt ${number}`, () => get<ReceiptView>(`/api/receipts/${number}`), ['print', 'cash']);
  const receipt = live.value.value;
  const voided = receipt?.voided ?? null;
  const paper = usePaper(`receipt:${number}`, voided === null ? 'receipt' : 'receipt-void').value.value;
  const first = usePaper(`receipt:${number}`, 'receipt').value.value;
  const shown = paper ?? first;
  const { lamp, words } = paperState(shown);
  const act = (name: string, body: object): Promise<boolean> =>
    doing.run(name, async () => {
      await command('POST', `/api/receipts/${number}/${name}`, body);
      await live.reload();
    });
  if (receipt === undefined)
    return (
      <Sheet
        tabs={tabs}
        stage="services alone"
        acts={
          <Button look="quiet" icon="back" href="/receipts">
            {t('action.back')}
          </Button>
        }
      >
        <ErrorLine error={live.failed.value} onRetry={() => void live.reload()} />
      </Sheet>
    );
  const zone = desk.value?.timeZone ?? 'Asia/Shanghai';
  return (
    <Sheet
      tabs={tabs}
      stage="services issued"
      acts={
        voiding.value ? (
          <>
            <Button look="quiet" onPress={() => (voiding.value = false)}>
              {t('action.back')}
            </Button>
            <Button
              look="main"
              push
              busy={doing.busy.value === 'void'}
              disabled={reason.value === undefined}
              onPress={() => {
                const key = reason.value;
                if (key === undefined) return;
                void act('void', { reason: onPaper[key] }).then(() => (voiding.value = false));
              }}
            >
              {w('void.confirm', { yuan: yuan(receipt.totalFen) })}
            </Button>
          </>
        ) : (
          <>
            {onNext === undefined && (
              <Button look="quiet" icon="back" href="/receipts">
                {t('action.back')}
              </Button>
            )}
            {voided === null && <Button onPress={() => (voiding.value = true)}>{w('receipt.void')}</Button>}
            <Button busy={doing.busy.value === 'reprint'} onPress={() => void act('reprint', {})}>
              {w('receipt.reprint')}
            </Button>
            {onNext === undefined ? (
              <Button look="main" push href="/services">
                {w('receipt.new')}
              </Button>
            ) : (
              <Button look="main" push onPress={onNext}>
                {w('receipt.next')}
              </Button>
            )}
          </>
        )
      }
    >
      <div class="left">
        {voiding.value ? (
          <div class="why">
            <h2>{w('void.title', { number: receipt.printedNumber })}</h2>
            <Picks
              label={w('void.reason')}
              choices={reasons.map((key) => ({ value: key, label: w(key) }))}
              value={reason.value}
              onPick={(value) => (reason.value = value)}
            />
            <p>{w('void.says', { yuan: yuan(receipt.totalFen) })}</p>
          </div>
        ) : (
          <>
            <Money
              label={w(voided === null ? 'receipt.taken' : 'receipt.givenBack')}
              fen={receipt.totalFen}
              note={say(receipt.method.name)}
            />
            <Facts>
              {receipt.changeFen > 0 && voided === null && (
                <FactRow state="done">
                  {w('receipt.change', { received: yuan(receipt.receivedFen), change: yuan(receipt.changeFen) })}
                </FactRow>
              )}
              {voided !== null && (
                <FactRow state="done" lead={w('receipt.voided')}>
                  {w('receipt.voidedBy', {
                    reason: voided.reason,
                    name: showName(voided.by.name),
                    time: timeOfDay(voided.atMs, zone),
                  })}
                </FactRow>
              )}
              <FactRow state={lamp}>{w('receipt.paper', { number: receipt.printedNumber, state: words })}</FactRow>
              <FactRow state="done">
                {w('receipt.by', { name: showName(receipt.issuedBy.name), time: timeOfDay(receipt.issuedAtMs, zone) })}
              </FactRow>
              {receipt.reprints > 0 && <FactRow state="done">{w('receipt.reprints', { n: receipt.reprints })}</FactRow>}
            </Facts>
          </>
        )}
        <ErrorLine error={doing.failed.value} />
        {said !== undefined && voided === null && !voiding.value && <Say>{said}</Say>}
      </div>
      <div class="right">
        {shown?.picture != null ? (
          <Slot key={shown.job.id} picture={shown.picture} comesOut fit />
        ) : (
          <div class="slot blank">
            <p>{w('services.preview')}</p>
          </div>
        )}
      </div>
    </Sheet>
  );
}
