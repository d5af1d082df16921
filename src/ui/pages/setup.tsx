import './setup.css';
import { useSignal } from '@preact/signals';
import { useLocation } from 'wouter-preact';
import { command } from '../desk/api.ts';
import { desk, refreshDesk } from '../desk/desk.ts';
import { Button, ErrorLine, Picks, PinPad, Sheet, Steps, TextField } from '../kit/kit.ts';
import { w } from '../words/setup-words.ts';
import { t } from '../words/t.ts';
import { say } from '../words/words.ts';

// The least any desk's rules allow (config/rules/staff.ts); the desk's own limits are the service's to tell.
const shortestPin = 4;
const longestPin = 12;

/** The first start of a desk with real people: names the first administrator and signs him in. */
export function SetupPage() {
  const [, navigate] = useLocation();
  const view = desk.value;
  const step = useSignal(0);
  const name = useSignal('');
  const staffNo = useSignal('');
  const department = useSignal<string | undefined>(undefined);
  const shift = useSignal<string | undefined>(undefined);
  const pin = useSignal('');
  const again = useSignal('');
  const differs = useSignal(false);
  const busy = useSignal(false);
  const failed = useSignal<unknown>(undefined);
  const shifts = view?.shifts ?? [];
  const where = department.value ?? (view === undefined ? '' : say(view.desk));
  const shiftId = shift.value ?? shifts[0]?.id;

  const finish = async (): Promise<void> => {
    if (again.value !== pin.value) {
      differs.value = true;
      pin.value = '';
      again.value = '';
      step.value = 1;
      return;
    }
    busy.value = true;
    failed.value = undefined;
    const who = { staffNo: staffNo.value.trim(), pin: pin.value };
    try {
      await command('POST', '/api/setup', { ...who, name: name.value.trim(), department: where.trim(), shiftId });
      await command('POST', '/api/session', who);
      await refreshDesk();
      navigate('/');
    } catch (thrown) {
      failed.value = thrown;
      step.value = 0;
    } finally {
      busy.value = false;
    }
  };

  const acts =
    step.value === 0 ? (
      <Button
        look="main"
        push
        disabled={name.value.trim() === '' || staffNo.value.trim() === '' || where.trim() === ''}
        onPress={() => (step.value = 1)}
      >
        {w('setup.next')}
      </Button>
    ) : (
      <>
        <Button look="quiet" onPress={() => (step.value -= 1)}>
          {t('action.back')}
        </Button>
        {step.value === 1 ? (
          <Button look="main" push disabled={pin.value.length < shortestPin} onPress={() => (step.value = 2)}>
            {w('setup.next')}
          </Button>
        ) : (
          <Button
            look="main"
            push
            busy={busy.value}
            disabled={again.value.length < shortestPin}
            onPress={() => void finish()}
          >
            {w('setup.finish')}
          </Button>
        )}
      </>
    );

  return (
    <Sheet title={w('setup.title')} stage={`setup ${step.value === 0 ? '' : 'pins'}`} hideWho acts={acts}>
      <Steps labels={[w('setup.who'), w('setup.pin'), w('setup.again')]} now={step.value} />
      {step.value === 0 && (
        <>
          <ErrorLine error={failed.value} />
          <div class="fields">
            <TextField
              label={w('setup.name')}
              value={name.value}
              maxLength={40}
              onInput={(text) => (name.value = text)}
            />
            <TextField
              label={w('setup.staffNo')}
              value={staffNo.value}
              layout="numbers"
              maxLength={16}
              onInput={(text) => (staffNo.value = text)}
            />
            <TextField
              label={w('setup.department')}
              value={where}
              maxLength={40}
              onInput={(text) => (department.value = text)}
            />
          </div>
          {shifts.length > 1 && (
            <Picks
              label={w('setup.shift')}
              choices={shifts.map((each) => ({ value: each.id, label: say(each.name) }))}
              value={shiftId}
              onPick={(value) => (shift.value = value)}
            />
          )}
          <p class="hint">{w('setup.say')}</p>
        </>
      )}
      {step.value > 0 && (
        <div class="pinrow">
          <div>
            <p>{step.value === 1 ? w('setup.pinSay') : w('setup.againSay')}</p>
            {differs.value && step.value === 1 && <p class="need">{w('setup.differs')}</p>}
          </div>
          {step.value === 1 ? (
            <PinPad key="first" value={pin.value} length={longestPin} onChange={(value) => (pin.value = value)} />
          ) : (
            <PinPad key="again" value={again.value} length={longestPin} onChange={(value) => (again.value = value)} />
          )}
        </div>
      )}
    </Sheet>
  );
}
