/** Something that has happened and is committed; the screen hears of it over server-sent events. */
export interface LiveEvent {
  /** `punch`, `card`, `loan`, `print`, `door`, `device`, `air`, `desk` … */
  readonly name: string;
  readonly payload: unknown;
}

/** Where committed events go. Publishing never throws and never waits for a slow screen. */
export interface LiveEvents {
  publish(event: LiveEvent): void;
}
