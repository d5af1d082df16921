import './devices.css';
import { useSignal } from '@preact/signals';
import type { DeviceView } from '../../devices/rules.ts';
import { command } from '../desk/api.ts';
import { useAsked } from '../desk/ask-again.ts';
import { desk, mayDo } from '../desk/desk.ts';
import { Button, Empty, ErrorLine, Icon, type IconName, Lamp, type LampState, Sheet } from '../kit/kit.ts';
import { inShort, w } from '../words/device-words.ts';
import { t } from '../words/t.ts';
import { DeviceFacts, whenText } from './device-facts.tsx';
import { byUrgency, nameOf } from './devices-order.ts';

const icons: Record<DeviceView['kind'], IconName> = {
  'card-reader': 'reader',
  'receipt-printer': 'printer',
  'public-address': 'speaker',
  'umbrella-cabinet': 'cabinet',
  'slip-scanner': 'scan',
  contacts: 'plug',
};

const lamps: Record<DeviceView['state'], LampState> = {
  ready: 'done',
  waiting: 'wait',
  fault: 'need',
  starting: 'wait',
  off: 'off',
};

/** Each device's lamp, and of one what is wrong, since when and what to do. */
export function DevicesPage() {
  const { answer, failed, again } = useAsked<readonly DeviceView[]>('/api/devices', { on: ['device'] });
  const picked = useSignal<string | undefined>(undefined);
  const busy = useSignal(false);
  const test = useSignal<'idle' | 'sent'>('idle');
  const refused = useSignal<unknown>(undefined);
  const devices = answer.value ?? [];
  const sorted = byUrgency(devices);
  const shown = devices.find((device) => device.id === picked.value) ?? sorted[0];
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
      <div class={`lampkeys ${devices.length > 4 ? 'many' : ''}`}>
        {sorted.map((device) => (
          <button
            key={device.id}
            type="button"
            class={`dev ${device.state === 'fault' ? 'sick' : device.state === 'waiting' ? 'soon' : ''}`}
            aria-pressed={device.id === shown?.id}
            onClick={() => {
              picked.value = device.id;
              test.value = 'idle';
            }}
          >
            <Icon name={icons[device.kind]} />
            <Lamp state={lamps[device.state]} />
            <span class="name">
              {nameOf(device, devices)}
              <LampLine device={device} />
            </span>
          </button>
        ))}
      </div>
      {shown !== undefined && <DeviceFacts device={shown} name={nameOf(shown, devices)} />}
      {test.value === 'sent' && shown?.kind === 'receipt-printer' && (
        <p class="sent" role="status">
          <Lamp state="done" />
          {w('devices.testDone')}
        </p>
      )}
    </Sheet>
  );
}

function LampLine({ device }: { readonly device: DeviceView }) {
  const [fault] = device.faults;
  if (fault === undefined) return <span class="label">{wellLine(device)}</span>;
  return (
    <span class="label">
      {inShort(fault.code)} <span class="since">{whenText(fault.sinceMs)}</span>
    </span>
  );
}

function wellLine(device: DeviceView): string {
  if (device.state === 'ready') return device.simulated ? w('devices.simulated') : w('devices.ready');
  return w(`devices.state.${device.state}`);
}
