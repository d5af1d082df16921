import type { AnnouncementPart } from './public-address.ts';

/** Between two languages, and between a recording and words. */
export const BREATH = { kind: 'pause', durationMs: 700 } as const satisfies AnnouncementPart;

/** Chinese, and English after a breath; what is empty is left out. @param cacheable nobody is named in it */
export function spoken(
  { zh, en }: { readonly zh?: string | null | undefined; readonly en?: string | null | undefined },
  cacheable = false,
): AnnouncementPart[] {
  const say = (text: string, language: 'zh' | 'en'): AnnouncementPart[] =>
    text === '' ? [] : [{ kind: 'speech', text, language, ...(cacheable ? { cacheable } : {}) }];
  return breathing([say(zh ?? '', 'zh'), say(en ?? '', 'en')]);
}

/** One after the other with a breath between; what is empty is left out. */
export function breathing(pieces: readonly (readonly AnnouncementPart[])[]): AnnouncementPart[] {
  return pieces.filter(({ length }) => length > 0).flatMap((piece, at) => (at === 0 ? piece : [BREATH, ...piece]));
}

/** Chime, Chinese, and English after a breath. */
export function speechParts(zh: string, en?: string | null, cacheable = false): AnnouncementPart[] {
  return [{ kind: 'chime' }, ...spoken({ zh, en }, cacheable)];
}
