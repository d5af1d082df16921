import { expect, it } from 'vitest';
import { layOut, pictureOf } from '../../../hardware/receipt-printer/lay-out.ts';
import { loadPrinterProfile } from '../../../hardware/receipt-printer/load-profile.ts';
import type { Paper } from '../../../src/ports/receipt-printer.ts';
import { auditFlagPaper, auditListPaper } from '../../../src/proxy-audit/papers.ts';
import type { DrawView, FlagView, RosterEvidence } from '../../../src/proxy-audit/view.rules.ts';

// Breaking it on purpose: leave the roster lines or the name of who decided out of papers.ts.

const ms = (text: string): number => Date.parse(`${text.replace(' ', 'T')}+08:00`);
const frame = {
  identity: { plaza: { zh: '晴川购物广场' }, desk: { zh: '客户服务中心' } },
  timeZone: 'Asia/Shanghai',
  atMs: ms('2026-11-30 10:30'),
};
const wang = { personId: 1, staffNo: '1024', name: '王芳', department: '客服中心' };
const zhang = { personId: 2, staffNo: '2087', name: '张伟', department: '物业部' };

function line(personId: number, day: string): RosterEvidence {
  const name = { zh: '前台班', en: 'Reception' };
  const isOff = day === '2026-12-05' || day === '2026-12-06';
  const shifts = isOff ? [] : [{ name, startMs: ms(`${day} 08:30`), endMs: ms(`${day} 18:00`) }];
  return { personId, day, postId: 'front-desk', shifts };
}

const list: DrawView = {
  week: '2026-11-30',
  seed: 3_202_647_001,
  agrees: true,
  people: 120,
  lately: 20,
  byName: '陈静',
  atMs: frame.atMs,
  clause: 'R2 3(7)',
  drawn: [wang, zhang].map((person) => ({
    ...person,
    here: true,
    checks: [],
    roster: [30, 1, 2, 3, 4, 5, 6].map((day) =>
      line(person.personId, day === 30 ? '2026-11-30' : `2026-12-${String(day).padStart(2, '0')}`),
    ),
  })),
};

const punch = (personId: number, at: string) =>
  ({
    punchId: personId,
    personId,
    atMs: ms(at),
    direction: 'in',
    readerId: 'reader-1',
    cardId: `4A0000${personId === 1 ? '1024' : '2087'}`,
    clockQuality: 'synchronised',
    dated: false,
  }) as const;

const flag: FlagView = {
  flagId: 12,
  measure: { zh: '30 天里有 3 天相隔 5 秒以内就算', en: '', clause: 'desk' },
  kind: 'pair',
  people: [wang, zhang],
  incidents: 1,
  fromDay: '2026-11-20',
  untilDay: '2026-11-20',
  foundAtMs: frame.atMs,
  verdict: 'absent',
  clause: 'R2 3(7)',
  daysTogether: 4,
  evidence: [
    {
      n: 1,
      day: '2026-11-20',
      apartMs: 3_000,
      punches: [punch(1, '2026-11-20 08:25:00'), punch(2, '2026-11-20 08:25:03')],
      roster: [line(1, '2026-11-20'), line(2, '2026-11-20')],
      form: { number: 'L-20261119-1024', fromMs: ms('2026-11-20 08:30'), untilMs: ms('2026-11-20 18:00') },
    },
  ],
  earlier: [],
  mayDecide: true,
  decisions: [
    {
      decisionId: 1,
      verdict: 'absent',
      reason: '监控里只有一个人',
      byName: '陈静',
      byStaffNo: '1001',
      atMs: frame.atMs,
      absences: [
        { personId: 1, name: '王芳', day: '2026-11-20' },
        { personId: 2, name: '张伟', day: '2026-11-20' },
      ],
    },
  ],
};

