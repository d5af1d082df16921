import type { FormDay, FormOptions, LeaveOption, Named } from '../../forms/view.rules.ts';
import { useAsked } from '../desk/ask-again.ts';
import { showName } from '../desk/idle.ts';
import { Pick, Picks, Stepper, TextField } from '../kit/kit.ts';
import { w } from '../words/forms-words.ts';
import { say } from '../words/words.ts';
import { Partners } from './forms-partner.tsx';
import { clockOf, dayWords, fill, filling } from './forms-state.ts';

const longestReason = 60;
const lastHalf = 47;

interface FieldsProps {
  readonly options: FormOptions;
  /** The chosen day with its shifts. */
  readonly day: FormDay | undefined;
  readonly personId: number;
  /** A swap with somebody who is looked for by name. */
  readonly onByName: () => void;
}

/** The fields of the kind that is filled in: choices, not text. */
export function FormFields({ options, day, personId, onByName }: FieldsProps) {
  const form = filling.value;
  const leave = options.leave.find(({ leaveKind }) => leaveKind === form.leaveKind);
  const mayBeOral = form.kind === 'business' || (form.kind === 'leave' && leave?.mayBeOral === true);
  return (
    <>
      {form.kind === 'exception' && <MissedFields day={day} />}
      {(form.kind === 'business' || form.kind === 'overtime') && <TimeFields />}
      {form.kind === 'leave' && leave !== undefined && <LeaveFields leave={leave} />}
      {form.kind === 'swap' && <Partners personId={personId} onByName={onByName} />}
      {mayBeOral && <Oral personId={personId} />}
      <Reason options={options} />
    </>
  );
}

function MissedFields({ day }: { readonly day: FormDay | undefined }) {
  const { shiftId, direction } = filling.value;
  if (day?.shifts.length === 0) return <p class="need">{w('fill.noShift')}</p>;
  return (
    <>
      {day !== undefined && day.shifts.length > 1 && (
        <Picks
          label={w('fill.direction')}
          choices={day.shifts.map(({ shiftId: value, name }) => ({ value, label: say(name) }))}
          value={shiftId}
          onPick={(value) => fill({ shiftId: value })}
        />
      )}
      <span class="label">{w('fill.direction')}</span>
      <Picks
        label={w('fill.direction')}
        choices={(['in', 'out', 'both'] as const).map((value) => ({ value, label: w(`fill.${value}`) }))}
        value={direction}
        onPick={(value) => fill({ direction: value })}
      />
    </>
  );
}

function TimeFields() {
  const { fromHalf, untilHalf } = filling.value;
  return (
    <>
      <span class="label">{w('fill.time')}</span>
      <Stepper
        value={fromHalf}
        text={clockOf(fromHalf)}
        max={lastHalf}
        onChange={(value) => fill({ fromHalf: value })}
      />
      <Stepper
        value={untilHalf}
        text={clockOf(untilHalf)}
        max={lastHalf}
        onChange={(value) => fill({ untilHalf: value })}
      />
    </>
  );
}

function LeaveFields({ leave }: { readonly leave: LeaveOption }) {
  const { day, untilDay, eventDay, picking, choice, extras, startsHalf, endsHalf } = filling.value;
  const isOneDay = day === (untilDay ?? day);
  const half = startsHalf ? 'second' : endsHalf ? 'first' : 'whole';
  const dated = (word: string, of: string | undefined): string => (of === undefined ? word : `${word} ${dayWords(of)}`);
  return (
    <>
      {leave.choices.length > 1 && (
        <Picks
          label={w('fill.choice')}
          choices={leave.choices.map((one) => ({
            value: one.id,
            label: `${say(one)} ${w('fill.days', { n: one.days })}`,
          }))}
          value={choice}
          onPick={(value) => fill({ choice: value })}
        />
      )}
      <Picks
        label={w('fill.day')}
        choices={[
          ...(leave.event === null ? [] : [{ value: 'event' as const, label: dated(say(leave.event), eventDay) }]),
          { value: 'from' as const, label: dated(w('fill.from'), day) },
          { value: 'until' as const, label: dated(w('fill.until'), untilDay) },
        ]}
        value={picking}
        onPick={(value) => fill({ picking: value })}
      />
      {day !== undefined && isOneDay && (
        <Picks
          label={w('fill.whole')}
          choices={(['whole', 'first', 'second'] as const).map((value) => ({ value, label: w(`fill.${value}`) }))}
          value={half}
          onPick={(value) => fill({ startsHalf: value === 'second', endsHalf: value === 'first' })}
        />
      )}
      {!isOneDay && (
        <div class="picks">
          <Pick pressed={startsHalf} onPress={() => fill({ startsHalf: !startsHalf })}>
            {w('fill.startsHalf')}
          </Pick>
          <Pick pressed={endsHalf} onPress={() => fill({ endsHalf: !endsHalf })}>
            {w('fill.endsHalf')}
          </Pick>
        </div>
      )}
      {leave.extras.map((extra) => (
        <div key={extra.id} class="extra">
          <span>{say(extra)}</span>
          <Stepper
            value={extras[extra.id] ?? 0}
            max={extra.most}
            onChange={(value) => fill({ extras: { ...extras, [extra.id]: value } })}
          />
        </div>
      ))}
    </>
  );
}

const beforehand = 0;

function Oral({ personId }: { readonly personId: number }) {
  const superiors = useAsked<readonly Named[]>(`/api/forms/superiors?personId=${personId}`).answer.value ?? [];
  return (
    <>
      <span class="label">{w('fill.oral')}</span>
      <Picks
        label={w('fill.oral')}
        choices={[
          { value: beforehand, label: w('fill.beforehand') },
          ...superiors.map(({ id, name }) => ({ value: id, label: showName(name) })),
        ]}
        value={filling.value.allowedBy ?? beforehand}
        onPick={(value) => fill({ allowedBy: value === beforehand ? undefined : value })}
      />
    </>
  );
}

function Reason({ options }: { readonly options: FormOptions }) {
  const { kind, reason } = filling.value;
  const { reasons } = options.kinds[kind];
  return (
    <>
      <span class="label">{w('fill.reason')}</span>
      {reasons.length > 0 && (
        <Picks
          label={w('fill.reason')}
          choices={reasons.map((one) => ({ value: one.zh, label: say(one) }))}
          value={reason}
          onPick={(value) => fill({ reason: value })}
        />
      )}
      <TextField
        label={w('fill.other')}
        hideLabel
        placeholder={w('fill.other')}
        value={reason}
        maxLength={longestReason}
        onInput={(text) => fill({ reason: text })}
      />
    </>
  );
}
