import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { RosterLine } from '../../roster/rules.ts';
import type { ChangePreview, RosterChoices, RosterRow } from '../../roster/view.rules.ts';
import { command } from '../desk/api.ts';
import { showName } from '../desk/idle.ts';
import { Button, ErrorLine, FactRow, Facts, FormRow, Pick, Picks, Sheet, TextField } from '../kit/kit.ts';
import { w } from '../words/roster-words.ts';
import { t } from '../words/t.ts';
import { say } from '../words/words.ts';
import { useDoing } from './lend-live.ts';
import { BreakRow, dayName, lineWords, shortNames, sourceWords } from './roster-parts.tsx';

const longestReason = 60;
const reasons = ['cover', 'event', 'training', 'own', 'mistake'] as const;

/** A day that was changed, and what it was: `null` where nobody had changed it before. */
export interface ChangedDay {
  readonly personId: number;
  readonly day: string;
  readonly before: readonly string[] | null;
}

export interface RosterCellProps {
  readonly row: RosterRow;
  readonly line: RosterLine;
  readonly choices: RosterChoices;
  readonly onDone: (changed: ChangedDay) => void;
  readonly onClose: () => void;
}

/** One day of one person: what it is and why, and what it is changed to; says first what that would break. */
export function RosterCell({ row, line, choices, onDone, onClose }: RosterCellProps) {
  const wanted = useSignal<readonly string[] | null | undefined>(undefined);
  const reason = useSignal('');
  const typed = useSignal('');
  const preview = useSignal<ChangePreview | undefined>(undefined);
  const doing = useDoing();
  const { personId, day } = line;
  const shiftIds = wanted.value;

  useEffect(() => {
    if (shiftIds === undefined) return;
    let current = true;
    preview.value = undefined;
    command<ChangePreview>('POST', '/api/roster/preview', { days: [{ personId, day, shiftIds }] }).then(
      (answer) => {
        if (current) preview.value = answer;
      },
      (thrown: unknown) => {
        if (current) doing.failed.value = thrown;
      },
    );
    return () => {
      current = false;
    };
  }, [shiftIds, personId, day]);

  const why = typed.value.trim() || reason.value;
  const save = (): void =>
    void doing.run('save', async () => {
      await command('POST', '/api/roster/days', { days: [{ personId, day, shiftIds }], reason: why });
      const isChange = line.source.kind === 'change';
      onDone({ personId, day, before: isChange ? line.shifts.map(({ shiftId }) => shiftId) : null });
    });
  const isBroken = (preview.value?.broken.length ?? 0) > 0;
  return (
    <Sheet
      title={w('cell.title', { name: showName(row.name), day: dayName(day) })}
      stage="roster cellone scroll"
      acts={
        <>
          <Button look="quiet" icon="back" onPress={onClose}>
            {t('action.back')}
          </Button>
          <Button
            look="main"
            push
            disabled={shiftIds === undefined || why === '' || preview.value === undefined}
            busy={doing.busy.value === 'save'}
            onPress={save}
          >
            {w(isBroken ? 'cell.saveAnyway' : 'cell.save')}
          </Button>
        </>
      }
    >
      <ErrorLine error={doing.failed.value} />
      <p class="what">
        <b>{lineWords(choices, line)}</b>
        <span>{facts(line, choices).join(' · ')}</span>
      </p>
      <FormRow label={w('cell.to')}>
        {/* biome-ignore lint/a11y/useSemanticElements: see Picks */}
        <div class="picks" role="group" aria-label={w('cell.to')}>
          {dayChoices(choices).map((ids) => (
            <Pick key={ids.join()} pressed={shiftIds?.join() === ids.join()} onPress={() => (wanted.value = ids)}>
              {ids.length === 0 ? w('cell.rest') : shortNames(choices, ids).join(' + ')}
            </Pick>
          ))}
          <Pick
            pressed={shiftIds === null}
            disabled={line.source.kind !== 'change'}
            onPress={() => (wanted.value = null)}
          >
            {w('cell.byPattern')}
          </Pick>
        </div>
      </FormRow>
      {preview.value !== undefined && (
        <Facts>
          {preview.value.broken.map((one) => (
            <BreakRow key={one.key} one={one} />
          ))}
          {preview.value.mended.map((one) => (
            <BreakRow key={one.key} one={one} mended />
          ))}
          {!isBroken && preview.value.mended.length === 0 && <FactRow state="done">{w('cell.keeps')}</FactRow>}
        </Facts>
      )}
      <FormRow label={w('cell.why')}>
        <Picks
          label={w('cell.why')}
          choices={reasons.map((one) => ({ value: w(`why.${one}`), label: w(`why.${one}`) }))}
          value={typed.value === '' ? reason.value : undefined}
          onPick={(value) => {
            reason.value = value;
            typed.value = '';
          }}
        />
      </FormRow>
      <TextField
        hideLabel
        label={w('cell.whyOther')}
        placeholder={w('cell.whyOther')}
        value={typed.value}
        maxLength={longestReason}
        onInput={(text) => (typed.value = text)}
      />
    </Sheet>
  );
}

/** Every kind of day some pattern has, the free day last. */
function dayChoices({ patterns }: RosterChoices): readonly (readonly string[])[] {
  const kinds = new Map(patterns.flatMap(({ days }) => days.map((ids) => [ids.join(), ids] as const)));
  return [...kinds.values()].sort((a, b) => Number(a.length === 0) - Number(b.length === 0));
}

function facts(line: RosterLine, choices: RosterChoices): string[] {
  const post = choices.posts.find(({ id }) => id === line.postId);
  return [
    sourceWords(choices, line),
    ...(post === undefined ? [] : [w('cell.post', { post: say(post) })]),
    ...(line.probation ? [w('cell.probation')] : []),
    ...(line.nursing === null ? [] : [w('cell.nursing', { option: w(`option.${line.nursing}`) })]),
    ...(line.triplePay ? [w('cell.triple')] : []),
  ];
}
