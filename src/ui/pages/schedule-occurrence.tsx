import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { OccurrenceView, ScheduleDay } from '../../schedule/rules.ts';
import { command } from '../desk/api.ts';
import { mayDo } from '../desk/desk.ts';
import { nowMs } from '../desk/desk-clock.ts';
import { Button, ErrorLine, FormRow, Lamp, Pick, Sheet, TextField } from '../kit/kit.ts';
import { w } from '../words/schedule-words.ts';
import { t } from '../words/t.ts';
import { say } from '../words/words.ts';
import { listen, listening, quiet } from './broadcast-listen.ts';
import { followAirable, titleOfRecording } from './recordings-airable.ts';
import { clockTime, dayName, isAhead, isOpen, lampOfState, stateLine } from './schedule-day.ts';
import { useZones, zoneWords } from './zone-picks.tsx';

export interface OccurrenceProps {
  readonly one: OccurrenceView;
  readonly day: ScheduleDay;
  readonly onClose: () => void;
  readonly onChange: () => void;
}

const reasons = ['skip.event', 'skip.repair', 'skip.quiet'] as const;

/** One item on one day: what is said, what became of it, and what can still be decided. */
export function OccurrenceSheet({ one, day, onClose, onChange }: OccurrenceProps) {
  const failed = useSignal<unknown>(undefined);
  const busy = useSignal(false);
  const skipping = useSignal(false);
  useEffect(() => quiet, []);
  useEffect(followAirable, []);
  useZones();
  const path = `/api/schedule/days/${one.day}/${one.itemId}`;
  const mayDecide = mayDo('clerk', 'shift-lead', 'supervisor') && isOpen(one) && one.day >= day.today;
  const over = one.plannedMs <= nowMs.value;
  const moved = isAhead(one) && one.dueMs !== one.plannedMs && !over;
  const ask = async (verb: string, body?: object): Promise<void> => {
    busy.value = true;
    failed.value = undefined;
    try {
      await command('POST', `${path}/${verb}`, body);
      onClose();
    } catch (thrown) {
      failed.value = thrown;
    } finally {
      busy.value = false;
    }
  };
  if (skipping.value) {
    const back = (): void => {
      skipping.value = false;
    };
    return (
      <SkipSheet one={one} onBack={back} onSkip={(reason) => void ask('skip', { reason })} failed={failed.value} />
    );
  }
  const { zh, en } = one.script;
  const hear = (): void => {
    if (listening.value) {
      quiet();
      return;
    }
    failed.value = undefined;
    const text = { ...(zh === null ? {} : { zh }), ...(en === null ? {} : { en }) };
    const recording = one.recording === null ? {} : { recording: one.recording };
    listen('/api/schedule/listen', { text, ...recording }).catch((thrown: unknown) => {
      failed.value = thrown;
    });
  };
  return (
    <Sheet
      title={say(one.title)}
      stage="schedule one"
      acts={
        <>
          <Button look="quiet" icon="back" onPress={onClose}>
            {t('action.back')}
          </Button>
          {mayDo('clerk', 'shift-lead', 'supervisor') && (
            <Button icon="ear" onPress={hear}>
              {w(listening.value ? 'quiet' : 'listen')}
            </Button>
          )}
          {!one.fromRules && mayDo('shift-lead', 'supervisor') && <Button onPress={onChange}>{w('one.change')}</Button>}
          {mayDecide && one.state !== 'skipped' && (
            <Button
              busy={busy.value}
              onPress={() => {
                skipping.value = true;
              }}
            >
              {w('one.skip')}
            </Button>
          )}
          {mayDecide && one.day === day.today && (
            <Button look="main" icon="horn" push busy={busy.value} onPress={() => void ask('air')}>
              {w('one.air')}
            </Button>
          )}
        </>
      }
    >
      <p class="when">
        <time>{clockTime(one.dueMs)}</time>
        <span class="label">{dayName(one.day)}</span>
        <Lamp state={lampOfState(one)} />
        <span>{stateLine(one, day.held)}</span>
      </p>
      <div class="said">
        {one.recording !== null && <p class="label">{w('one.recording', { name: titleOfRecording(one.recording) })}</p>}
        {zh !== null && <p lang="zh-CN">{zh}</p>}
        {en !== null && <p lang="en">{en}</p>}
      </div>
      {one.zones.length > 0 && <p>{zoneWords(one.zones)}</p>}
      <p class="label">{one.fromRules ? w('of.rules', { clause: one.clause }) : w('of.desk')}</p>
      {mayDecide && one.state === 'skipped' && !over && (
        <Pick icon="again" disabled={busy.value} onPress={() => void ask('restore')}>
          {w('one.restore')}
        </Pick>
      )}
      {mayDecide && one.state !== 'skipped' && (
        <FormRow label={w('one.postpone')}>
          <div class="picks">
            {day.postpone.value.choices.map((minutes) => (
              <Pick key={minutes} disabled={busy.value} onPress={() => void ask('postpone', { minutes })}>
                {w('one.minutes', { n: minutes })}
              </Pick>
            ))}
            {moved && (
              <Pick icon="again" disabled={busy.value} onPress={() => void ask('restore')}>
                {w('one.restore')}
              </Pick>
            )}
          </div>
        </FormRow>
      )}
      <ErrorLine error={failed.value} />
    </Sheet>
  );
}

interface SkipSheetProps {
  readonly one: OccurrenceView;
  readonly failed: unknown;
  readonly onBack: () => void;
  readonly onSkip: (reason: string) => void;
}

function SkipSheet({ one, failed, onBack, onSkip }: SkipSheetProps) {
  const reason = useSignal('');
  return (
    <Sheet
      title={`${say(one.title)} · ${w('one.skip')}`}
      stage="schedule skip"
      acts={
        <>
          <Button look="quiet" icon="back" onPress={onBack}>
            {t('action.back')}
          </Button>
          <Button look="main" push disabled={reason.value.trim() === ''} onPress={() => onSkip(reason.value.trim())}>
            {w('one.skip')}
          </Button>
        </>
      }
    >
      <h2>{w('skip.title')}</h2>
      <div class="picks">
        {reasons.map((key) => (
          <Pick
            key={key}
            pressed={reason.value === w(key)}
            onPress={() => {
              reason.value = w(key);
            }}
          >
            {w(key)}
          </Pick>
        ))}
      </div>
      <TextField
        label={w('skip.other')}
        value={reason.value}
        maxLength={60}
        onInput={(text) => {
          reason.value = text;
        }}
      />
      <ErrorLine error={failed} />
    </Sheet>
  );
}
