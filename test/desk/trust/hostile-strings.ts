import { seededRandom } from './seeded-random.ts';

/** What pages, shells, databases, printers and text layouts stumble over. */
const NASTY = [
  ...[
    '<script>alert(1)</script>',
    '<img src=x onerror=alert(1)>',
    '</textarea>',
    '&lt;b&gt;',
    '"',
    "'",
    '`',
    '\\',
    '</',
  ],
  ...[
    "'; DROP TABLE people; --",
    '" OR 1=1',
    '$' + '{7*7}',
    '{{7*7}}',
    '{name}',
    '%s%n',
    '$(reboot)',
    '../../etc/passwd',
    '%00',
  ],
  ...[
    '\u001b@',
    '\u001bp\u0000\u0019\u00fa',
    '\u001dV\u0000',
    '\u001dk\u0004',
    '\u0010\u0004\u0001',
    '\u001c.',
    '\u001d(k',
  ],
  ...['\u0000', '\u0007', '\b', '\n', '\r\n', '\t', '\u007f', '\u009b31m', '\u001b[2J', '\u0085'],
  ...['\u202e', '\u2066', '\u2069', '\u200f', 'שלום', 'مرحبا', '\u200d', '\u200b', '\ufeff', '\u2028', '\u00ad'],
  ...[
    '👨‍👩‍👧‍👦',
    '🌂',
    '🏳️‍🌈',
    '☂️',
    '𠮷野',
    '㼆',
    '龘',
    '𪚥',
    '﨑',
    '䶮',
    'e\u0301\u0302\u0303',
    'ﬁ',
    '\ud800',
    '\udc00x',
    '？',
    '％',
  ],
] as const;
const PLAIN = ['雨伞', '王芳', '红色', 'Anna', ' ', '12', '，', '丢失'] as const;
const MOST_PIECES = 4;
/** Longer than any field takes. */
const LONG_EVERY = 25;
const LONG_TIMES = 300;

/** Strings nobody should be able to hurt the desk with; every piece occurs, some strings are far too long. */
export function hostileStrings(count: number, seed: number): string[] {
  const random = seededRandom(seed);
  const pick = (from: readonly string[]) => from[random.between(0, from.length - 1)] ?? '';
  return Array.from({ length: count }, (_, index) => {
    const pieces = Array.from({ length: random.between(0, MOST_PIECES - 1) }, () =>
      pick(random.next() < 0.5 ? NASTY : PLAIN),
    );
    pieces.splice(random.between(0, pieces.length), 0, NASTY[index % NASTY.length] ?? '');
    const text = pieces.join('');
    return index % LONG_EVERY === LONG_EVERY - 1 ? text.repeat(LONG_TIMES) : text;
  });
}