function lines(paper: Paper, columns: 48 | 32): string {
  const profile = loadPrinterProfile(columns === 48 ? 'generic-80' : 'generic-58');
  return pictureOf(layOut(paper, profile), columns)
    .lines.map((one) => (one.kind === 'text' ? one.text.trimEnd() : one.kind === 'cut' ? '✂' : one.kind))
    .join('\n');
}

it('the list of a week, on 80 mm', () => {
  expect(lines(auditListPaper(list, frame), 48)).toMatchInlineSnapshot(`
    "          晴川购物广场 · 客户服务中心
          打卡抽查名单
    ================================================
    2026-11-30 起一周                        R2 3(7)
    120 人里抽 2 人，种子 3202647001
    抽取 陈静 2026-11-30 10:30
    ------------------------------------------------
    王芳 1024                               客服中心
      周一二三四五 08:30–18:00
    □ 在岗  □ 不在  时间 ______
    ------------------------------------------------
    张伟 2087                                 物业部
      周一二三四五 08:30–18:00
    □ 在岗  □ 不在  时间 ______
    ------------------------------------------------
    打了卡人不在的，当场记到系统里。
    打印 2026-11-30 10:30

    抽查人 ________________  日期 ________________
         2026-11-30 周
    ✂"
  `);
});

it('the evidence of a flag, on 80 mm and 58 mm', () => {
  expect(lines(auditFlagPaper(flag, frame), 48)).toMatchInlineSnapshot(`
    "          晴川购物广场 · 客户服务中心
          代打卡核查单
    ================================================
    编号 F-0012                              R2 3(7)
    王芳 1024                               客服中心
    张伟 2087                                 物业部
    两卡连刷 1 次
      30 天里有 3 天相隔 5 秒以内就算（前台自定）
    同日打卡 4 天
    ------------------------------------------------
    1. 2026-11-20                          相隔 3 秒
    王芳 上班                               08:25:00
      reader-1 卡 …1024 时钟准
    张伟 上班                               08:25:03
      reader-1 卡 …2087 时钟准
      排班 王芳 08:30–18:00
      排班 张伟 08:30–18:00
      单据 L-20261119-1024
      11-20 08:30 至 11-20 18:00
    ------------------------------------------------
    决定：代打卡，提请按旷工
      王芳 2026-11-20
      张伟 2026-11-20
    说明 监控里只有一个人
    决定人 陈静 1001 2026-11-30 10:30
    打印 2026-11-30 10:30

    王芳 签名 ________________
    张伟 签名 ________________
    主管签名 ________________
             F-0012
    ✂"
  `);
  expect(lines(auditFlagPaper(flag, frame), 32)).toMatchInlineSnapshot(`
    "  晴川购物广场 · 客户服务中心
      代打卡核查单
    ================================
    编号 F-0012              R2 3(7)
    王芳 1024               客服中心
    张伟 2087                 物业部
    两卡连刷 1 次
      30 天里有 3 天相隔 5 秒以内就
      算（前台自定）
    同日打卡 4 天
    --------------------------------
    1. 2026-11-20          相隔 3 秒
    王芳 上班               08:25:00
      reader-1 卡 …1024 时钟准
    张伟 上班               08:25:03
      reader-1 卡 …2087 时钟准
      排班 王芳 08:30–18:00
      排班 张伟 08:30–18:00
      单据 L-20261119-1024
      11-20 08:30 至 11-20 18:00
    --------------------------------
    决定：代打卡，提请按旷工
      王芳 2026-11-20
      张伟 2026-11-20
    说明 监控里只有一个人
    决定人 陈静 1001 2026-11-30
    10:30
    打印 2026-11-30 10:30

    王芳 签名 ________________
    张伟 签名 ________________
    主管签名 ________________
         F-0012
    ✂"
  `);
});

it('says that nobody has decided yet', () => {
  const { decisions: _none, ...open } = flag;
  expect(lines(auditFlagPaper({ ...open, decisions: [] }, frame), 48)).toContain('尚未决定');
});
