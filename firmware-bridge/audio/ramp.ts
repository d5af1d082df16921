/** A value that walks in a straight line to its target, one step per sample. */
export class Ramp {
  value: number;
  #target: number;
  #step = 0;

  constructor(value: number) {
    this.value = value;
    this.#target = value;
  }

  get target(): number {
    return this.#target;
  }

  get moving(): boolean {
    return this.value !== this.#target;
  }

  /** Walks to `target`; the whole distance `span` would take `frames`, so a half-way turn takes half as long. */
  to(target: number, frames: number, span = Math.abs(target - this.value)): void {
    this.#target = target;
    if (frames <= 0 || span === 0) this.value = target;
    else this.#step = (Math.sign(target - this.value) * span) / frames;
  }

  /** Samples until the target is reached. */
  get framesLeft(): number {
    return this.moving ? Math.ceil((this.#target - this.value) / this.#step - 1e-9) : 0;
  }

  next(): number {
    if (this.moving) {
      const walked = this.value + this.#step;
      const arrived = this.#step > 0 ? walked >= this.#target - 1e-12 : walked <= this.#target + 1e-12;
      this.value = arrived ? this.#target : walked;
    }
    return this.value;
  }
}
