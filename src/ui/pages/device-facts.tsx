import type { DeviceView } from '../../devices/rules.ts';
import type { DeviceFault } from '../../ports/device.ts';
import { desk, mayDo } from '../desk/desk.ts';
import { nowMs } from '../desk/desk-clock.ts';
import { dateLine, timeOfDay } from '../desk/local-time.ts';
import { Icon } from '../kit/kit.ts';
import { counterWord } from '../words/counter-words.ts';
import { sinceWhen, w, whatToDo } from '../words/device-words.ts';
import { language, say } from '../words/words.ts';

/** Of one device: what is wrong, since when and what to do, and below it the numbers for who wants to know more. */
export function DeviceFacts({ device, name }: { readonly device: DeviceView; readonly name: string }) {
  const [first, ...others] = device.faults;
  return (
    <div class={`fix ${first === undefined ? 'well' : ''}`}>
      <div class={`what ${device.state === 'fault' ? 'need' : ''}`}>
        {first === undefined ? <h2>{standing(device, name)}</h2> : <Trouble fault={first} name={name} large />}
        {device.silentUntilUsed && device.state === 'ready' && <p class="todo">{w('devices.untilUsed')}</p>}
        {others.length > 0 && (
          <ul class="faultlist">
            {others.map((fault) => (
              <li key={fault.code}>
                <Trouble fault={fault} name={name} />
              </li>
            ))}
          </ul>
        )}
        {mayDo('supervisor') && (
          <a
            class="pick file"
            href="/api/diagnosis"
            download={`qingyu-${new Date(nowMs.peek()).toISOString().slice(0, 10)}.json`}
          >
            <Icon name="receipt" />
            <span>
              {w('devices.diagnosis')}
              <span class="label">{w('devices.diagnosisSays')}</span>
            </span>
          </a>
        )}
      </div>
      <Numbers device={device} />
    </div>
  );
}

interface TroubleProps {
  readonly fault: DeviceFault;
  readonly name: string;
  readonly large?: boolean;
}

function Trouble({ fault, name, large = false }: TroubleProps) {
  const at = whenText(fault.sinceMs);
  const whole = sinceWhen(fault.code, name, at);
  const Heading = large ? 'h2' : 'b';
  return (
    <>
      <p class="why">
        <Heading>{whole ?? say(fault.says)}</Heading>{' '}
        {whole === undefined && <span class="label">{w('devices.since', { at })}</span>}
      </p>
      <p class="todo">{whatToDo(fault.code)}</p>
    </>
  );
}

function standing({ state }: DeviceView, device: string): string {
  switch (state) {
    case 'ready':
      return w('devices.works', { device });
    case 'waiting':
      return w('devices.waits', { device });
    case 'fault':
      return w('devices.faulty', { device });
    case 'starting':
      return w('devices.starting', { device });
    case 'off':
      return w('devices.off', { device });
  }
}

function Numbers({ device }: { readonly device: DeviceView }) {
  const view = desk.value;
  const isWell = device.state === 'ready' || device.state === 'waiting';
  const rows: readonly (readonly [string, string | number])[] = [
    [w('devices.model'), device.model],
    ...(isWell || device.state === 'off'
      ? []
      : [
          [
            w('devices.lastGood'),
            device.lastGoodMs === null ? w('devices.lastGood.never') : whenText(device.lastGoodMs),
          ] as const,
        ]),
    ...(view === undefined ? [] : [[w('devices.clock'), w(`devices.clock.${view.clockQuality}`)] as const]),
    ...Object.entries(device.counters).map(([name, count]) => [counterWord(name, device.kind), count] as const),
  ];
  return (
    <dl class="numbers">
      {rows.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** A time of another day with its date. */
export function whenText(atMs: number): string {
  const zone = desk.value?.timeZone ?? 'Asia/Shanghai';
  const day = (ms: number): string => dateLine(ms, zone, language.value);
  const at = timeOfDay(atMs, zone);
  return day(atMs) === day(nowMs.peek()) ? at : `${day(atMs)} ${at}`;
}
