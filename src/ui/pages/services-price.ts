const fenPerYuan = 100;
const notes = [1, 5, 10, 20, 50, 100, 200];
/** With 正好 two rows of three. */
const shownNotes = 5;

/** `12.5` as fen; undefined while it is no price. */
export function fenOf(text: string): number | undefined {
  const typed = text.trim();
  if (!/^\d{1,6}([.。]\d{0,2})?$/.test(typed)) return undefined;
  const fen = Math.round(Number(typed.replace('。', '.')) * fenPerYuan);
  return fen > 0 ? fen : undefined;
}

/** What may lie on the counter for an amount: the notes above it, and the next round ones. */
export function likelyNotes(totalFen: number): number[] {
  const single = notes.map((note) => note * fenPerYuan);
  const rounded = [10, 50, 100].map((step) => Math.ceil(totalFen / (step * fenPerYuan)) * step * fenPerYuan);
  const all = [...new Set([...single, ...rounded])].filter((fen) => fen > totalFen).sort((a, b) => a - b);
  return all.slice(0, shownNotes);
}
