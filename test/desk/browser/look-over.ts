import type { Page } from 'playwright-core';

// What the function sent into the page finds there; the service's own compiler knows no browser.
interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  readonly width: number;
  readonly height: number;
}
interface Piece {
  readonly tagName: string;
  readonly className: unknown;
  readonly textContent: string | null;
  readonly parentElement: Piece | null;
  readonly childNodes: Iterable<{ readonly nodeType: number; readonly textContent: string | null }>;
  readonly scrollWidth: number;
  readonly clientWidth: number;
  readonly scrollHeight: number;
  readonly clientHeight: number;
  getBoundingClientRect(): Box;
  getAttribute(name: string): string | null;
  contains(other: Piece | null): boolean;
  closest(selector: string): Piece | null;
  matches(selector: string): boolean;
}
type Style = Readonly<
  Record<
    | 'color'
    | 'backgroundColor'
    | 'backgroundImage'
    | 'fontSize'
    | 'fontWeight'
    | 'textOverflow'
    | 'overflowX'
    | 'overflowY'
    | 'visibility'
    | 'opacity',
    string
  >
>;
declare const document: {
  readonly documentElement: Piece;
  querySelectorAll(selector: string): Iterable<Piece>;
  elementFromPoint(x: number, y: number): Piece | null;
};
declare const innerWidth: number;
declare const innerHeight: number;
declare function getComputedStyle(of: Piece): Style;

/** Something wrong with a page as it is drawn. */
export type Flaw = `${'wide' | 'cut' | 'small' | 'covered' | 'near' | 'mains' | 'faint' | 'tiny'}: ${string}`;

