import './kit.css';
import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { Problem } from '../desk/api.ts';
import {
  Banner,
  Button,
  Cabinet,
  Dome,
  Domes,
  Empty,
  ErrorLine,
  FactRow,
  Facts,
  FaultPanel,
  FormRow,
  Lamp,
  Money,
  MoneyLines,
  Picks,
  PinPad,
  Say,
  Sheet,
  Slot,
  Stepper,
  Steps,
  Swatches,
  Switch,
  TextField,
  Tile,
  Track,
  WaitingButton,
} from '../kit/kit.ts';
import { sampleDoors, samplePaper, sampleTrack, sampleTrackMs } from './kit-samples.ts';

const colours = [
  { value: 'red', label: '红', css: '#c2352c', ink: '#fff' },
  { value: 'yellow', label: '黄', css: '#f0c22e', ink: '#23282b' },
  { value: 'blue', label: '蓝', css: '#2f66b0', ink: '#fff' },
  { value: 'white', label: '白', css: '#ffffff', ink: '#23282b' },
] as const;
const places = [
  { value: 'one', label: '一楼' },
  { value: 'two', label: '二楼' },
  { value: 'park', label: '停车场', disabled: true },
] as const;
const refused = new Problem(409, 'printer/paper-out', {
  zh: '打印机没纸了。换一卷纸，再打一次。',
  en: 'The printer is out of paper. Load a roll, then print again.',
});
const doNothing = (): void => undefined;

