import './person.css';
import { useSignal } from '@preact/signals';
import type { Person, Role } from '../../staff/rules.ts';
import { command } from '../desk/api.ts';
import { desk, mayDo } from '../desk/desk.ts';
import { Button, ErrorLine, FormRow, Pick, Picks, Sheet, TextField } from '../kit/kit.ts';
import { w } from '../words/staff-words.ts';
import { t } from '../words/t.ts';
import { say } from '../words/words.ts';

const roles: readonly Role[] = ['employee', 'clerk', 'shift-lead', 'supervisor', 'hr', 'administrator'];

export interface PersonFormProps {
  /** Undefined: somebody new. */
  readonly person: Person | undefined;
  readonly onDone: (personId: number) => void;
  readonly onCancel: () => void;
}

/** What the desk knows of a person, to be filled in or changed. */
export function PersonForm({ person, onDone, onCancel }: PersonFormProps) {
  const shifts = desk.value?.shifts ?? [];
  const name = useSignal(person?.name ?? '');
  const staffNo = useSignal(person?.staffNo ?? '');
  const department = useSignal(person?.department ?? '');
  const held = useSignal<readonly Role[]>(person?.roles ?? ['employee']);
  const shiftId = useSignal(person?.shiftId ?? shifts[0]?.id ?? '');
  const busy = useSignal(false);
  const failed = useSignal<unknown>(undefined);
  const complete = [name, staffNo, department].every((field) => field.value.trim() !== '') && held.value.length > 0;

  const save = async (): Promise<void> => {
    busy.value = true;
    failed.value = undefined;
    const fields = {
      staffNo: staffNo.value.trim(),
      name: name.value.trim(),
      roles: held.value,
      // Later on the roster says what holds, from which day on.
      ...(person === undefined ? { department: department.value.trim(), shiftId: shiftId.value } : {}),
    };
    try {
      const { personId } = await (person === undefined
        ? command<{ readonly personId: number }>('POST', '/api/people', fields)
        : command<{ readonly personId: number }>('PUT', `/api/people/${person.id}`, fields));
      onDone(personId);
    } catch (thrown) {
      failed.value = thrown;
    } finally {
      busy.value = false;
    }
  };

  const toggle = (role: Role): void => {
    held.value = held.value.includes(role) ? held.value.filter((each) => each !== role) : [...held.value, role];
  };

  return (
    <Sheet
      title={person === undefined ? w('staff.addTitle') : w('staff.edit')}
      stage="personform scroll"
      acts={
        <>
          <Button look="quiet" onPress={onCancel}>
            {t('action.cancel')}
          </Button>
          <Button look="main" push busy={busy.value} disabled={!complete} onPress={() => void save()}>
            {w('staff.save')}
          </Button>
        </>
      }
    >
      <ErrorLine error={failed.value} />
      <div class="fields">
        <TextField label={w('staff.name')} value={name.value} maxLength={40} onInput={(text) => (name.value = text)} />
        <TextField
          label={w('staff.staffNo')}
          value={staffNo.value}
          layout="numbers"
          maxLength={16}
          onInput={(text) => (staffNo.value = text)}
        />
        {person === undefined && (
          <TextField
            label={w('staff.department')}
            value={department.value}
            maxLength={40}
            onInput={(text) => (department.value = text)}
          />
        )}
      </div>
      <FormRow label={w('staff.roles')}>
        {/* biome-ignore lint/a11y/useSemanticElements: see Picks */}
        <div class="picks" role="group" aria-label={w('staff.roles')}>
          {roles.map((role) => (
            <Pick
              key={role}
              pressed={held.value.includes(role)}
              disabled={role === 'administrator' && !mayDo()}
              onPress={() => toggle(role)}
            >
              {w(`role.${role}`)}
            </Pick>
          ))}
        </div>
      </FormRow>
      {person === undefined && (
        <FormRow label={w('staff.shift')}>
          <Picks
            label={w('staff.shift')}
            choices={shifts.map((shift) => ({ value: shift.id, label: say(shift.name) }))}
            value={shiftId.value}
            onPick={(value) => (shiftId.value = value)}
          />
        </FormRow>
      )}
    </Sheet>
  );
}
