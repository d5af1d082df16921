/**
 * The card whose face shows this: ten digits (`0001202659`), the "3,5" form (`018,23011`), both, or the number in hexadecimal (`62E3086CED`,
 * `DEADBEEF`). Decimal numbers tell only the last bytes, so the id begins with `*`.
 *
 * @returns undefined for what is no such number, or for two that differ
 */
export function cardOfFace(face: string): string | undefined {
  const text = face.trim().toUpperCase().replaceAll('，', ',');
  if (/^(?=.*[A-F])([0-9A-F]{2}){4,10}$/.test(text)) return text;
  const shown = /^(?:(?<ten>\d{10}) ?)?(?:(?<three>\d{1,3}),(?<five>\d{1,5}))?$/.exec(text)?.groups;
  const { ten, three, five } = shown ?? {};
  const ends = [
    ...(ten === undefined ? [] : [hexOf([[ten, 4]])]),
    ...(three === undefined || five === undefined
      ? []
      : [
          hexOf([
            [three, 1],
            [five, 2],
          ]),
        ]),
  ];
  const [longest, other = ''] = ends;
  if (longest === undefined || ends.includes(undefined) || !longest.endsWith(other)) return undefined;
  return `*${longest}`;
}

/** Decimal numbers one after the other, each in so many bytes; undefined where one is too large for them. */
function hexOf(numbers: readonly (readonly [decimal: string, bytes: number])[]): string | undefined {
  if (numbers.some(([decimal, bytes]) => Number(decimal) >= 256 ** bytes)) return undefined;
  return numbers
    .map(([decimal, bytes]) =>
      Number(decimal)
        .toString(16)
        .toUpperCase()
        .padStart(2 * bytes, '0'),
    )
    .join('');
}
