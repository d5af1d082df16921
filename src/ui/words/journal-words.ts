import { say, wordsOf } from './words.ts';

export const w = wordsOf(
  {
    'journal.title': '日志',
    'journal.signIn': '日志给值班长、主管和人事看。请先登录。',
    'journal.notYours': '日志给值班长、主管和人事看。您的岗位看不了。',
    'journal.check': '检查整条链',
    'journal.checking': '正在检查',
    'journal.whole': '完整：{n} 条，一条没改。',
    'journal.head': '末条指纹',
    'journal.broken': '从第 {n} 条起不对：{why}。请不要再用这台服务，叫技术人员。',
    'journal.why.edited': '有一条被改过',
    'journal.why.gap': '少了一条',
    'journal.why.relinked': '前后接不上',
    'journal.why.tail-cut': '末尾被截掉',
    'journal.older': '更早的',
    'journal.newest': '回到最新',
    'journal.only': '只看 {subject}',
    'journal.all': '看全部',
    'journal.none': '没有记录。',
    'journal.clock.unsure': '时钟不准',
    'journal.clock.rtc': '电池钟',
    'journal.row': '第 {n} 条',
    'who.screen': '没登录的人',
    'who.system': '晴雨自己',
    'who.device': '设备 {id}',
    'who.staff': '员工 {id}',
  },
  {
    'journal.title': 'Journal',
    'journal.signIn': 'The journal is for shift leads, supervisors and HR. Please sign in.',
    'journal.notYours': 'The journal is for shift leads, supervisors and HR. Your post cannot read it.',
    'journal.check': 'Check the chain',
    'journal.checking': 'Checking',
    'journal.whole': 'Whole: {n} entries, none changed.',
    'journal.head': 'Last fingerprint',
    'journal.broken': 'Wrong from entry {n} on: {why}. Stop using this service and call a technician.',
    'journal.why.edited': 'an entry was changed',
    'journal.why.gap': 'an entry is missing',
    'journal.why.relinked': 'the links do not match',
    'journal.why.tail-cut': 'the end was cut off',
    'journal.older': 'Older',
    'journal.newest': 'Newest',
    'journal.only': 'Only {subject}',
    'journal.all': 'Everything',
    'journal.none': 'No entries.',
    'journal.clock.unsure': 'clock unsure',
    'journal.clock.rtc': 'battery clock',
    'journal.row': 'No. {n}',
    'who.screen': 'nobody signed in',
    'who.system': 'Qingyu itself',
    'who.device': 'device {id}',
    'who.staff': 'staff {id}',
  },
);

