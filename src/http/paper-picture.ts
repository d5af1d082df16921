import { z } from 'zod';
import type { PaperPicture } from '../ports/receipt-printer.ts';

/** A paper as it will come out; null while no printer is configured. */
export const pictureAnswer = z
  .strictObject({
    columns: z.int(),
    lines: z.array(
      z.discriminatedUnion('kind', [
        z.strictObject({
          kind: z.literal('text'),
          text: z.string(),
          size: z.enum(['normal', 'tall', 'large']),
          bold: z.boolean(),
        }),
        z.strictObject({ kind: z.literal('qr'), text: z.string(), modules: z.array(z.string()) }),
        z.strictObject({
          kind: z.literal('raster'),
          text: z.string(),
          width: z.int(),
          height: z.int(),
          bits: z.base64(),
        }),
        z.strictObject({ kind: z.literal('cut') }),
      ]),
    ),
  })
  .nullable();

/** The picture as {@link pictureAnswer} answers it. */
export function pictureJson(picture: PaperPicture | undefined): z.input<typeof pictureAnswer> {
  if (picture === undefined) return null;
  return {
    columns: picture.columns,
    lines: picture.lines.map((line) => (line.kind === 'qr' ? { ...line, modules: [...line.modules] } : line)),
  };
}
