import './devices.css';
import { useSignal } from '@preact/signals';
import type { DeviceView } from '../../devices/rules.ts';
import { command } from '../desk/api.ts';
import { useAsked } from '../desk/ask-again.ts';
import { desk, mayDo } from '../desk/desk.ts';
import { nowMs } from '../desk/desk-clock.ts';
import { dateLine, timeOfDay } from '../desk/local-time.ts';
import { Button, Empty, ErrorLine, Icon, type IconName, Lamp, type LampState, Sheet } from '../kit/kit.ts';
import { counterWord } from '../words/counter-words.ts';
import { w, whatToDo } from '../words/device-words.ts';
import { t } from '../words/t.ts';
import { language, say } from '../words/words.ts';

const icons: Record<DeviceView['kind'], IconName> = {
  'card-reader': 'reader',
  'receipt-printer': 'printer',
  'public-address': 'speaker',
  'umbrella-cabinet': 'cabinet',
};

const lamps: Record<DeviceView['state'], LampState> = {
  ready: 'done',
  waiting: 'wait',
  fault: 'need',
  starting: 'wait',
  off: 'off',
};

const isSick = (device: DeviceView): boolean => device.state === 'fault' || device.state === 'waiting';

/** Each device's lamp, and of one what is wrong, since when and what to do. */
export function DevicesPage() {
  const { answer, failed, again } = useAsked<readonly DeviceView[]>('/api/devices', { on: ['device'] });
  const picked = useSignal<string | undefined>(undefined);
  const busy = useSignal(false);
  const test = useSignal<'idle' | 'sent'>('idle');
  const refused = useSignal<unknown>(undefined);
  const devices = answer.value ?? [];
  const shown =
    devices.find((device) => device.id === picked.value) ??
    devices.find((device) => device.state === 'fault') ??
    devices.find(isSick) ??
    devices[0];
  const waiting = desk.value?.papersWaiting ?? 0;

  const selfTest = async (): Promise<void> => {
    busy.value = true;
    refused.value = undefined;
    try {
      await command('POST', '/api/printer/test');
      test.value = 'sent';
    } catch (thrown) {
      refused.value = thrown;
    } finally {
      busy.value = false;
    }
  };

  return (
    <Sheet
      title={w('devices.title')}
      stage="devices"
      acts={
        <>
          <Button look="quiet" icon="back" href="/more">
            {t('action.back')}
          </Button>
          {devices.some((device) => device.simulated) && (
            <Button icon="flask" href="/bench">
              {w('devices.bench')}
            </Button>
          )}
          {waiting === 0 && (
            <Button push href="/papers">
              {w('devices.papers')}
            </Button>
          )}
          {shown?.kind === 'umbrella-cabinet' && mayDo('shift-lead', 'supervisor') && (
            <Button icon="key" href={`/devices/calibrate/${encodeURIComponent(shown.id)}`}>
              {w('devices.calibrate')}
            </Button>
          )}
          {shown?.model === 'hid-keyboard' && shown.kind === 'card-reader' && (
            <Button
              look={waiting === 0 && shown.faults.some(({ code }) => code === 'reader/other-format') ? 'main' : 'plain'}
              href={`/devices/learn/${shown.id}`}
            >
              {w('devices.teach')}
            </Button>
          )}
          {shown?.kind === 'receipt-printer' && (
            <Button look={waiting > 0 ? 'plain' : 'main'} busy={busy.value} onPress={() => void selfTest()}>
              {w('devices.test')}
            </Button>
          )}
          {waiting > 0 && (
            <Button look="main" push href="/papers">
              {w('devices.papersWaiting', { n: waiting })}
            </Button>
          )}
        </>
      }
    >
      <ErrorLine error={refused.value ?? failed.value} onRetry={again} />
      {answer.value !== undefined && devices.length === 0 && <Empty icon="plug">{w('devices.none')}</Empty>}
      <div class="four">
        {devices.map((device) => (
          <button
            key={device.id}
            type="button"
            class={`dev ${device.state === 'fault' ? 'sick' : ''}`}
            aria-pressed={device.id === shown?.id}
            onClick={() => {
              picked.value = device.id;
              test.value = 'idle';
            }}
          >
            <Icon name={icons[device.kind]} />
            <Lamp state={lamps[device.state]} />
            <span class="name">
              {t(`device.${device.kind}`)}
              <span class="label">{lineOf(device)}</span>
            </span>
          </button>
        ))}
      </div>
      {shown !== undefined && <Facts device={shown} />}
      {test.value === 'sent' && shown?.kind === 'receipt-printer' && (
        <p class="sent" role="status">
          <Lamp state="done" />
          {w('devices.testDone')}
        </p>
      )}
    </Sheet>
  );
}

function lineOf(device: DeviceView): string {
  if (device.state === 'ready') return device.simulated ? w('devices.simulated') : w('devices.ready');
  return w(`devices.state.${device.state}`);
}

function headline(device: DeviceView): string {
  const name = t(`device.${device.kind}`);
  switch (device.state) {
    case 'ready':
      return w('devices.works', { device: name });
    case 'waiting':
      return w('devices.waits', { device: name });
    case 'fault':
      return w('devices.faulty', { device: name });
    case 'starting':
      return w('devices.starting', { device: name });
    case 'off':
      return w('devices.off', { device: name });
  }
}

function Facts({ device }: { readonly device: DeviceView }) {
  const view = desk.value;
  const counted = Object.entries(device.counters);
  return (
    <div class={`fix ${device.faults.length === 0 ? 'well' : ''}`}>
      <div class={`what ${device.state === 'fault' ? 'need' : ''}`}>
        <h2>{headline(device)}</h2>
        <ul class="faultlist">
          {device.faults.map((fault) => (
            <li key={fault.code}>
              <p class="why">
                <b>{say(fault.says)}</b>{' '}
                <span class="label">{w('devices.since', { at: sinceText(fault.sinceMs) })}</span>
              </p>
              <p class="todo">{whatToDo(fault.code)}</p>
            </li>
          ))}
        </ul>
      </div>
      <dl class="numbers">
        <div>
          <dt>{w('devices.model')}</dt>
          <dd>{device.model}</dd>
        </div>
        {view !== undefined && (
          <div>
            <dt>{w('devices.clock')}</dt>
            <dd>{w(`devices.clock.${view.clockQuality}`)}</dd>
          </div>
        )}
        {counted.map(([name, count]) => (
          <div key={name}>
            <dt>{counterWord(name)}</dt>
            <dd>{count}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}

// A fault of another day needs its date.
function sinceText(sinceMs: number): string {
  const zone = desk.value?.timeZone ?? 'Asia/Shanghai';
  const day = (ms: number): string => dateLine(ms, zone, language.value);
  const at = timeOfDay(sinceMs, zone);
  return day(sinceMs) === day(nowMs.peek()) ? at : `${day(sinceMs)} ${at}`;
}
