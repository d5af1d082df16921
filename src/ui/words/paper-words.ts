import type { PrintState } from '../../printing/rules.ts';
import { wordsOf } from './words.ts';

export const w = wordsOf(
  {
    'papers.title': '打印记录',
    'papers.none': '今天还没有打印过。',
    'papers.signIn': '登录后可以看纸上的内容，也可以补打。',
    'papers.noPicture': '没有打印机，看不了样子。',
    'papers.cameOut': '这张纸打出来了吗？',
    'papers.yes': '打出来了',
    'papers.no': '没有，再打一张',
    'papers.noJust': '没打出来',
    'papers.retry': '再打',
    'papers.reprint': '补打一张',
    'papers.reprintNo': '补打 {n}',
    'papers.state.queued': '在等打印机',
    'papers.state.sent': '正在打',
    'papers.state.confirmed': '打好了',
    'papers.state.unconfirmed': '大概打好了，请看一眼',
    'papers.state.failed': '没打成',
    'papers.state.ask': '不知道打没打出来',
    'papers.why.paper': '没纸',
    'papers.why.cover': '盖没合上',
    'papers.why.cutter': '切刀卡住',
    'papers.why.link': '线断了',
    'papers.why.none': '没有打印机',
    'papers.why.answer': '打印机没有回话',
    'papers.why.mute': '这台打印机不会回话，说不准',
    'papers.why.noise': '线上有干扰，说不准',
    'papers.why.hot': '打印头过热',
    'papers.why.jam': '走纸卡住',
    'papers.why.power': '打印时服务停了',
    'papers.why.told': '有人说没出来',
    'papers.why.else': '打印机出错',
    'papers.of.deposit-slip': '押金单',
    'papers.of.damage-slip': '赔偿单',
    'papers.of.lost-declaration': '押金卡遗失声明',
    'papers.of.call-slip': '广播登记单',
    'papers.of.receipt': '收据',
    'papers.of.receipt-void': '作废收据',
    'papers.of.destruction-list': '销毁清单',
    'papers.of.audit-list': '打卡抽查名单',
    'papers.of.audit-flag': '代打卡核查单',
    'papers.of.self-test': '打印机自检',
  },
  {
    'papers.title': 'Prints',
    'papers.none': 'Nothing printed today.',
    'papers.signIn': 'Sign in to see what is on the paper and to reprint it.',
    'papers.noPicture': 'There is no printer, so no picture.',
    'papers.cameOut': 'Did this paper come out?',
    'papers.yes': 'It came out',
    'papers.no': 'No, print another',
    'papers.noJust': 'It did not',
    'papers.retry': 'Print again',
    'papers.reprint': 'Reprint',
    'papers.reprintNo': 'reprint {n}',
    'papers.state.queued': 'waits for the printer',
    'papers.state.sent': 'printing',
    'papers.state.confirmed': 'printed',
    'papers.state.unconfirmed': 'probably printed, have a look',
    'papers.state.failed': 'not printed',
    'papers.state.ask': 'unknown whether it came out',
    'papers.why.paper': 'no paper',
    'papers.why.cover': 'cover open',
    'papers.why.cutter': 'cutter jammed',
    'papers.why.link': 'cable out',
    'papers.why.none': 'no printer',
    'papers.why.answer': 'no answer from the printer',
    'papers.why.mute': 'this printer cannot tell',
    'papers.why.noise': 'noise on the line, nobody can tell',
    'papers.why.hot': 'print head too hot',
    'papers.why.jam': 'paper jam',
    'papers.why.power': 'the service stopped while printing',
    'papers.why.told': 'somebody said it did not come out',
    'papers.why.else': 'printer trouble',
    'papers.of.deposit-slip': 'Deposit slip',
    'papers.of.damage-slip': 'Damage slip',
    'papers.of.lost-declaration': 'Lost-card declaration',
    'papers.of.call-slip': 'Call slip',
    'papers.of.receipt': 'Receipt',
    'papers.of.receipt-void': 'Voided receipt',
    'papers.of.destruction-list': 'Destruction list',
    'papers.of.audit-list': 'Punch audit list',
    'papers.of.audit-flag': 'Punch audit evidence',
    'papers.of.self-test': 'Self-test',
  },
);

const documents = {
  'deposit-slip': 'papers.of.deposit-slip',
  'damage-slip': 'papers.of.damage-slip',
  'lost-declaration': 'papers.of.lost-declaration',
  'call-slip': 'papers.of.call-slip',
  receipt: 'papers.of.receipt',
  'receipt-void': 'papers.of.receipt-void',
  'destruction-list': 'papers.of.destruction-list',
  'audit-list': 'papers.of.audit-list',
  'audit-flag': 'papers.of.audit-flag',
  'self-test': 'papers.of.self-test',
} as const;

const isDocument = (name: string): name is keyof typeof documents => name in documents;

/** The name of a paper; a new one keeps its own until it gets a word here. */
export function documentWord(name: string): string {
  return isDocument(name) ? w(documents[name]) : name;
}

const reasons = [
  [/paper/, 'papers.why.paper'],
  [/cover/, 'papers.why.cover'],
  [/cutter/, 'papers.why.cutter'],
  [/^link\//, 'papers.why.link'],
  [/none$/, 'papers.why.none'],
  [/not-come-out/, 'papers.why.told'],
  [/cannot-confirm/, 'papers.why.mute'],
  [/noisy/, 'papers.why.noise'],
  [/overheated/, 'papers.why.hot'],
  [/mechanical/, 'papers.why.jam'],
  [/no-answer|confirm/, 'papers.why.answer'],
  [/restart|interrupted|power/, 'papers.why.power'],
] as const;

/** State and reason of a print in a few words. */
export function stateWords(state: PrintState, code: string | undefined): string {
  const said = w(`papers.state.${state}`);
  if (code === undefined || state === 'confirmed') return said;
  return `${said} · ${w(reasons.find(([pattern]) => pattern.test(code))?.[1] ?? 'papers.why.else')}`;
}
