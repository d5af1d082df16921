/**
 * One turn of a list: every track once, in an order that is as likely as any other (Fisher–Yates). Where there is a choice it does not
 * begin with `last`, so that no track is heard twice across the seam of two turns.
 *
 * @param random 0 ≤ … < 1
 */
export function shuffledTurn<T>(tracks: readonly T[], last: T | undefined, random: () => number): T[] {
  const turn = [...tracks];
  for (let left = turn.length - 1; left > 0; left--) swap(turn, left, Math.floor(random() * (left + 1)));
  if (turn.length > 1 && turn[0] === last) swap(turn, 0, 1 + Math.floor(random() * (turn.length - 1)));
  return turn;
}

function swap<T>(list: T[], one: number, other: number): void {
  const [first, second] = [list[one], list[other]];
  if (first === undefined || second === undefined) return;
  list[one] = second;
  list[other] = first;
}
