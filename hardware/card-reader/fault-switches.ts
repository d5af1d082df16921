import { DeviceError, type Sentence, type SimulatedFault } from '../../src/ports/device.ts';

/** What every simulated reader can do wrong; a model names those that mean something on its wire. */
export const readerFaults = {
  disconnect: { zh: '拔掉读卡器的线', en: 'Reader cable pulled out' },
  silent: { zh: '读卡器没有反应', en: 'Reader stays silent' },
  slow: { zh: '读卡器反应很慢', en: 'Reader answers slowly' },
  noise: { zh: '线路上有干扰', en: 'Noise on the line' },
  'corrupt-checksum': { zh: '校验码出错', en: 'Wrong checksums' },
  'lost-byte': { zh: '丢失一个字节', en: 'A byte of each frame is lost' },
  'half-frames': { zh: '数据只发一半就停', en: 'Stops in the middle of what it sends' },
  'split-bytes': { zh: '数据一个字节一个字节地来', en: 'Bytes arrive one by one' },
  'lower-case': { zh: '用小写字母发送', en: 'Lower-case digits' },
  'stuck-card': { zh: '卡一直放在读卡器上', en: 'Card left lying on the reader' },
  'random-uid': { zh: '换成手机：每次卡号都不同', en: 'A phone instead: another number each time' },
  echo: { zh: '线路把发出的数据传了回来', en: 'The line echoes what is sent' },
  'error-frames': { zh: '读卡器回答“出错”', en: 'Reader answers every command with an error' },
  'double-replies': { zh: '每个回应都来两遍', en: 'Every reply comes twice' },
  'lost-reply': { zh: '每个回应第一次都丢失', en: 'Every reply is lost the first time' },
  busy: { zh: '读卡器总是说忙', en: 'Reader says it is busy' },
  'wrong-key': { zh: '读卡器的密钥不对', en: 'Reader has another key' },
  'no-secure-channel': { zh: '读卡器不会加密', en: 'Reader cannot encrypt' },
  tamper: { zh: '读卡器外壳被打开', en: 'Reader housing opened' },
  'lost-report': { zh: '丢失一个按键', en: 'A key press of each number is lost' },
  rollover: { zh: '同时按下的键太多', en: 'Too many keys at once' },
  'stuck-key': { zh: '最后一个键没有松开', en: 'The last key stays pressed' },
  'no-enter': { zh: '号码后面不发回车', en: 'No Enter after the number' },
  'other-format': { zh: '读卡器改成了另一种号码格式', en: 'Reader switched to another number format' },
} as const satisfies Record<string, Sentence>;

export type ReaderFault = keyof typeof readerFaults;

/** The switches of one simulated device; the sentences name its faults. */
export class FaultSwitches<Fault extends string> {
  readonly #known: readonly Fault[];
  readonly #active = new Set<Fault>();
  readonly #switched: (fault: Fault, active: boolean) => void;
  readonly #sentences: Readonly<Record<Fault, Sentence>>;

  constructor(
    known: readonly Fault[],
    switched: (fault: Fault, active: boolean) => void,
    sentences: Readonly<Record<Fault, Sentence>>,
  ) {
    this.#known = known;
    this.#switched = switched;
    this.#sentences = sentences;
  }

  has(fault: Fault): boolean {
    return this.#active.has(fault);
  }

  faults(): readonly SimulatedFault[] {
    return this.#known.map((id) => ({ id, says: this.#sentences[id], active: this.#active.has(id) }));
  }

  /** @throws DeviceError `simulator/unknown-fault` */
  set(id: string, active: boolean): void {
    const known = this.#known.find((one) => one === id);
    if (known === undefined) {
      throw new DeviceError(
        'simulator/unknown-fault',
        { zh: `模拟设备没有“${id}”这种故障`, en: `The simulated device has no fault "${id}".` },
        { retryable: false },
      );
    }
    if (active === this.#active.has(known)) return;
    if (active) this.#active.add(known);
    else this.#active.delete(known);
    this.#switched(known, active);
  }
}

/** The switches of a simulated reader. */
export function readerSwitches(
  known: readonly ReaderFault[],
  switched: (fault: ReaderFault, active: boolean) => void,
): FaultSwitches<ReaderFault> {
  return new FaultSwitches(known, switched, readerFaults);
}

/** Refuses what cannot be held to a simulated reader. @param expected what its cards look like */
export function badCard(cardId: string, expected: Sentence): DeviceError {
  return new DeviceError(
    'simulator/bad-card',
    { zh: `${expected.zh}，不能是“${cardId}”`, en: `${expected.en}, not "${cardId}".` },
    { retryable: false },
  );
}
