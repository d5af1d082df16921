const fenPerYuan = 100;

/** Fen as yuan: `5000` → `50`, `350` → `3.50`. */
export function yuan(fen: number): string {
  const whole = Number.isInteger(fen / fenPerYuan);
  return (fen / fenPerYuan).toFixed(whole ? 0 : 2);
}
