import type { ComponentChildren } from 'preact';
import { Bar, type BarProps } from './bar.tsx';

export interface SheetProps extends Omit<BarProps, 'children'> {
  /** Class of the stage, where the page lays itself out. */
  readonly stage?: string;
  /** The action row: quiet ones first, the main one last with `push`. */
  readonly acts?: ComponentChildren;
  /** Between title and who. */
  readonly barExtra?: ComponentChildren;
  readonly children: ComponentChildren;
}

/** A page: bar, stage, action row. */
export function Sheet({ stage = '', acts, barExtra, children, ...bar }: SheetProps) {
  return (
    <main class="sheet">
      <Bar {...bar}>{barExtra}</Bar>
      <section class={`stage ${stage}`}>{children}</section>
      {acts !== undefined && <Acts>{acts}</Acts>}
    </main>
  );
}

/** The action row at the bottom; {@link Sheet} draws it, the home page brings its own. */
export function Acts({ children }: { readonly children: ComponentChildren }) {
  return <footer class="acts">{children}</footer>;
}
