import type { PaperBlock } from '../ports/receipt-printer.ts';

export { dayBounds, paperDate, paperDateTime, paperTime } from './paper-time.ts';

/** Whose paper it is; printed in Chinese. A desk's `identity` fits. */
export interface PaperIdentity {
  readonly plaza: { readonly zh: string };
  readonly desk: { readonly zh: string };
}

/** The top of every paper: plaza and desk, the document's name large, a double rule. */
export function letterhead(identity: PaperIdentity, title: string): PaperBlock[] {
  return [
    { kind: 'text', text: `${identity.plaza.zh} · ${identity.desk.zh}`, align: 'centre' },
    { kind: 'text', text: title, align: 'centre', size: 'large' },
    { kind: 'rule', weight: 'double' },
  ];
}

/** The end of every numbered paper: the number again in large type, and the cut. */
export function closing(number: string): PaperBlock[] {
  return [{ kind: 'text', text: number, align: 'centre', size: 'large' }, { kind: 'cut' }];
}

/** Puts `*** text ***` on the paper's second line: 补打, 作废. A kick of the drawer belongs to the first print only. */
export function marked(blocks: readonly PaperBlock[], text: string): PaperBlock[] {
  const [first, ...rest] = blocks.filter((block) => block.kind !== 'drawer');
  const mark: PaperBlock = { kind: 'mark', text };
  return first === undefined ? [mark] : [first, mark, ...rest];
}
