/** A shift at a post. UTC ms. */
export interface PostShift {
  readonly startMs: number;
  readonly endMs: number;
}

/**
 * When the shift begins that takes over from this one; `undefined`: nobody is rostered on, the post closes and nobody is waited for.
 *
 * @param others of other people at the same post, around the tap
 */
export function nextAtPost(atMs: number, mine: PostShift, others: readonly PostShift[]): number | undefined {
  const edgeMs = Math.max(atMs, mine.endMs);
  const next = others.filter(({ startMs, endMs }) => startMs <= edgeMs && endMs > edgeMs);
  return next.length === 0 ? undefined : Math.min(...next.map(({ startMs }) => startMs));
}