/** Every part of the kit in every state, for looking at; not reachable from the rail. */
export function KitPage() {
  const place = useSignal<'one' | 'two' | 'park'>('two');
  const colour = useSignal<(typeof colours)[number]['value']>('blue');
  const count = useSignal(6);
  const text = useSignal('');
  const note = useSignal('内有两张会员卡，拉链头缺');
  const phone = useSignal('');
  const pin = useSignal('1234');
  const on = useSignal(true);
  return (
    <Sheet
      tabs={[
        { label: '部件', href: '/kit', current: true },
        { label: '更多', href: '/more' },
      ]}
      stage="gallery"
      acts={
        <>
          <Button look="quiet" icon="back" href="/more">
            返回
          </Button>
          <Button icon="printer">登记单</Button>
          <Button disabled>不能按</Button>
          <Button look="main" icon="horn" push>
            播出
          </Button>
        </>
      }
    >
      <Part name="Steps">
        <div class="grow">
          <Steps labels={['收押金', '取伞', '交押金单']} now={1} />
        </div>
        <div class="grow">
          <Steps labels={['第 1 遍', '第 2 遍', '第 3 遍']} now={0} progress={0.6} />
        </div>
      </Part>
      <Part name="Say">
        <div class="grow">
          <Say>押金 50 元，还伞时全额退给您。</Say>
        </div>
      </Part>
      <Part name="Money, MoneyLines">
        <Money label="请收押金" fen={5000} note="现金，放押金袋" />
        <div class="grow">
          <MoneyLines
            lines={[
              { label: '退押金，从押金袋', fen: 5000 },
              { label: '伞骨赔偿，进收款袋', fen: -1500 },
            ]}
          />
        </div>
      </Part>
      <Part name="Cabinet, Facts, FaultPanel">
        <div class="grow">
          <Cabinet doors={sampleDoors} />
        </div>
        <Facts>
          <FactRow state="done">已收 50 元，在押金袋</FactRow>
          <FactRow state="wait" lead="1 号门开了">
            取走 023 号伞，关上门
          </FactRow>
          <FactRow state="need" note="等值班长">
            打印机没纸
          </FactRow>
          <FactRow state="off">关门后自动打押金单</FactRow>
        </Facts>
        <div class="grow">
          <Cabinet doors={sampleDoors} columns={4} words onDoor={doNothing} />
        </div>
        <FaultPanel title="1 号门没有打开">
          50 元已收，伞还在柜里。
          <br />
          看看门是不是被伞顶住了。
        </FaultPanel>
      </Part>
      <Part name="Lamp, WaitingButton">
        <Lamp state="done" />
        <Lamp state="wait" />
        <Lamp state="need" />
        <Lamp state="off" />
        <WaitingButton remainingMs={25_000} push={false}>
          等门关上
        </WaitingButton>
        <Button look="main" busy>
          正在开门
        </Button>
      </Part>
      <Part name="Slot 48, 32">
        <Slot picture={samplePaper(48)} comesOut />
        <Slot picture={samplePaper(32)} />
        <div style={{ width: '13rem' }}>
          <Slot picture={samplePaper(32)} fit />
        </div>
      </Part>
      <Part name="Track">
        <div class="grow">
          <Track
            segments={sampleTrack}
            totalMs={sampleTrackMs}
            startLabel="14:52 先压低背景音乐"
            endLabel="14:54 播完，音乐恢复"
          />
          <br />
          <Track segments={sampleTrack} totalMs={sampleTrackMs} positionMs={14_000} />
        </div>
      </Part>
      <Part name="Picks, Swatches, Stepper, Switch">
        <FormRow label="拾到处">
          <Picks label="拾到处" choices={places} value={place.value} onPick={(value) => (place.value = value)} />
        </FormRow>
        <Swatches label="上衣" colours={colours} value={colour.value} onPick={(value) => (colour.value = value)} />
        <Stepper value={count.value} text={`${count.value} 张`} onChange={(value) => (count.value = value)} />
        <div style={{ width: '14rem' }}>
          <Switch label="打印机缺纸" on={on.value} fault onChange={(value) => (on.value = value)} />
        </div>
        <div style={{ width: '14rem' }}>
          <Switch label="播音乐" on={on.value} onChange={(value) => (on.value = value)} />
        </div>
      </Part>
      <Part name="TextField">
        <div class="grow">
          <TextField
            label="姓名"
            value={text.value}
            onInput={(value) => (text.value = value)}
            placeholder="点这里打字"
            maxLength={12}
          />
        </div>
        <div class="grow">
          <TextField
            label="电话"
            layout="numbers"
            value={phone.value}
            onInput={(value) => (phone.value = value)}
            problem="电话要 11 位。"
          />
        </div>
        <div class="grow">
          <TextField label="特征" lines={2} value={note.value} onInput={(value) => (note.value = value)} />
        </div>
      </Part>
      <Part name="Dome, PinPad">
        <Domes>
          <Dome value={4} limit={10} unit="分" label="迟到早退" note="10 分钟内不扣" />
          <Dome value={3} limit={3} unit="次" label="漏打卡" state="wait" />
          <Dome value={44} limit={40} unit="时" label="本周工时" state="need" />
        </Domes>
        <PinPad value={pin.value} onChange={(value) => (pin.value = value)} />
      </Part>
      <Part name="Tile, Empty, ErrorLine">
        <Tile icon="pill" label="药品" note="1 样将到期" lamp="wait" onPress={doNothing} />
        <Tile icon="copy" label="复印" note="0.50 / 张" pressed onPress={doNothing} />
        <Empty icon="umbrella">没有在外的伞</Empty>
        <div class="grow">
          <ErrorLine error={refused} onRetry={doNothing} />
        </div>
      </Part>
      <Part name="Banner">
        <div class="grow stand">
          <Banner
            state="done"
            name="刘洋"
            what="上班 08:27"
            line="今天没有迟到"
            soFar={[
              { value: 4, limit: 10, label: '迟早分钟' },
              { value: 1, limit: 3, label: '漏打卡' },
              { value: 32, limit: 40, label: '本周小时' },
            ]}
          />
        </div>
      </Part>
    </Sheet>
  );
}

function Part({ name, children }: { readonly name: string; readonly children: ComponentChildren }) {
  return (
    <section>
      <h2>{name}</h2>
      <div class="side">{children}</div>
    </section>
  );
}
