import { expect, it } from 'vitest';
import { layOut, pictureOf } from '../../../hardware/receipt-printer/lay-out.ts';
import { loadPrinterProfile } from '../../../hardware/receipt-printer/load-profile.ts';
import { type DestructionPaper, destructionPapers } from '../../../src/retention/papers.ts';
import { type ListEntry, totalsOf } from '../../../src/retention/rules.ts';

// Breaking it on purpose: give the promotions' kind one more word, and its line wraps on 58 mm.

const DAY_MS = 86_400_000;
const FROM = Date.parse('2026-11-18T14:00:00+08:00');
const KINDS = [
  { ledger: 'calls', number: 'X-20261118-001', kind: { zh: '寻人', en: 'Lost person' } },
  { ledger: 'air-log', number: '2026-11-18', kind: { zh: '播音日志', en: 'Air log' } },
  { ledger: 'promotions', number: 'P-20261118-001', kind: { zh: '商户', en: 'Shop' } },
] as const;
const ledgers = [
  { ledger: 'calls', name: { zh: '寻人寻物', en: 'Calls' }, years: 1 },
  { ledger: 'air-log', name: { zh: '播音日志', en: 'Air log' }, years: 1 },
  { ledger: 'promotions', name: { zh: '商户广播', en: 'Shop promotions' }, years: 1 },
];

function listOf(count: number): DestructionPaper {
  const entries = Array.from({ length: count }, (_, n): ListEntry => {
    const kind = KINDS[n % KINDS.length] ?? KINDS[0];
    const span = { fromMs: FROM + n * DAY_MS, untilMs: FROM + n * DAY_MS + 3_600_000 };
    return { ...kind, ...span, n: n + 1, ref: String(n), records: 12, papers: 2, beforeMs: 0, state: 'listed' };
  });
  return {
    list: { number: 'D-20271202-001', clause: 'R1 6' },
    entries,
    totals: totalsOf(ledgers, entries),
    approvedBy: [
      { name: '陈静', staffNo: '1001' },
      { name: '刘洋', staffNo: '3002' },
    ],
    identity: { plaza: { zh: '晴川购物广场' }, desk: { zh: '客户服务中心' } },
    timeZone: 'Asia/Shanghai',
    atMs: Date.parse('2027-12-02T10:30:00+08:00'),
    head: { seq: 4711, hash: 'c0ffee00'.repeat(8) },
  };
}

function lines(one: DestructionPaper, columns: 48 | 32, at = 0): string[] {
  const paper = destructionPapers(one)[at];
  if (paper === undefined) throw new Error(`no page ${at}`);
  const profile = loadPrinterProfile(columns === 48 ? 'generic-80' : 'generic-58');
  return pictureOf(layOut(paper, profile), columns).lines.map((line) =>
    line.kind === 'text' ? line.text.trimEnd() : line.kind === 'cut' ? '✂' : line.kind,
  );
}

it('on 80 mm', () => {
  expect(lines(listOf(3), 48).join('\n')).toMatchInlineSnapshot(`
    "          晴川购物广场 · 客户服务中心
            销毁清单
    ================================================
    编号 D-20271202-001
    依据 R1 6，保存期已满。
    寻人寻物                                    1 项
      2026-11-18 至 2026-11-18
      记录 12 条，单据 2 张
    播音日志                                    1 项
      2026-11-19 至 2026-11-19
      记录 12 条，单据 2 张
    商户广播                                    1 项
      2026-11-20 至 2026-11-20
      记录 12 条，单据 2 张
    ------------------------------------------------
    编号与种类                                办结日
    X-20261118-001 寻人                   2026-11-18
    2026-11-18 播音日志                   2026-11-19
    P-20261118-001 商户                   2026-11-20
    ------------------------------------------------
    本页 3 项，全单 3 项
    销毁后不能恢复。日志链只留摘要。
    批准 陈静 1001
    批准 刘洋 3002
    打印 2027-12-02 10:30
    链首 4711 c0ffee00…c0ffee00

    陈静 签名 ________________
    刘洋 签名 ________________
    日期 ________________
         D-20271202-001
    ✂"
  `);
});

it('on 58 mm', () => {
  expect(lines(listOf(3), 32).join('\n')).toMatchInlineSnapshot(`
    "  晴川购物广场 · 客户服务中心
        销毁清单
    ================================
    编号 D-20271202-001
    依据 R1 6，保存期已满。
    寻人寻物                    1 项
      2026-11-18 至 2026-11-18
      记录 12 条，单据 2 张
    播音日志                    1 项
      2026-11-19 至 2026-11-19
      记录 12 条，单据 2 张
    商户广播                    1 项
      2026-11-20 至 2026-11-20
      记录 12 条，单据 2 张
    --------------------------------
    编号与种类                办结日
    X-20261118-001 寻人   2026-11-18
    2026-11-18 播音日志   2026-11-19
    P-20261118-001 商户   2026-11-20
    --------------------------------
    本页 3 项，全单 3 项
    销毁后不能恢复。日志链只留摘要。
    批准 陈静 1001
    批准 刘洋 3002
    打印 2027-12-02 10:30
    链首 4711 c0ffee00…c0ffee00

    陈静 签名 ________________
    刘洋 签名 ________________
    日期 ________________
     D-20271202-001
    ✂"
  `);
});

it('a long list comes in pages of a length that can be handled, each to be signed', () => {
  const long = listOf(95);
  expect(destructionPapers(long)).toHaveLength(3);
  const page = lines(long, 32, 2).join('\n');
  for (const words of ['第 3 页，共 3 页', '本页 15 项，全单 95 项', '陈静 签名', 'D-20271202-001-3'])
    expect(page).toContain(words);
});
