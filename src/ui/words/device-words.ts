import { wordsOf } from './words.ts';

export const w = wordsOf(
  {
    'devices.title': '设备',
    'devices.papers': '打印记录',
    'devices.papersWaiting': '{n} 张纸要看',
    'devices.test': '打印自检',
    'devices.testDone': '自检页已送去打印',
    'devices.teach': '教读卡器',
    'devices.bench': '练习台',
    'devices.calibrate': '校准门磁',
    'devices.simulated': '模拟的',
    'devices.since': '从 {at} 起',
    'devices.works': '{device}正常',
    'devices.waits': '{device}能用，先留意',
    'devices.starting': '{device}正在接上',
    'devices.off': '{device}没有配置',
    'devices.faulty': '{device}不能用',
    'devices.clock': '时钟',
    'devices.clock.synchronised': '网络对过时，准',
    'devices.clock.rtc': '电池走时，大致准',
    'devices.clock.unsure': '没对过时',
    'devices.model': '型号',
    'devices.ready': '能用',
    'devices.state.fault': '要人看',
    'devices.state.waiting': '请留意',
    'devices.state.starting': '正在接上',
    'devices.state.off': '没有配置',
    'devices.none': '配置里没有设备。',
    'devices.unplugged': '{device}从 {at} 起没接上',
    'devices.silent': '{device}从 {at} 起没有回应',
    'devices.lastGood': '上次正常',
    'devices.lastGood.never': '开机后还没有好过',
    'devices.untilUsed': '这种读卡器没人刷卡时不说话。绿灯只说明线插着：刷一张卡，看有没有反应。',
    'devices.diagnosis': '给技术人员的诊断文件',
    'devices.diagnosisSays': '里面没有姓名、电话和卡号',
    'short.link': '没接上',
    'short.silent': '没有回应',
    'short.settings': '找技术员',
    'short.paperLow': '纸快完了',
    'short.paper': '没纸了',
    'short.cover': '上盖开着',
    'short.cutter': '切刀卡住',
    'short.printer': '停了',
    'short.door': '看一下门',
    'short.calibrating': '在校准',
    'short.guard': '开不了锁',
    'short.sound': '没声音',
    'short.music': '没有音乐',
    'short.speech': '不会念',
    'short.teach': '要教格式',
    'short.contacts': '触点要查',
    'short.else': '要人看',
    'do.silent': '看电源灯亮不亮，关掉再打开它。好了它自己会恢复。',
    'do.settings': '请技术人员来看。其他设备照常用。',
    'do.paperLow': '手边备好一卷新纸，用完再换。',
    'do.link': '看电源灯亮不亮，把线拔下再插紧。接好后它自己会恢复，不用重启。',
    'do.paper': '掀开上盖，换一卷新的热敏纸，纸头朝外，合上盖。等着的纸会自己接着打。',
    'do.cover': '把打印机上盖按到咔嗒一声。',
    'do.cutter': '关机，掀开上盖，取出碎纸，再开机。',
    'do.printer': '把打印机关掉，数到十，再打开。',
    'do.door': '轻推那扇门再试。还不行就用钥匙开，并叫值班长。',
    'do.calibrating': '伞柜前有人在校准。弄完或放弃后它自己恢复；没人在弄，就打开校准页面结束它。',
    'do.guard': '柜门先用钥匙开。程序会自己重试，一分钟还没好就叫技术人员。',
    'do.sound': '看功放的电源和音量。声音恢复之前，请用话筒播报。',
    'do.music': '广播不受影响。请技术人员放几首音乐进去。',
    'do.speech': '先用话筒播报，请技术人员装好语音程序。',
    'do.teach': '点下面的“教读卡器”，拿一张认得的卡刷一下，选出来就好。',
    'do.contacts': '叫技术人员查触点的线和电源。修好之前，要静音就按屏幕上的停播。',
    'do.else': '照上面说的做；还不行就叫值班长。',
  },
  {
    'devices.title': 'Devices',
    'devices.papers': 'Prints',
    'devices.papersWaiting': 'Papers to look at: {n}',
    'devices.test': 'Print self-test',
    'devices.testDone': 'The self-test page is on its way',
    'devices.teach': 'Teach reader',
    'devices.bench': 'Bench',
    'devices.calibrate': 'Calibrate doors',
    'devices.simulated': 'simulated',
    'devices.since': 'since {at}',
    'devices.works': '{device} works',
    'devices.waits': '{device} works, keep an eye on it',
    'devices.starting': '{device} is connecting',
    'devices.off': '{device} is not configured',
    'devices.faulty': '{device} does not work',
    'devices.clock': 'Clock',
    'devices.clock.synchronised': 'from the network, right',
    'devices.clock.rtc': 'battery kept, roughly right',
    'devices.clock.unsure': 'never set',
    'devices.model': 'Model',
    'devices.ready': 'works',
    'devices.state.fault': 'needs a person',
    'devices.state.waiting': 'keep an eye on it',
    'devices.state.starting': 'connecting',
    'devices.state.off': 'not configured',
    'devices.none': 'No devices are configured.',
    'devices.unplugged': '{device} unplugged since {at}',
    'devices.silent': '{device} silent since {at}',
    'devices.lastGood': 'Last well',
    'devices.lastGood.never': 'not since the start',
    'devices.untilUsed':
      'A reader of this kind says nothing until a card comes. Green means its cable is in: tap a card to be sure.',
    'devices.diagnosis': 'Diagnosis file for a technician',
    'devices.diagnosisSays': 'No names, phones or card numbers in it',
    'short.link': 'unplugged',
    'short.silent': 'no answer',
    'short.settings': 'technician',
    'short.paperLow': 'paper low',
    'short.paper': 'no paper',
    'short.cover': 'cover open',
    'short.cutter': 'cutter stuck',
    'short.printer': 'stopped',
    'short.door': 'see the door',
    'short.calibrating': 'calibrating',
    'short.guard': 'locks dead',
    'short.sound': 'no sound',
    'short.music': 'no music',
    'short.speech': 'cannot speak',
    'short.teach': 'teach format',
    'short.contacts': 'check wires',
    'short.else': 'see to it',
    'do.silent': 'Is its power lamp on? Switch it off and on. It recovers by itself.',
    'do.settings': 'Ask a technician. The other devices go on working.',
    'do.paperLow': 'Have a new roll at hand and change it when this one ends.',
    'do.link': 'Is its power lamp on? Pull the cable and plug it in firmly. It recovers by itself, no restart needed.',
    'do.paper':
      'Open the cover, put in a new thermal roll, paper end outwards, close the cover. Waiting papers print by themselves.',
    'do.cover': 'Press the printer cover down until it clicks.',
    'do.cutter': 'Switch off, open the cover, take out the scraps, switch on.',
    'do.printer': 'Switch the printer off, count to ten, switch it on.',
    'do.door': 'Push that door lightly and try again. If it stays shut, use the key and call the shift lead.',
    'do.calibrating':
      'Somebody is calibrating at the cabinet. It comes back when that is done or given up; if nobody is, end it on the calibration page.',
    'do.guard': 'Use the key. It retries by itself; after a minute call a technician.',
    'do.sound': 'Check the amplifier’s power and volume. Use the microphone until sound is back.',
    'do.music': 'Announcements work. Ask a technician to add some music.',
    'do.speech': 'Use the microphone and ask a technician to install the speech program.',
    'do.teach': 'Touch Teach below and hold a known card to it; then choose what fits.',
    'do.contacts':
      'Have a technician check wires and power of the contact. Until then press stop on the screen for silence.',
    'do.else': 'Do what it says above; if that does not help, call the shift lead.',
  },
);

