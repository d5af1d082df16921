import './attendance.css';
import { useSignal } from '@preact/signals';
import type { PersonPresent, PunchListed, WaitingListed } from '../../attendance/rules.ts';
import { useAsked } from '../desk/ask-again.ts';
import { desk, session } from '../desk/desk.ts';
import { showName } from '../desk/idle.ts';
import { timeOfDay } from '../desk/local-time.ts';
import { Button, Empty, ErrorLine, Sheet } from '../kit/kit.ts';
import { w } from '../words/attendance-words.ts';
import { w as mw } from '../words/month-words.ts';
import { t } from '../words/t.ts';
import { say } from '../words/words.ts';
import { LetGo, UndatedPunches, WaitingForRelief } from './attendance-relief.tsx';
import { attendanceTabs } from './attendance-tabs.ts';
import { thisMonth } from './month-cells.ts';

/** Who is here, and every punch of today, newest first. Open to anybody: an employee looks whether a tap counted. */
export function AttendancePage() {
  const letting = useSignal<WaitingListed | undefined>(undefined);
  const punches = useAsked<readonly PunchListed[]>('/api/punches/today', { on: ['punch', 'attendance'] });
  const here = useAsked<readonly PersonPresent[]>('/api/presence', { on: ['punch', 'attendance'] });
  const me = session.value;
  const listed = punches.answer.value;
  const present = here.answer.value;
  const at = (ms: number): string => timeOfDay(ms, desk.value?.timeZone ?? 'UTC');
  if (letting.value !== undefined) return <LetGo wait={letting.value} onDone={() => (letting.value = undefined)} />;
  return (
    <Sheet
      tabs={attendanceTabs('/attendance')}
      stage="attendance"
      acts={
        <>
          <Button look="quiet" icon="back" href="/more">
            {t('action.back')}
          </Button>
          {me !== null && (
            <Button push icon="calendar" href={`/attendance/month/${me.staffId}/${thisMonth()}`}>
              {mw('act.mine')}
            </Button>
          )}
        </>
      }
    >
      <section>
        <h2>{w('attendance.here', { n: present?.length ?? 0 })}</h2>
        <WaitingForRelief onLetGo={(wait) => (letting.value = wait)} />
        <ErrorLine error={here.failed.value} onRetry={here.again} />
        {present?.length === 0 && <Empty icon="user">{w('attendance.nobody')}</Empty>}
        <ul>
          {present?.map((person) => (
            <li key={person.personId}>
              <b>{showName(person.name)}</b>
              <span class="label">{w('attendance.since', { at: at(person.sinceMs) })}</span>
            </li>
          ))}
        </ul>
        <UndatedPunches />
      </section>
      <section>
        <h2>{w('attendance.punches', { n: listed?.length ?? 0 })}</h2>
        <ErrorLine error={punches.failed.value} onRetry={punches.again} />
        {listed?.length === 0 && <Empty icon="tapcard">{w('attendance.none')}</Empty>}
        <ul>
          {listed?.toReversed().map((punch) => (
            <li key={punch.punchId} class="punch">
              <time>{at(punch.atMs)}</time>
              <span>{w(punch.direction === 'in' ? 'attendance.in' : 'attendance.out')}</span>
              <b>
                {showName(punch.name)} <span class="label">{say(punch.shiftName)}</span>
              </b>
              <Judged punch={punch} />
            </li>
          ))}
        </ul>
      </section>
    </Sheet>
  );
}

function Judged({ punch }: { readonly punch: PunchListed }) {
  if (punch.relief === 'waiting') return <span class="wait">{w('attendance.waiting')}</span>;
  if (punch.relief === 'came-back') return <span class="label">{w('attendance.cameBack')}</span>;
  if (punch.relief === 'overridden') return <span class="label">{w('attendance.overridden')}</span>;
  if (punch.dated) return <span class="label">{w('attendance.dated')}</span>;
  if (punch.clockQuality === 'unsure') return <span class="label">{w('attendance.unsure')}</span>;
  if (punch.rest) return <span class="label">{w('attendance.rest')}</span>;
  if (punch.minutesLate > 0) return <span class="wait">{w('attendance.late', { n: punch.minutesLate })}</span>;
  if (punch.away) return <span class="label">{w('attendance.away', { n: punch.minutesEarly })}</span>;
  if (punch.minutesEarly > 0) return <span class="wait">{w('attendance.early', { n: punch.minutesEarly })}</span>;
  return <span class="done">{w('attendance.onTime')}</span>;
}
