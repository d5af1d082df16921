import './services.css';
import { Link, useParams } from 'wouter-preact';
import type { ReceiptDay } from '../../receipts/rules.ts';
import { get } from '../desk/api.ts';
import { desk } from '../desk/desk.ts';
import { timeOfDay } from '../desk/local-time.ts';
import { yuan } from '../desk/money-text.ts';
import { Button, Empty, ErrorLine, Lamp, Sheet } from '../kit/kit.ts';
import { w } from '../words/services-words.ts';
import { say } from '../words/words.ts';
import { CounterOnly } from './lend-gate.tsx';
import { useLive } from './lend-live.ts';
import { ReceiptIssued } from './receipts-issued.tsx';
import { serviceTabs } from './services.tsx';

/** Today's receipts, newest first. */
export function ReceiptsPage() {
  return (
    <CounterOnly tabs={serviceTabs('receipts')}>
      <Today />
    </CounterOnly>
  );
}

/** One receipt out of the list. */
export function ReceiptPage() {
  const { number = '' } = useParams();
  return (
    <CounterOnly tabs={serviceTabs('receipts')}>
      <ReceiptIssued key={number} number={Number(number)} tabs={serviceTabs('receipts')} />
    </CounterOnly>
  );
}

function Today() {
  const live = useLive('receipts', () => get<ReceiptDay>('/api/receipts'), ['print', 'cash']);
  const day = live.value.value;
  const zone = desk.value?.timeZone ?? 'Asia/Shanghai';
  return (
    <Sheet
      tabs={serviceTabs('receipts')}
      stage="services list scroll"
      acts={
        <>
          {day !== undefined && (
            <p class="dayline">
              {w('receipts.sum', { n: day.receipts.length - day.voidedCount, yuan: yuan(day.incomeFen) })}
              {day.voidedCount > 0 && `，${w('receipts.voided', { n: day.voidedCount })}`}
            </p>
          )}
          <Button look="main" push href="/services">
            {w('receipt.new')}
          </Button>
        </>
      }
    >
      <ErrorLine error={live.failed.value} onRetry={() => void live.reload()} />
      {day?.receipts.length === 0 && <Empty icon="receipt">{w('receipts.none')}</Empty>}
      <ul class="receiptrows">
        {day?.receipts.map((receipt) => {
          const trouble = receipt.papers.some(
            (paper) => !paper.settled && paper.offers.length > 0 && paper.state !== 'confirmed',
          );
          return (
            <li key={receipt.number}>
              <Link href={`/receipts/${receipt.number}`} class={receipt.voided === null ? '' : 'void'}>
                <b>{receipt.printedNumber}</b>
                <span>{timeOfDay(receipt.issuedAtMs, zone)}</span>
                <span class="what">
                  {receipt.lines.map((line) => `${line.name} ${line.quantity} ${line.unit}`).join('，')}
                </span>
                {trouble && <Lamp state="need" />}
                <span>{receipt.voided === null ? say(receipt.method.name) : w('receipt.voided')}</span>
                <b class="fen">{yuan(receipt.totalFen)}</b>
              </Link>
            </li>
          );
        })}
      </ul>
    </Sheet>
  );
}