/** What happened, by the journal's kind: Chinese, English. */
const kinds: Readonly<Record<string, readonly [zh: string, en: string]>> = {
  'attendance/punch-recorded': ['打卡', 'Tapped in or out'],
  'broadcast/announcement-armed': ['准备播出', 'Announcement armed'],
  'broadcast/announcement-on-air': ['开播', 'On the air'],
  'broadcast/announcement-completed': ['播完', 'Aired to the end'],
  'broadcast/announcement-cut': ['播到一半停了', 'Cut short'],
  'broadcast/announcement-withdrawn': ['没播就撤回', 'Withdrawn before airing'],
  'broadcast/announcement-failed': ['没播出来', 'Could not be aired'],
  'broadcast/announcement-interrupted': ['播出被停机打断', 'Interrupted by a stop of the service'],
  'broadcast/call-opened': ['开始寻人寻物', 'Call opened'],
  'broadcast/call-found': ['找到了', 'Found'],
  'broadcast/call-closed': ['寻找结束', 'Call closed'],
  'broadcast/call-withdrawn': ['寻找撤回', 'Call withdrawn'],
  'broadcast/music-asked': ['开关背景音乐', 'Music switched'],
  'broadcast/music-set': ['调背景音乐', 'Music set'],
  'broadcast/name-approved': ['同意播出姓名', 'Airing of the name approved'],
  'broadcast/round-added': ['再播一遍', 'Another round'],
  'broadcast/slip-printed': ['打印广播单', 'Call slip printed'],
  'broadcast/slip-reprinted': ['补打广播单', 'Call slip reprinted'],
  'broadcast/stop-pressed': ['按了停播', 'Stop pressed'],
  'cash/drawer-asked': ['开钱箱', 'Drawer opened'],
  'cash/drawer-not-opened': ['钱箱没打开', 'Drawer did not open'],
  'cash/drawer-opened-unasked': ['钱箱没人操作却开了', 'Drawer opened unasked'],
  'cash/money-moved': ['钱款进出', 'Money moved'],
  'clock/jumped': ['时钟被拨动', 'Clock jumped'],
  'devices/fault-raised': ['设备出故障', 'Device fault'],
  'devices/taught': ['设备已学会设置', 'Device was taught'],
  'devices/calibration-begun': ['伞柜开始校准门磁', 'Cabinet contacts being calibrated'],
  'devices/door-tried': ['试开柜门', 'Door tried'],
  'devices/lesson-forgotten': ['设备设置已还原', 'Device lesson forgotten'],
  'devices/fault-cleared': ['设备恢复', 'Device recovered'],
  'loans/umbrella-reserved': ['开始借伞', 'Lending begun'],
  'loans/deposit-taken': ['收押金', 'Deposit taken'],
  'loans/door-opened': ['柜门开了', 'Door opened'],
  'loans/door-closed': ['柜门关上', 'Door closed'],
  'loans/door-repaired': ['柜门修好', 'Door repaired'],
  'loans/another-door': ['换一扇门', 'Another door'],
  'loans/confirmed': ['确认借出', 'Loan confirmed'],
  'loans/door-answered': ['柜门回话', 'Door answered'],
  'loans/finished': ['办完', 'Finished'],
  'loans/inspected-damaged': ['查验：有损坏', 'Inspected: damaged'],
  'loans/inspected-good': ['查验：完好', 'Inspected: good'],
  'loans/interrupted': ['被停机打断', 'Interrupted by a stop'],
  'loans/kept-behind-counter': ['收在柜台', 'Kept behind the counter'],
  'loans/opened-by-key': ['用钥匙开门', 'Opened by key'],
  'loans/replaced': ['放回柜里', 'Put back'],
  'loans/retried': ['再试开门', 'Tried again'],
  'loans/saw-not-opened': ['看过：门没开', 'Seen: not open'],
  'loans/saw-opened': ['看过：门开了', 'Seen: open'],
  'loans/cancelled': ['取消借还', 'Loan cancelled'],
  'loans/condition-changed': ['改物品状态', 'Condition changed'],
  'loans/declared-lost': ['押金卡报失', 'Deposit card declared lost'],
  'loans/demo-stock-added': ['放入演示物品', 'Demo stock added'],
  'loans/details-changed': ['改借用资料', 'Loan details changed'],
  'loans/item-added': ['添物品', 'Item added'],
  'loans/item-moved': ['换柜门', 'Item moved'],
  'loans/stroller-lent': ['借出童车', 'Stroller lent'],
  'loans/stroller-returned': ['童车还回', 'Stroller returned'],
  'printing/paper-queued': ['要打一张纸', 'Paper queued'],
  'printing/job-changed': ['打印', 'Print'],
  'printing/papers-withdrawn': ['纸作废', 'Papers withdrawn'],
  'receipts/issued': ['开收据', 'Receipt issued'],
  'receipts/voided': ['收据作废', 'Receipt voided'],
  'receipts/reprinted': ['补打收据', 'Receipt reprinted'],
  'staff/card-blocked': ['停用卡', 'Card blocked'],
  'staff/card-issued': ['发卡', 'Card issued'],
  'staff/card-replaced': ['换卡', 'Card replaced'],
  'staff/card-returned': ['收回卡', 'Card returned'],
  'staff/demo-plaza': ['建立演示商场', 'Demo plaza made'],
  'staff/person-added': ['添员工', 'Person added'],
  'staff/person-changed': ['改员工资料', 'Person changed'],
  'staff/pin-set': ['设密码', 'PIN set'],
  'staff/pin-locked': ['密码锁住', 'PIN locked'],
  'staff/signed-in': ['登录', 'Signed in'],
  'staff/signed-out': ['退出', 'Signed out'],
  'taps/card-rejected': ['没认的卡', 'Card rejected'],
  'taps/slip-rejected': ['没认的单子', 'Slip rejected'],
};

const rooms: Readonly<Record<string, readonly [zh: string, en: string]>> = {
  attendance: ['打卡', 'Attendance'],
  broadcast: ['广播', 'Broadcast'],
  cash: ['钱款', 'Cash'],
  devices: ['设备', 'Devices'],
  loans: ['借还', 'Loans'],
  printing: ['打印', 'Printing'],
  receipts: ['收据', 'Receipts'],
  staff: ['员工', 'Staff'],
  taps: ['刷卡', 'Taps'],
};

const subjects: Readonly<Record<string, readonly [zh: string, en: string]>> = {
  loan: ['借还', 'Loan'],
  receipt: ['收据', 'Receipt'],
  call: ['寻找', 'Call'],
  announcement: ['广播', 'Announcement'],
  card: ['卡', 'Card'],
  staff: ['员工', 'Staff'],
  device: ['设备', 'Device'],
  'print-job': ['打印', 'Print'],
  printJob: ['打印', 'Print'],
  item: ['物品', 'Item'],
  door: ['柜门', 'Door'],
  purse: ['钱袋', 'Purse'],
  umbrella: ['雨伞', 'Umbrella'],
  stroller: ['童车', 'Stroller'],
  desk: ['服务台', 'Desk'],
  stock: ['库存', 'Stock'],
  day: ['当天', 'Day'],
  music: ['音乐', 'Music'],
  air: ['广播', 'Air'],
};

const pick = ([zh, en]: readonly [string, string]): string => say({ zh, en });

/** What happened, in words; a kind without a word is named by its room and its own name. */
export function kindWord(kind: string): string {
  const known = kinds[kind];
  if (known !== undefined) return pick(known);
  const [room = '', what = ''] = kind.split('/');
  const named = rooms[room];
  return `${named === undefined ? room : pick(named)}: ${what.replaceAll('-', ' ')}`;
}

// An id nobody could read aloud says nothing to a reader; the opened line has it.
const longId = /^[0-9a-f-]{24,}$/i;

/** `loan:7` → 借还 7; a part without a word keeps its own name. */
export function subjectWord(subject: string): string {
  const [kind = '', ...rest] = subject.split(':');
  const named = subjects[kind];
  if (named !== undefined && rest.some((part) => longId.test(part))) return pick(named);
  return [named === undefined ? kind : pick(named), rest.join(':')].join(' ').trim();
}
