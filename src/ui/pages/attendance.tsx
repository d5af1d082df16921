import './attendance.css';
import type { PersonPresent, PunchListed } from '../../attendance/rules.ts';
import { useAsked } from '../desk/ask-again.ts';
import { desk } from '../desk/desk.ts';
import { showName } from '../desk/idle.ts';
import { timeOfDay } from '../desk/local-time.ts';
import { Button, Empty, ErrorLine, Sheet } from '../kit/kit.ts';
import { w } from '../words/attendance-words.ts';
import { t } from '../words/t.ts';
import { say } from '../words/words.ts';

/** Who is here, and every punch of today, newest first. Open to anybody: an employee looks whether a tap counted. */
export function AttendancePage() {
  const punches = useAsked<readonly PunchListed[]>('/api/punches/today', { on: ['punch'] });
  const here = useAsked<readonly PersonPresent[]>('/api/presence', { on: ['punch'] });
  const listed = punches.answer.value;
  const present = here.answer.value;
  const at = (ms: number): string => timeOfDay(ms, desk.value?.timeZone ?? 'UTC');
  return (
    <Sheet
      title={w('attendance.title')}
      stage="attendance"
      acts={
        <Button look="quiet" icon="back" href="/more">
          {t('action.back')}
        </Button>
      }
    >
      <section>
        <h2>{w('attendance.here', { n: present?.length ?? 0 })}</h2>
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
  if (punch.clockQuality === 'unsure') return <span class="label">{w('attendance.unsure')}</span>;
  if (punch.minutesLate > 0) return <span class="wait">{w('attendance.late', { n: punch.minutesLate })}</span>;
  if (punch.minutesEarly > 0) return <span class="wait">{w('attendance.early', { n: punch.minutesEarly })}</span>;
  return <span class="done">{w('attendance.onTime')}</span>;
}
