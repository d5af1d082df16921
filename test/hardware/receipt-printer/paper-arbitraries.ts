import fc from 'fast-check';
import type { Paper, PaperBlock, PaperCell } from '../../../src/ports/receipt-printer.ts';

/** Pieces that printers, terminals and text layouts stumble over. */
const nasty = fc.constantFrom(
  ...[
    '\u001b@',
    '\u001bp\u0000\u0019\u00fa',
    '\u001dV\u0000',
    '\u0010\u0004\u0001',
    '\u001c.',
    '\n',
    '\r',
    '\t',
    '\u0000',
    '\u007f',
  ],
  ...[
    '\u009b',
    '\u202e',
    '\u2066',
    '\u200d',
    '\ufeff',
    '\u2028',
    '𠮷',
    '㼆',
    '👨‍👩‍👧',
    '\ud800',
    'e\u0301',
    '?',
    '<b>',
    "'; --",
    '％',
    '·',
  ],
);
const words = fc.constantFrom(
  '雨伞',
  '押金',
  '，',
  '。',
  '（',
  '）',
  '￥',
  ' ',
  '  ',
  'abc',
  '12.50',
  '王芳',
  'A-20261121-0042',
  '—',
);

/** Hostile and ordinary text, mixed. */
export const texts: fc.Arbitrary<string> = fc
  .array(fc.oneof(nasty, words, fc.string({ unit: 'binary', maxLength: 6 })), { maxLength: 24 })
  .map((parts) => parts.join(''));

const styles = fc.record(
  {
    align: fc.constantFrom('left', 'centre', 'right'),
    size: fc.constantFrom('normal', 'tall', 'large'),
    bold: fc.boolean(),
    indent: fc.oneof(fc.nat(60), fc.constantFrom(-3, Number.NaN, Number.POSITIVE_INFINITY)),
  },
  { requiredKeys: [] },
);
const cells: fc.Arbitrary<PaperCell> = fc.record({
  text: texts,
  width: fc.oneof(fc.constant('rest' as const), fc.nat(60), fc.constantFrom(-1, 0.5)),
});

const blocks: fc.Arbitrary<PaperBlock> = fc.oneof(
  fc.tuple(texts, styles).map(([text, style]): PaperBlock => ({ kind: 'text', text, ...style }) as const),
  fc.record({ kind: fc.constant('row' as const), left: texts, right: texts, bold: fc.boolean() }),
  fc.record({ kind: fc.constant('cells' as const), cells: fc.array(cells, { maxLength: 5 }) }),
  fc.record({ kind: fc.constant('rule' as const), weight: fc.constantFrom('double' as const, 'single' as const) }),
  fc.record({ kind: fc.constant('qr' as const), text: texts, caption: texts }),
  fc.record({ kind: fc.constant('signatures' as const), labels: fc.array(texts, { maxLength: 4 }) }),
  fc.record({ kind: fc.constant('blank' as const), lines: fc.integer({ min: -2, max: 5 }) }),
  fc.record({ kind: fc.constant('mark' as const), text: texts }),
);

/** Any paper, drawer first and cut last. */
export const papers: fc.Arbitrary<Paper> = fc
  .array(blocks, { maxLength: 8 })
  .map((some) => ({ title: '', blocks: [{ kind: 'drawer' }, ...some, { kind: 'cut' }] }));
