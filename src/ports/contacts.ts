import type { ClockReading } from './clock.ts';
import type { Device, FaultSwitchboard } from './device.ts';

/** What the desk does when a contact is actuated. */
export type ContactDoes = 'fire-alarm' | 'stop-announcement';

export interface Contact {
  /** From the configuration, e.g. `fire`. */
  readonly id: string;
  readonly does: ContactDoes;
  /** Whether it is actuated, however it is wired; undefined while it cannot be read. */
  readonly active: boolean | undefined;
}

/** A contact was actuated or released; also told for one found actuated at the first look after a start. */
export interface ContactMoved {
  readonly type: 'contactMoved';
  readonly contact: string;
  readonly does: ContactDoes;
  readonly active: boolean;
  readonly at: ClockReading;
}

/** Contacts of the building that the desk listens to. A contact that cannot be read has not moved: it is a fault in the health. */
export interface Contacts extends Device {
  readonly kind: 'contacts';
  contacts(): readonly Contact[];
  onContact(listener: (event: ContactMoved) => void): () => void;
}

/** Bench side: the hands at the contacts. */
export interface ContactsSimulator extends FaultSwitchboard {
  /** Faults of a single contact, e.g. `fire:stuck`, are in {@link FaultSwitchboard.faults}. @throws DeviceError `simulator/unknown-contact` */
  press(contact: string): void;
  release(contact: string): void;
  hands(): readonly { readonly id: string; readonly does: ContactDoes; readonly pressed: boolean }[];
}
