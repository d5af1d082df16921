import { type AirClass, CLASSES } from '../../../src/broadcast/rules.ts';

interface Asked {
  readonly id: string;
  readonly class: AirClass;
  readonly times: number;
  /** Until then it can be taken back and is no rival to anybody. */
  readonly armedUntilMs: number;
  waits: boolean;
  /** Times it was put on the air. */
  begun: number;
  /** Times it gave way to a higher one. */
  gaveWay: number;
  /** Rounds that were heard to their end. */
  heard: number;
}

/**
 * The queue as somebody with pencil and paper would keep it, told only what was asked and what the loudspeakers did. It knows no states and no
 * rules but: the most urgent first, within a class in the order of the list, one voice at a time.
 */
export class PlainQueue {
  readonly asked = new Map<string, Asked>();
  /** In the order of their turns within a class. */
  #list: string[] = [];
  #speaking: string | undefined;
  readonly wrong: string[] = [];

  ask(id: string, of: AirClass, times: number, armedUntilMs: number): void {
    const fresh = { waits: true, begun: 0, gaveWay: 0, heard: 0 };
    this.asked.set(id, { id, class: of, times, armedUntilMs, ...fresh });
    this.#list.push(id);
  }

  /** `id` stands in front of `before` from now on, or behind all. */
  move(id: string, before: string | null): void {
    this.#list = this.#list.filter((one) => one !== id);
    const at = before === null ? this.#list.length : this.#list.indexOf(before);
    this.#list.splice(at, 0, id);
  }

  get waiting(): string[] {
    return this.#list.filter((id) => this.asked.get(id)?.waits === true);
  }

  ofClass(of: AirClass): string[] {
    return this.waiting.filter((id) => this.asked.get(id)?.class === of);
  }

  /** The loudspeakers were told to say this one. */
  begins(id: string, nowMs: number): void {
    const one = this.asked.get(id);
    if (one === undefined) {
      this.wrong.push(`${id} was never asked for`);
      return;
    }
    if (!one.waits) this.wrong.push(`${named(one)} began though it waits no more`);
    if (one.begun > one.gaveWay) this.wrong.push(`${named(one)} began twice`);
    const other = this.#speaking === undefined ? undefined : this.asked.get(this.#speaking);
    if (other !== undefined && !isMoreUrgent(one, other)) {
      this.wrong.push(`${named(one)} began over ${named(other)}: two voices`);
    }
    for (const rival of this.waiting.map((each) => this.asked.get(each))) {
      if (rival === undefined || rival.id === id || rival.armedUntilMs >= nowMs) continue;
      const sooner = rival.class === one.class && this.#list.indexOf(rival.id) < this.#list.indexOf(id);
      if (isMoreUrgent(rival, one) || sooner) this.wrong.push(`${named(one)} began before ${named(rival)}`);
    }
    one.waits = false;
    one.begun += 1;
    this.#speaking = id;
  }

  /** A round of it was heard to its end. */
  hears(id: string): void {
    const one = this.asked.get(id);
    if (one === undefined) return;
    one.heard += 1;
    if (one.heard > one.times) this.wrong.push(`${named(one)} was heard ${one.heard} times of ${one.times}`);
  }

  /** It is heard no more. `gaveWay`: it made room for a more urgent one; a promotion then does not come again. */
  ends(id: string, gaveWay: boolean): void {
    if (this.#speaking === id) this.#speaking = undefined;
    const one = this.asked.get(id);
    if (one === undefined || !gaveWay || one.class === 'promotion') return;
    one.waits = true;
    one.gaveWay += 1;
  }

  /** Taken back, dropped, refused, interrupted. */
  leaves(id: string): void {
    const one = this.asked.get(id);
    if (one !== undefined) one.waits = false;
  }

  /** The service has died: nobody speaks. */
  falls(): void {
    this.#speaking = undefined;
  }
}

function isMoreUrgent(one: Asked, other: Asked): boolean {
  return CLASSES.indexOf(one.class) < CLASSES.indexOf(other.class);
}

function named(one: Asked): string {
  return `${one.class} ${one.id}`;
}