/** Looks at everything that is drawn: nothing cut or covered, fingers fit, text can be read. */
export function lookOver(page: Page): Promise<readonly Flaw[]> {
  return page.evaluate((): Flaw[] => {
    const FINGER_PX = 48;
    const APART_PX = 8;
    // Labels; content is larger (screens/README.md).
    const TEXT_PX = 15;
    const SLACK_PX = 1;
    /** Glyphs reach out of a narrow line box without being cut. */
    const LINE_SLACK_PX = 5;
    const flaws: Flaw[] = [];
    /** Nothing moves while it is looked at: each thing is measured once. */
    const once = <Measured>(measure: (piece: Piece) => Measured): ((piece: Piece) => Measured) => {
      const known = new Map<Piece, { readonly found: Measured }>();
      return (piece) => {
        const kept = known.get(piece) ?? { found: measure(piece) };
        known.set(piece, kept);
        return kept.found;
      };
    };
    const styleOf = once((piece) => getComputedStyle(piece));
    const boxOf = once((piece) => piece.getBoundingClientRect());
    const name = (piece: Piece): string =>
      `${piece.tagName.toLowerCase()}.${String(piece.className).trim().replace(/\s+/g, '.')} "${(piece.getAttribute('aria-label') ?? piece.textContent ?? '').trim().slice(0, 24)}"`;
    // Over a page the keyboard, or a month after a tap, is all there is to touch.
    const typing = document.querySelectorAll('.keyboard, .tapmonth')[Symbol.iterator]().next().value;
    const all = (selector: string): Piece[] =>
      [...document.querySelectorAll(selector)].filter((piece) => {
        if (typing !== undefined && !typing.contains(piece)) return false;
        const { width, height } = boxOf(piece);
        return width > 0 && height > 0 && styleOf(piece).visibility === 'visible';
      });
    /** A line of a list may end in … where its own page has the whole. */
    const ends = (piece: Piece): boolean =>
      styleOf(piece).textOverflow === 'ellipsis' && !piece.matches('.btn, .btn *, .air, h1, h2, h3');
    const scrolled = (piece: Piece, axis: 'overflowX' | 'overflowY'): Piece | undefined => {
      for (let at = piece.parentElement; at !== null; at = at.parentElement)
        if (/auto|scroll/.test(styleOf(at)[axis])) return at;
      return undefined;
    };

    // Nothing reaches over the edge, and no box is too small for what is in it.
    if (document.documentElement.scrollWidth > innerWidth) flaws.push('wide: page');
    /** The lists it is scrolled in, downwards and sideways. */
    const frames = once((piece): Box[] =>
      (['overflowY', 'overflowX'] as const).flatMap((axis) => {
        const frame = scrolled(piece, axis);
        return frame === undefined ? [] : [boxOf(frame)];
      }),
    );
    const inView = (piece: Piece): boolean => {
      const { left, right, top, bottom } = boxOf(piece);
      const y = (top + bottom) / 2;
      const x = (left + right) / 2;
      return frames(piece).every((frame) => y > frame.top && y < frame.bottom && x > frame.left && x < frame.right);
    };
    /** What scrolled lists show of it. */
    const visible = once((piece) =>
      frames(piece).reduce<Box>((own, frame) => {
        const [top, bottom] = [Math.max(own.top, frame.top), Math.min(own.bottom, frame.bottom)];
        const [left, right] = [Math.max(own.left, frame.left), Math.min(own.right, frame.right)];
        return { left, right, top, bottom, width: right - left, height: bottom - top };
      }, boxOf(piece)),
    );
    const targets = all('button, a[href], input, textarea, [role=switch]').filter(
      (piece) => piece.closest('[aria-hidden=true]') === null,
    );
    const ownText = (piece: Piece): string =>
      [...piece.childNodes]
        .flatMap(({ nodeType, textContent }) => (nodeType === 3 ? [textContent ?? ''] : []))
        .join('')
        .trim();
    const texts = all('body *').filter(
      (piece) => ownText(piece) !== '' && piece.closest('.slip, svg, [aria-hidden=true]') === null,
    );
    for (const piece of [...targets, ...texts]) {
      const { overflowX, overflowY } = styleOf(piece);
      const { left, right, top, bottom } = boxOf(piece);
      const wide = piece.scrollWidth > piece.clientWidth + SLACK_PX && piece.clientWidth > 0;
      const high = piece.scrollHeight > piece.clientHeight + LINE_SLACK_PX && piece.clientHeight > 0;
      if (piece.matches('input, textarea')) continue;
      if (ends(piece)) continue;
      if ((wide && !/auto|scroll/.test(overflowX)) || (high && /hidden|clip/.test(overflowY)))
        flaws.push(`cut: ${name(piece)}`);
      if ((left < -SLACK_PX || right > innerWidth + SLACK_PX) && scrolled(piece, 'overflowX') === undefined)
        flaws.push(`wide: ${name(piece)}`);
      if ((top < -SLACK_PX || bottom > innerHeight + SLACK_PX) && scrolled(piece, 'overflowY') === undefined)
        flaws.push(`cut: below ${name(piece)}`);
      for (let at = piece.parentElement; at !== null; at = at.parentElement) {
        const style = styleOf(at);
        const box = boxOf(at);
        if (/auto|scroll/.test(style.overflowX + style.overflowY)) break;
        if (/hidden|clip/.test(style.overflowX) && (left < box.left - SLACK_PX || right > box.right + SLACK_PX))
          flaws.push(`cut: ${name(piece)} by ${name(at)}`);
        if (/hidden|clip/.test(style.overflowY) && (top < box.top - SLACK_PX || bottom > box.bottom + SLACK_PX))
          flaws.push(`cut: ${name(piece)} by ${name(at)}`);
      }
    }

    // A finger fits, hits what it means, and hits nothing beside it.
    const shown = targets.filter(inView);
    for (const piece of shown) {
      const { left, top, width, height } = boxOf(piece);
      if (width < FINGER_PX - SLACK_PX || height < FINGER_PX - SLACK_PX)
        flaws.push(`small: ${Math.round(width)}×${Math.round(height)} ${name(piece)}`);
      const hit = document.elementFromPoint(left + width / 2, top + height / 2);
      if (hit !== null && !piece.contains(hit) && hit.closest('.keyboard, .banner') === null)
        flaws.push(`covered: ${name(piece)} by ${name(hit)}`);
    }
    for (const [at, one] of shown.entries())
      for (const other of shown.slice(at + 1)) {
        if (one.contains(other) || other.contains(one)) continue;
        // The key of a banner lies over the bar.
        if ((one.closest('.banner') === null) !== (other.closest('.banner') === null)) continue;
        // The rows of one list are one line apart.
        if (
          one.matches('li > *') &&
          other.matches('li > *') &&
          one.parentElement?.parentElement === other.parentElement?.parentElement
        )
          continue;
        const [a, b] = [visible(one), visible(other)];
        const across = Math.max(a.left, b.left) - Math.min(a.right, b.right);
        const down = Math.max(a.top, b.top) - Math.min(a.bottom, b.bottom);
        const apart = Math.max(across, down);
        if (apart < APART_PX - SLACK_PX && a.height > 0 && b.height > 0)
          flaws.push(`near: ${Math.round(apart)} ${name(one)} / ${name(other)}`);
      }
    const mains = all('.btn.main');
    if (mains.length > 1) flaws.push(`mains: ${mains.map(name).join(' / ')}`);

    // Text is large and stands out from what is behind it: WCAG 2.1, 1.4.3.
    type Colour = readonly [number, number, number, number];
    const colour = (text: string): Colour => {
      const [r = 0, g = 0, b = 0, a = 1] = (text.match(/[\d.]+/g) ?? []).map(Number);
      return text.startsWith('color(srgb') ? [r * 255, g * 255, b * 255, a] : [r, g, b, a];
    };
    const over = (front: Colour, back: Colour): Colour => {
      const mix = (f: number, b: number) => f * front[3] + b * (1 - front[3]);
      return [mix(front[0], back[0]), mix(front[1], back[1]), mix(front[2], back[2]), 1];
    };
    const luminance = ([r, g, b]: Colour): number => {
      const linear = (part: number) => {
        const s = part / 255;
        return s <= 0.03928 ? s / 12.92 : ((s + 0.055) / 1.055) ** 2.4;
      };
      return 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
    };
    const behind = (piece: Piece): Colour | undefined => {
      const layers: Colour[] = [];
      for (let at: Piece | null = piece; at !== null; at = at.parentElement) {
        const style = styleOf(at);
        // A picture behind text is for the eye to judge.
        if (style.backgroundImage !== 'none') return undefined;
        const layer = colour(style.backgroundColor);
        layers.push(layer);
        if (layer[3] === 1) return layers.reduceRight((back, front) => over(front, back));
      }
      return layers.reduceRight((back, front) => over(front, back), [255, 255, 255, 1]);
    };
    for (const piece of texts) {
      const style = styleOf(piece);
      const size = Number.parseFloat(style.fontSize);
      // Where there is no room for it, a word is only read aloud.
      if (size === 0 || piece.closest(':disabled') !== null) continue;
      if (size < TEXT_PX && !/^[\s·/]*$/.test(ownText(piece))) flaws.push(`tiny: ${size} ${name(piece)}`);
      const back = behind(piece);
      if (back === undefined) continue;
      const front = over(colour(style.color), back);
      const [light = 0, dark = 0] = [luminance(front), luminance(back)].sort((a, b) => b - a);
      const ratio = (light + 0.05) / (dark + 0.05);
      const large = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
      if (ratio < (large ? 3 : 4.5)) flaws.push(`faint: ${ratio.toFixed(2)} ${name(piece)}`);
    }
    return [...new Set(flaws)];
  });
}
