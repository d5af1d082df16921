import './person.css';
import { useSignal } from '@preact/signals';
import type { Person } from '../../staff/rules.ts';
import { command } from '../desk/api.ts';
import { mayDo } from '../desk/desk.ts';
import { showName } from '../desk/idle.ts';
import { Button, ErrorLine, PinPad, Sheet, Steps } from '../kit/kit.ts';
import { w } from '../words/staff-words.ts';
import { t } from '../words/t.ts';

// The bounds the rules' schema sets for any desk (config/rules/staff.ts); the desk's own limits are the service's to tell.
const shortestPin = 4;
const longestPin = 12;

type Step = 'current' | 'fresh' | 'again';

export interface PersonPinProps {
  readonly person: Person;
  readonly onDone: () => void;
  readonly onCancel: () => void;
}

/** A new PIN, twice; one's own with the present one first, unless an administrator sets it. */
export function PersonPin({ person, onDone, onCancel }: PersonPinProps) {
  const steps: readonly Step[] = mayDo() ? ['fresh', 'again'] : ['current', 'fresh', 'again'];
  const at = useSignal(0);
  const typed = useSignal<Readonly<Record<Step, string>>>({ current: '', fresh: '', again: '' });
  const differs = useSignal(false);
  const busy = useSignal(false);
  const failed = useSignal<unknown>(undefined);
  const step = steps[at.value] ?? 'fresh';
  const restart = (): void => {
    typed.value = { current: '', fresh: '', again: '' };
    at.value = 0;
  };

  const next = async (): Promise<void> => {
    differs.value = false;
    failed.value = undefined;
    if (at.value < steps.length - 1) {
      at.value += 1;
      return;
    }
    const { current, fresh, again } = typed.value;
    if (fresh !== again) {
      differs.value = true;
      restart();
      return;
    }
    busy.value = true;
    try {
      const body = { pin: fresh, ...(current === '' ? {} : { currentPin: current }) };
      await command('PUT', `/api/people/${person.id}/pin`, body);
      onDone();
    } catch (thrown) {
      failed.value = thrown;
      restart();
    } finally {
      busy.value = false;
    }
  };

  return (
    <Sheet
      title={`${showName(person.name)} · ${w('staff.setPin')}`}
      stage="personpin"
      acts={
        <>
          <Button look="quiet" onPress={onCancel}>
            {t('action.cancel')}
          </Button>
          <Button
            look="main"
            push
            busy={busy.value}
            disabled={typed.value[step].length < shortestPin}
            onPress={() => void next()}
          >
            {at.value === steps.length - 1 ? w('staff.save') : t('signin.next')}
          </Button>
        </>
      }
    >
      <div>
        <Steps labels={steps.map((each) => w(`pin.${each}`))} now={at.value} />
        <p class="ask">{w(`pin.${step}`)}</p>
        {differs.value && <p class="need">{w('pin.differs')}</p>}
        <ErrorLine error={failed.value} />
      </div>
      <PinPad
        key={step}
        value={typed.value[step]}
        length={longestPin}
        onChange={(value) => (typed.value = { ...typed.value, [step]: value })}
      />
    </Sheet>
  );
}
