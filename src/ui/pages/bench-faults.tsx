import './bench.css';
import { useSignal, useSignalEffect } from '@preact/signals';
import type { BenchDevice } from '../../devices/rules.ts';
import { command } from '../desk/api.ts';
import { useAsked } from '../desk/ask-again.ts';
import { Button, ErrorLine, Icon, type IconName, Lamp, Sheet, Switch } from '../kit/kit.ts';
import { w } from '../words/bench-words.ts';
import { t } from '../words/t.ts';
import { say } from '../words/words.ts';
import { NoSimulator } from './bench.tsx';
import { benchTabs, doorOfFault, faultsOn } from './bench-parts.ts';
import { nameOf } from './devices-order.ts';

const lookEveryMs = 1000;

const icons: Record<BenchDevice['kind'], IconName> = {
  'card-reader': 'reader',
  'receipt-printer': 'printer',
  'umbrella-cabinet': 'cabinet',
  'slip-scanner': 'scan',
  'public-address': 'speaker',
  contacts: 'plug',
};

/** Breaks the simulated devices: first which one, of the cabinet which door, then the named faults. */
export function BenchFaultsPage() {
  const { answer, failed, again } = useAsked<readonly BenchDevice[]>('/api/bench', {
    on: ['bench', 'device'],
    everyMs: lookEveryMs,
  });
  const picked = useSignal<string | undefined>(undefined);
  const door = useSignal(1);
  const refused = useSignal<unknown>(undefined);
  // What was touched is drawn before the service has answered.
  const touched = useSignal<ReadonlyMap<string, boolean>>(new Map());
  const busy = useSignal(false);
  useSignalEffect(() => {
    if (answer.value !== undefined && !busy.peek()) touched.value = new Map();
  });
  const devices = (answer.value ?? []).map((device) => ({
    ...device,
    faults: device.faults.map((fault) => ({
      ...fault,
      active: touched.value.get(`${device.id} ${fault.id}`) ?? fault.active,
    })),
  }));
  const shown = devices.find(({ id }) => id === picked.value) ?? devices[0];
  const broken = devices.flatMap(({ id, faults }) =>
    faults.filter((fault) => fault.active).map((fault) => ({ device: id, fault: fault.id })),
  );

  const turn = async (changes: readonly { device: string; fault: string }[], active: boolean): Promise<void> => {
    touched.value = new Map(changes.map(({ device, fault }) => [`${device} ${fault}`, active]));
    refused.value = undefined;
    busy.value = true;
    try {
      for (const { device, fault } of changes) await command('PUT', '/api/bench/faults', { device, fault, active });
    } catch (thrown) {
      refused.value = thrown;
      touched.value = new Map();
    } finally {
      busy.value = false;
      again();
    }
  };

  if (answer.value !== undefined && shown === undefined) return <NoSimulator />;
  const doors = [...new Set(shown?.faults.map(({ id }) => doorOfFault(id)))].filter((number) => number !== undefined);
  return (
    <Sheet
      tabs={benchTabs('/bench/faults', devices)}
      stage="bench-faults scroll"
      barExtra={<span class="drill">{w('bench.simulated')}</span>}
      acts={
        <>
          <Button look="quiet" icon="back" href="/bench">
            {t('action.back')}
          </Button>
          <Button look="main" push disabled={broken.length === 0} onPress={() => void turn(broken, false)}>
            {w('bench.allWell')}
          </Button>
        </>
      }
    >
      <ErrorLine error={refused.value ?? failed.value} onRetry={again} />
      <div class={`kinds ${devices.length > 4 ? 'many' : ''}`}>
        {devices.map((device) => (
          <button
            key={device.id}
            type="button"
            class="kind"
            aria-pressed={device.id === shown?.id}
            onClick={() => (picked.value = device.id)}
          >
            <Icon name={icons[device.kind]} />
            <b>{nameOf(device, devices)}</b>
            {faultsOn(device) > 0 && <Lamp state="need" />}
          </button>
        ))}
      </div>
      {doors.length > 0 && (
        <div class="whichdoor">
          {doors.map((number) => (
            <button
              key={number}
              type="button"
              class={`pick ${shown?.faults.some(({ id, active }) => active && doorOfFault(id) === number) ? 'broken' : ''}`}
              aria-pressed={number === door.value}
              aria-label={w('bench.door', { n: number })}
              onClick={() => (door.value = number)}
            >
              {number}
            </button>
          ))}
        </div>
      )}
      <div class="switches">
        {shown?.faults
          .filter(({ id }) => doorOfFault(id) === undefined || doorOfFault(id) === door.value)
          .map((fault) => (
            <Switch
              key={fault.id}
              fault
              label={say(fault.says)}
              on={fault.active}
              onChange={(active) => void turn([{ device: shown.id, fault: fault.id }], active)}
            />
          ))}
      </div>
    </Sheet>
  );
}
