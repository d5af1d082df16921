import { useSignal } from '@preact/signals';
import type { Employment, NursingOption } from '../../roster/rules.ts';
import type { PersonRoster, RosterChoices, RosterTable } from '../../roster/view.rules.ts';
import { command } from '../desk/api.ts';
import { useAsked } from '../desk/ask-again.ts';
import { showName } from '../desk/idle.ts';
import { Button, ErrorLine, FormRow, Picks, Sheet, TextField } from '../kit/kit.ts';
import { w } from '../words/roster-words.ts';
import { t } from '../words/t.ts';
import { say } from '../words/words.ts';
import { useDoing } from './lend-live.ts';
import { addDays, DayPick } from './roster-parts.tsx';

const weekDays = 7;
const grades: readonly Employment['grade'][] = ['staff', 'manager', 'director'];
const options: readonly NursingOption[] = ['start-later', 'longer-lunch', 'leave-earlier'];
const quarters = [3, 6, 12] as const;

export interface PersonFormProps {
  readonly view: PersonRoster;
  readonly choices: RosterChoices;
  readonly onDone: () => void;
  readonly onClose: () => void;
}

/** What holds from a day on: a transfer, another post or pattern, or the first day of work. */
export function EmploymentForm({ view, choices, onDone, onClose }: PersonFormProps) {
  const departments = useAsked<RosterTable>('/api/roster').answer.value?.departments ?? [];
  const from = useSignal(view.today);
  const isFirstDay = useSignal(false);
  const department = useSignal(view.now.department);
  const postId = useSignal(view.now.postId);
  const grade = useSignal(view.now.grade);
  const patternId = useSignal(view.now.patternId);
  const doing = useDoing();
  const save = (): void =>
    void doing.run('save', async () => {
      await command('POST', `/api/roster/people/${view.personId}/employments`, {
        from: from.value,
        isFirstDay: isFirstDay.value,
        department: department.value.trim(),
        postId: postId.value,
        grade: grade.value,
        patternId: patternId.value,
      });
      onDone();
    });
  return (
    <Sheet
      title={`${showName(view.name)} ${w('person.transfer')}`}
      stage="roster scroll"
      acts={<FormActs doing={doing} ready={department.value.trim() !== ''} onSave={save} onClose={onClose} />}
    >
      <ErrorLine error={doing.failed.value} />
      <FormRow label={w('person.first')}>
        <DayPick
          label={w('person.first')}
          value={from.value}
          today={view.today}
          quick={quickDays(view.today)}
          onPick={(day) => (from.value = day)}
        />
      </FormRow>
      <FormRow label={w('person.isFirst')}>
        <Picks
          label={w('person.isFirst')}
          choices={[
            { value: 'later', label: w('person.later') },
            { value: 'first', label: w('person.firstDay') },
          ]}
          value={isFirstDay.value ? 'first' : 'later'}
          onPick={(value) => (isFirstDay.value = value === 'first')}
        />
      </FormRow>
      <FormRow label={w('person.pattern')}>
        <Picks
          label={w('person.pattern')}
          choices={choices.patterns.map((one) => ({ value: one.id, label: say(one) }))}
          value={patternId.value}
          onPick={(value) => (patternId.value = value)}
        />
      </FormRow>
      <FormRow label={w('person.post')}>
        <Picks
          label={w('person.post')}
          choices={[
            { value: '', label: w('person.noPost') },
            ...choices.posts.map((one) => ({ value: one.id, label: say(one) })),
          ]}
          value={postId.value}
          onPick={(value) => (postId.value = value)}
        />
      </FormRow>
      <FormRow label={w('person.department')}>
        <Picks
          label={w('person.department')}
          choices={departments.map((name) => ({ value: name, label: name }))}
          value={department.value}
          onPick={(value) => (department.value = value)}
        />
      </FormRow>
      <TextField
        hideLabel
        label={w('person.department')}
        value={department.value}
        maxLength={40}
        onInput={(text) => (department.value = text)}
      />
      <FormRow label={w('person.grade')}>
        <Picks
          label={w('person.grade')}
          choices={grades.map((one) => ({ value: one, label: w(`grade.${one}`) }))}
          value={grade.value}
          onPick={(value: Employment['grade']) => (grade.value = value)}
        />
      </FormRow>
    </Sheet>
  );
}

/** The nursing hour: how it is taken, from when and until when. */
export function NursingForm({ view, choices, onDone, onClose }: PersonFormProps) {
  const from = useSignal(view.today);
  const until = useSignal(monthsLater(view.today, choices.nursingHour.untilMonths));
  const option = useSignal<NursingOption>('leave-earlier');
  const doing = useDoing();
  const save = (): void =>
    void doing.run('save', async () => {
      const body = { from: from.value, until: until.value, option: option.value };
      await command('POST', `/api/roster/people/${view.personId}/nursing-hours`, body);
      onDone();
    });
  return (
    <Sheet
      title={`${showName(view.name)} ${w('person.nursingHour')}`}
      stage="roster scroll"
      acts={<FormActs doing={doing} ready onSave={save} onClose={onClose} />}
    >
      <ErrorLine error={doing.failed.value} />
      <p class="label">{w('person.option', choices.nursingHour)}</p>
      <FormRow label={w('person.nursing')}>
        <Picks
          label={w('person.nursing')}
          choices={options.map((one) => ({ value: one, label: w(`option.${one}`) }))}
          value={option.value}
          onPick={(value: NursingOption) => (option.value = value)}
        />
      </FormRow>
      <FormRow label={w('person.first')}>
        <DayPick
          label={w('person.first')}
          value={from.value}
          today={view.today}
          quick={quickDays(view.today)}
          onPick={(day) => (from.value = day)}
        />
      </FormRow>
      <FormRow label={w('person.until')}>
        <DayPick
          label={w('person.until')}
          value={until.value}
          today={view.today}
          quick={quarters.map((n) => ({ label: w('pick.months', { n }), day: monthsLater(from.value, n) }))}
          onPick={(day) => (until.value = day)}
        />
      </FormRow>
    </Sheet>
  );
}

interface FormActsProps {
  readonly doing: ReturnType<typeof useDoing>;
  readonly ready: boolean;
  readonly onSave: () => void;
  readonly onClose: () => void;
}

function FormActs({ doing, ready, onSave, onClose }: FormActsProps) {
  return (
    <>
      <Button look="quiet" icon="back" onPress={onClose}>
        {t('action.back')}
      </Button>
      <Button look="main" push busy={doing.busy.value === 'save'} disabled={!ready} onPress={onSave}>
        {w('person.save')}
      </Button>
    </>
  );
}

function quickDays(today: string): { label: string; day: string }[] {
  const weekday = (new Date(today).getUTCDay() + weekDays - 1) % weekDays;
  return [
    { label: w('pick.today'), day: today },
    { label: w('pick.tomorrow'), day: addDays(today, 1) },
    { label: w('pick.monday'), day: addDays(today, weekDays - weekday) },
    { label: w('pick.month'), day: monthsLater(`${today.slice(0, 7)}-01`, 1) },
  ].filter(({ day }, at, all) => all.findIndex((other) => other.day === day) === at);
}

/** The same date so many months later, as the service reckons: the last of a month that has no such date. */
function monthsLater(day: string, months: number): string {
  const [year = 0, month = 0, date = 0] = day.split('-').map(Number);
  const last = new Date(Date.UTC(year, month + months, 0));
  return new Date(Date.UTC(last.getUTCFullYear(), last.getUTCMonth(), Math.min(date, last.getUTCDate())))
    .toISOString()
    .slice(0, 10);
}
