/** What one of several that talk at once has to say. */
export interface Speaker {
  say(line: string): void;
  /** It has nothing more to say. */
  end(): void;
}

/** Lets everybody talk at once and tells it in the order they began: the first as he speaks, the next when the one before has ended. */
export function oneAfterAnother(tell: (line: string) => void): () => Speaker {
  const speakers: { readonly lines: string[]; ended: boolean }[] = [];
  const catchUp = (): void => {
    for (let first = speakers[0]; first !== undefined; first = speakers[0]) {
      for (const line of first.lines.splice(0)) tell(line);
      if (!first.ended) return;
      speakers.shift();
    }
  };
  return () => {
    const mine = { lines: [] as string[], ended: false };
    speakers.push(mine);
    return {
      say(line) {
        mine.lines.push(line);
        catchUp();
      },
      end() {
        mine.ended = true;
        catchUp();
      },
    };
  };
}
