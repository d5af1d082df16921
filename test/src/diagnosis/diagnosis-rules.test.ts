import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { loadSettings } from '../../../config/load.ts';
import { HIDDEN, plainCode, plainCounters, plainWord, withoutTexts } from '../../../src/diagnosis/rules.ts';
import { keepUnexpectedErrors } from '../../../src/diagnosis/unexpected-errors.ts';

const PERSONAL = ['62E3086CED', '0003808980', '18013912345678', '张三丰', 'Zhang San', '13912345678', '138****1234'];

describe('what may stand in a diagnosis', () => {
  it.each(PERSONAL)('%s is no code, no word and no counter', (text) => {
    for (const code of [text, `reader/${text}`, `reader/card-${text}`, `${text}/lost`])
      expect(plainCode(code)).toBe(HIDDEN);
    for (const word of [text, `reader-${text}`]) expect(plainWord(word)).toBe(HIDDEN);
    expect(plainCounters({ [text]: 1, [`card${text}`]: 2, frames: 3 })).toEqual({ frames: 3 });
  });

  it('are the codes, models and counters of the program', () => {
    for (const code of [
      'link/not-found',
      'pn532/no-ack',
      'osdp/off-line',
      'cabinet/left-open',
      'cabinet/left-open-12',
      'EPIPE',
      'SQLITE_FULL',
    ])
      expect(plainCode(code)).toBe(code);
    for (const word of [
      'reader-1',
      'epson-tm-t82iii',
      'generic-80',
      'rdm6300',
      'cu48-b',
      'hid-relay',
      'espeak-ng',
      'cabinet',
      '8a',
    ])
      expect(plainWord(word)).toBe(word);
    expect(plainCounters({ checksumErrors: 2, reconnects: 0 })).toEqual({ checksumErrors: 2, reconnects: 0 });
  });

  it('are of a configuration its numbers, switches and choices, of a path the folder', () => {
    const { config } = loadSettings('config/raspberry-pi.example.yaml');
    const plain = JSON.parse(JSON.stringify(withoutTexts(config)));
    expect(plain.plaza).toMatchObject({ name: { zh: HIDDEN, en: HIDDEN }, timeZone: 'Asia/Shanghai', demo: false });
    expect(plain.store).toEqual({ folder: HIDDEN, secrets: HIDDEN });
    expect(plain.devices[0]).toEqual({
      id: 'reader-1',
      kind: 'card-reader',
      model: 'rdm6300',
      link: { serial: `/dev/serial/by-id/${HIDDEN}`, baudRate: 9600 },
    });
    expect(plain.devices.at(-1).sink).toEqual({ alsa: HIDDEN });
  });

  it('is no text of a configuration under a name nobody has thought of', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), fc.constantFrom('note', 'phone', 'path', 'token'), (text, key) => {
        expect(withoutTexts({ a: [{ [key]: text }] })).toEqual({ a: [{ [key]: HIDDEN }] });
      }),
    );
  });

  it('is of an error its class, code and places, and nothing it says', () => {
    const errors = keepUnexpectedErrors();
    const lines = PERSONAL.map((text) => `    at ${text} (file:///src/${text}.js:1:1)`).join('\n');
    for (const atMs of [1, 2]) errors.add(Object.assign(new TypeError(`no\n${lines}`), { code: 'link/closed' }), atMs);
    errors.add('张三丰', 3);
    errors.add(Object.assign(new Error('张三丰'), { name: '张三丰', code: '张三丰' }), 4);
    const [twice, ...others] = errors.list();
    expect(twice).toMatchObject({ atMs: 2, name: 'TypeError', code: 'link/closed', times: 2 });
    expect(others).toMatchObject([{ name: 'unknown' }, { name: 'unknown', code: HIDDEN }]);
    const written = JSON.stringify(errors.list());
    expect(PERSONAL.filter((text) => written.includes(text))).toEqual([]);
  });

  it('are fifty different errors at most', () => {
    const errors = keepUnexpectedErrors();
    const letters = [...'abcdefghij'];
    for (const one of letters)
      for (const two of letters) errors.add(Object.assign(new Error(), { code: `link/${one}${two}` }), 0);
    expect(errors.list()).toHaveLength(50);
    expect(errors.list().at(-1)?.code).toBe('link/jj');
  });
});
