import { useSignal } from '@preact/signals';
import type { DrawerView } from '../../cash/drawer.ts';
import { command, get } from '../desk/api.ts';
import { desk } from '../desk/desk.ts';
import { timeOfDay } from '../desk/local-time.ts';
import { Button, ErrorLine, FormRow, Lamp, Pick, Sheet, TextField } from '../kit/kit.ts';
import { w } from '../words/money-words.ts';
import { t } from '../words/t.ts';
import { useDoing, useLive } from './lend-live.ts';

const whys = ['money.drawerWhyChange', 'money.drawerWhyCount', 'money.drawerWhyPutIn', 'money.drawerWhyShow'] as const;
const longestWhy = 200;

/** One line: whether the cash drawer is open, and what went wrong with it. Nothing where its switch is not wired. */
export function DrawerLine() {
  const now = useLive('drawer', () => get<DrawerView>('/api/cash/drawer'), ['cash']).value.value;
  if (now === undefined) return null;
  const { state, lastKick, lastUnaskedMs } = now;
  const zone = desk.value?.timeZone ?? 'Asia/Shanghai';
  return (
    <>
      {lastUnaskedMs !== null && (
        <p class="need">
          <Lamp state="need" />
          <span>{w('money.drawerUnasked', { time: timeOfDay(lastUnaskedMs, zone) })}</span>
        </p>
      )}
      {lastKick === 'refused' && (
        <p class="need">
          <Lamp state="need" />
          <span>{w('money.drawerRefused')}</span>
        </p>
      )}
      {(state === 'open' || state === 'closed') && (
        <p>
          <Lamp state={state === 'open' ? 'wait' : 'done'} />
          <span>{w(state === 'open' ? 'money.drawerOpen' : 'money.drawerClosed')}</span>
        </p>
      )}
    </>
  );
}

/** Asks why, then opens the drawer. */
export function OpenDrawer({ onDone }: { readonly onDone: () => void }) {
  const doing = useDoing();
  const why = useSignal('');
  const open = async (): Promise<void> => {
    const done = await doing.run('open', () => command('POST', '/api/cash/drawer/open', { why: why.value.trim() }));
    if (done) onDone();
  };
  return (
    <Sheet
      title={w('money.drawerTitle')}
      stage="purses correcting"
      acts={
        <>
          <Button look="quiet" onPress={onDone}>
            {t('action.cancel')}
          </Button>
          <Button
            look="main"
            push
            busy={doing.busy.value !== undefined}
            disabled={why.value.trim().length < 2}
            onPress={() => void open()}
          >
            {w('money.drawerDo')}
          </Button>
        </>
      }
    >
      <p class="label">{w('money.drawerNote')}</p>
      <FormRow label={w('money.why')}>
        <div class="picks">
          {whys.map((key) => (
            <Pick key={key} pressed={why.value === w(key)} onPress={() => (why.value = w(key))}>
              {w(key)}
            </Pick>
          ))}
        </div>
      </FormRow>
      <FormRow label="">
        <TextField
          label={w('money.why')}
          hideLabel
          placeholder={w('money.whyOther')}
          maxLength={longestWhy}
          value={why.value}
          onInput={(value) => (why.value = value)}
        />
      </FormRow>
      <ErrorLine error={doing.failed.value} />
    </Sheet>
  );
}
