import { shuffledTurn } from './shuffle.ts';

/** A track, and the frame it goes on at. */
export interface TrackStart {
  readonly path: string;
  readonly fromFrame: number;
}

interface Shelf {
  upcoming: string[];
  /** Whether anything of `upcoming` has been handed out. */
  begun: boolean;
  shuffled: boolean;
  last: string | undefined;
  left: TrackStart | undefined;
}

/** What plays next on each shelf (folder): every track once a turn, in order or shuffled, and a track that was left goes on where it was. */
export class TrackOrder {
  readonly #random: () => number;
  readonly #shelves = new Map<string, Shelf>();

  constructor(random: () => number) {
    this.#random = random;
  }

  /** Takes the next track of a shelf that now holds these files, at least one. */
  next(shelf: string, files: readonly string[], shuffle: boolean): TrackStart {
    const held = this.#of(shelf);
    const { left } = held;
    held.left = undefined;
    if (left !== undefined && files.includes(left.path)) return left;
    const upcoming = held.upcoming.filter((path) => files.includes(path));
    const stale = held.shuffled !== shuffle || upcoming.length === 0 || (!held.begun && upcoming.length < files.length);
    const [path = '', ...rest] = stale ? this.#turn(files, held.last, shuffle) : upcoming;
    Object.assign(held, { upcoming: rest, begun: true, shuffled: shuffle, last: path });
    // The turn after this one is settled now: people are told what comes next.
    if (rest.length === 0) Object.assign(held, { upcoming: this.#turn(files, path, shuffle), begun: false });
    return { path, fromFrame: 0 };
  }

  /** What {@link next} will begin with, as far as it is settled. */
  peek(shelf: string): string | undefined {
    const { left, upcoming } = this.#of(shelf);
    return left?.path ?? upcoming[0];
  }

  /** The shelf is left in the middle of a track: it goes on there when the shelf is come back to. */
  leave(shelf: string, at: TrackStart): void {
    this.#of(shelf).left = at;
  }

  /** A track was taken, but never heard: it comes again first. */
  putBack(shelf: string, start: TrackStart): void {
    const held = this.#of(shelf);
    if (start.fromFrame > 0) held.left = start;
    else held.upcoming = [start.path, ...held.upcoming];
    held.begun = true;
  }

  #turn(files: readonly string[], last: string | undefined, shuffle: boolean): string[] {
    if (shuffle) return shuffledTurn(files, last, this.#random);
    const rest = last === undefined ? [] : files.filter((path) => path > last);
    return rest.length > 0 ? rest : [...files];
  }

  #of(shelf: string): Shelf {
    const known = this.#shelves.get(shelf);
    if (known !== undefined) return known;
    const made = { upcoming: [], begun: true, shuffled: false, last: undefined, left: undefined };
    this.#shelves.set(shelf, made);
    return made;
  }
}
