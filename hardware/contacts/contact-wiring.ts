import type { GpioPin } from '../../firmware-bridge/gpio/sysfs-line.ts';
import type { ContactDoes } from '../../src/ports/contacts.ts';

/** One contact as configured. */
export interface ContactWiring {
  readonly id: string;
  readonly does: ContactDoes;
  /** How it stands while nothing happens. With `normally-closed` a broken wire counts as actuated. */
  readonly contact: 'normally-open' | 'normally-closed';
  /** Milliseconds its level must stand still to be believed. */
  readonly debounceMs: number;
  /** Its pin; `activeLow`: a closed contact pulls the pin low. */
  readonly gpio: GpioPin & { readonly activeLow: boolean };
}

/** Whether a level means that the contact is actuated. */
export function isActuated({ contact, gpio }: ContactWiring, high: boolean): boolean {
  const isClosed = high !== gpio.activeLow;
  return isClosed === (contact === 'normally-open');
}
