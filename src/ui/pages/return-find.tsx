import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { useLocation } from 'wouter-preact';
import type { LoanView } from '../../loans/view.rules.ts';
import { get } from '../desk/api.ts';
import { desk } from '../desk/desk.ts';
import { nowMs } from '../desk/desk-clock.ts';
import { timeOfDay } from '../desk/local-time.ts';
import { Button, Empty, ErrorLine, Icon, Sheet, TextField } from '../kit/kit.ts';
import { w } from '../words/return-words.ts';
import { t } from '../words/t.ts';
import { umbrellaTabs } from './lend.tsx';
import { type LoansNow, useDoing, useLive } from './lend-live.ts';
import { showProof } from './lend-tap.tsx';

const longestCode = 40;
const scanGapMs = 100;
const shortestScan = 4;

/** A scanner types fast and ends with Enter, wherever no field has the caret. */
export function useScanner(onScan: (text: string) => void): void {
  useEffect(() => {
    let typed = '';
    let lastMs = 0;
    const key = (event: KeyboardEvent): void => {
      if (event.target instanceof HTMLInputElement || event.target instanceof HTMLTextAreaElement) return;
      if (event.timeStamp - lastMs > scanGapMs) typed = '';
      lastMs = event.timeStamp;
      if (event.key.length === 1) typed += event.key;
      if (event.key !== 'Enter') return;
      const text = typed;
      typed = '';
      if (text.length < shortestScan) return;
      event.preventDefault();
      onScan(text);
    };
    addEventListener('keydown', key);
    return () => removeEventListener('keydown', key);
  }, [onScan]);
}

const isCode = (text: string): boolean => text.replace(/[\s-]/g, '').length === 8 && !/^U-/i.test(text);

/** `11-20 14:37`, or only the time when it was today. */
export function whenText(atMs: number): string {
  const zone = desk.value?.timeZone ?? 'Asia/Shanghai';
  const dayOf = (ms: number): string =>
    new Intl.DateTimeFormat('en-CA', { timeZone: zone, month: '2-digit', day: '2-digit' }).format(ms);
  const time = timeOfDay(atMs, zone);
  return dayOf(atMs) === dayOf(nowMs.value) ? w('return.today', { time }) : `${dayOf(atMs)} ${time}`;
}

/** Which loan: a card on the reader, the slip's code, or the umbrella's number. */
export function FindLoan() {
  const [, navigate] = useLocation();
  const code = useSignal('');
  const found = useSignal<readonly LoanView[] | undefined>(undefined);
  const doing = useDoing();
  const live = useLive('return', () => get<LoansNow>('/api/loans'), ['loan']);
  const now = live.value.value;

  const putting = now?.active.find((loan) => loan.kind === 'umbrella' && loan.step.startsWith('put'));
  useEffect(() => {
    if (putting !== undefined) navigate(`/return/${putting.id}`);
  }, [putting?.id]);

  const look = (text: string): void =>
    void doing.run('find', async () => {
      const { loans } = await get<{ readonly loans: readonly LoanView[] }>(
        `/api/loans/open?code=${encodeURIComponent(text)}`,
      );
      const umbrellas = loans.filter((loan) => loan.kind === 'umbrella');
      const [only] = umbrellas;
      if (umbrellas.length === 1 && only !== undefined) {
        if (isCode(text)) showProof(only.id, { kind: 'code', code: text });
        navigate(`/return/${only.id}`);
      } else found.value = umbrellas;
    });
  useScanner(look);

  const out = [...(now?.active.filter((loan) => loan.step === 'hand-over') ?? []), ...(now?.out ?? [])];
  const shown = (found.value !== undefined && found.value.length > 0 ? found.value : out).filter(
    (loan) => loan.kind === 'umbrella',
  );
  return (
    <Sheet
      tabs={umbrellaTabs('return')}
      stage="back find"
      acts={
        <>
          <Button look="quiet" href="/">
            {t('action.cancel')}
          </Button>
          <Button
            look="main"
            push
            icon="find"
            busy={doing.busy.value !== undefined}
            disabled={code.value.trim() === ''}
            onPress={() => look(code.value.trim())}
          >
            {w('return.find')}
          </Button>
        </>
      }
    >
      <div class="cue">
        <Icon name="tapcard" />
        <div>
          <h2>{w('return.tap')}</h2>
          <p>{w('return.orScan')}</p>
        </div>
      </div>
      <TextField
        label={w('return.code')}
        value={code.value}
        layout="english"
        maxLength={longestCode}
        placeholder={w('return.codeHint')}
        onInput={(value) => {
          code.value = value;
          found.value = undefined;
          if (isCode(value)) look(value.trim());
        }}
      />
      <ErrorLine error={doing.failed.value ?? live.failed.value} />
      {found.value?.length === 0 && <p class="need">{w('return.notFound')}</p>}
      {shown.length === 0 ? (
        now !== undefined && <Empty icon="umbrella">{w('return.noneOut')}</Empty>
      ) : (
        <ul class="outs" aria-label={w('return.out')}>
          {shown.map((loan) => (
            <li key={loan.id}>
              <button type="button" class="pick" onClick={() => navigate(`/return/${loan.id}`)}>
                <Icon name="umbrella" />
                <b>{w('return.number', { number: loan.item.number })}</b>
                <span>{whenText(loan.lentAtMs ?? loan.startedAtMs)}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
    </Sheet>
  );
}
