import './tap-month.css';
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { TapMonth as Shown } from '../../outcomes/view.rules.ts';
import { peek } from '../desk/api.ts';
import { onEvent } from '../desk/events.ts';
import { Acts, Button, ErrorLine } from '../kit/kit.ts';
import { w } from '../words/month-words.ts';
import { Side } from './month.tsx';
import { monthTitle } from './month-cells.ts';
import { MonthCalendar } from './month-picture.tsx';

const tickMs = 1000;

interface TapMonthProps {
  readonly punchId: number;
  readonly onClose: () => void;
}

/** The month of who just tapped, over whatever page is open, which stays as it is; it goes by itself, and when somebody else taps. */
export function TapMonth({ punchId, onClose }: TapMonthProps) {
  const shown = useSignal<Shown | undefined>(undefined);
  const failed = useSignal<unknown>(undefined);
  const leftMs = useSignal(0);
  const chosen = useSignal<string | undefined>(undefined);
  useEffect(() => {
    // Asked as nobody: it is the tap that permits, whoever is signed in.
    peek<Shown>(`/api/outcomes/taps/${punchId}/month`).then(
      (answer) => {
        leftMs.value = answer.leftMs;
        shown.value = answer;
      },
      (thrown: unknown) => (failed.value = thrown),
    );
    return onEvent('punch', (punch) => {
      if (punch.punchId !== punchId) onClose();
    });
  }, [punchId]);
  useEffect(() => {
    if (shown.value === undefined) return;
    const timer = setInterval(() => {
      leftMs.value -= tickMs;
      if (leftMs.value <= 0) onClose();
    }, tickMs);
    return () => clearInterval(timer);
  }, [shown.value]);
  const view = shown.value?.month;
  return (
    <section class="sheet tapmonth" role="dialog" aria-label={w('act.mine')}>
      <header class="bar">
        {/* Their own name, shown to them: not masked. */}
        <h1>{view === undefined ? '' : w('title.one', { name: view.name, month: monthTitle(view.month) })}</h1>
        {view !== undefined && (
          <span class="label">{w('tap.closes', { n: Math.max(0, Math.ceil(leftMs.value / tickMs)) })}</span>
        )}
      </header>
      <section class="stage monthpage">
        {view === undefined ? (
          <ErrorLine error={failed.value} />
        ) : (
          <MonthCalendar
            view={view}
            chosen={chosen.value}
            onChoose={(day) => (chosen.value = day === chosen.value ? undefined : day)}
          />
        )}
        <div class="side">
          {view !== undefined && <Side view={view} chosen={chosen.value} onChoose={(day) => (chosen.value = day)} />}
          <Acts>
            <Button look="main" push onPress={onClose}>
              {w('act.done')}
            </Button>
          </Acts>
        </div>
      </section>
    </section>
  );
}