type Advice =
  | 'link'
  | 'silent'
  | 'settings'
  | 'paperLow'
  | 'paper'
  | 'cover'
  | 'cutter'
  | 'printer'
  | 'door'
  | 'calibrating'
  | 'guard'
  | 'sound'
  | 'music'
  | 'speech'
  | 'teach'
  | 'contacts'
  | 'else';

// First match wins; a code is `part/what`.
const advice: readonly (readonly [RegExp, Advice])[] = [
  [/^link\/(not-found|closed)/, 'link'],
  [/^link\/time-out|\/no-answer$|^osdp\/off-line|^cabinet\/board-silent/, 'silent'],
  [/^link\/|^osdp\/|^pn532\//, 'settings'],
  [/^reader\/other-format/, 'teach'],
  [/^printer\/paper-near/, 'paperLow'],
  [/^printer\/paper/, 'paper'],
  [/^printer\/cover/, 'cover'],
  [/^printer\/cutter/, 'cutter'],
  [/^printer\//, 'printer'],
  [/^cabinet\/calibrating/, 'calibrating'],
  [/^cabinet\/(guard|sensor)/, 'guard'],
  [/^guard\//, 'guard'],
  [/^cabinet\//, 'door'],
  [/^contacts\//, 'contacts'],
  [/^music\//, 'music'],
  [/^speech\//, 'speech'],
  [/^audio\//, 'sound'],
];

/** What only a technician can mend. */
const forTechnicians: readonly Advice[] = ['settings', 'music', 'speech', 'guard'];

const adviceOn = (code: string): Advice => advice.find(([pattern]) => pattern.test(code))?.[1] ?? 'else';

/** What a clerk does about a fault, in one or two short sentences. */
export function whatToDo(code: string): string {
  return w(`do.${adviceOn(code)}`);
}

/** A fault in two or three words, for under a lamp. */
export function inShort(code: string): string {
  return w(`short.${adviceOn(code)}`);
}

/** A fault in one sentence with its beginning where the two belong together; undefined: the fault's own sentence says it best. */
export function sinceWhen(code: string, device: string, at: string): string | undefined {
  const kind = adviceOn(code);
  if (kind === 'link') return w('devices.unplugged', { device, at });
  return kind === 'silent' ? w('devices.silent', { device, at }) : undefined;
}

/** Whether a clerk can mend it; what only a technician can comes later. */
export const isForClerks = (code: string): boolean => !forTechnicians.includes(adviceOn(code));
