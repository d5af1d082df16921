import { randomUUID } from 'node:crypto';
import type { Command, Desk } from '../journal/desk.ts';
import type { ContactMoved, Contacts } from '../ports/contacts.ts';

/** What the contacts may do to the air; absent where there is no public address. */
export interface ContactEffects {
  /** A fire contact is closed: silence before anything else. */
  mute(actor: string, inputs: readonly string[]): void;
  /** No fire contact is closed any more. */
  release(actor: string): void;
  /** As the stop button on the screen. */
  stopAir(command: Command): void;
}

/**
 * Follows the contacts: a fire contact mutes the air until every one of them is released, a stop button stops what is on the air.
 * A contact has no screen to be refused on: what goes wrong is told to `report`, and the mute is already in force.
 *
 * @returns the function that follows them no more
 */
export function followContacts(
  desk: Desk,
  parts: {
    readonly devices: readonly Contacts[];
    readonly effects: ContactEffects | undefined;
    readonly report: (error: unknown) => void;
  },
): () => void {
  const { devices, effects, report } = parts;
  const burning = new Set<string>();

  const attempt = (work: () => void): void => {
    try {
      work();
    } catch (error) {
      report(error);
    }
  };
  const write = (device: Contacts, { contact, active }: ContactMoved): void =>
    attempt(() =>
      desk.change(`device:${device.id}`, (change) =>
        change.record({
          kind: active ? 'contacts/fire-closed' : 'contacts/fire-released',
          subject: `device:${device.id}`,
          body: { contact },
        }),
      ),
    );

  const fire = (device: Contacts, event: ContactMoved): void => {
    const name = `${device.id}/${event.contact}`;
    const actor = `device:${device.id}`;
    if (event.active) burning.add(name);
    else burning.delete(name);
    if (event.active) attempt(() => effects?.mute(actor, [...burning]));
    write(device, event);
    if (burning.size === 0) attempt(() => effects?.release(actor));
  };

  const moved = (device: Contacts, event: ContactMoved): void => {
    if (event.does === 'fire-alarm') fire(device, event);
    else if (event.active)
      attempt(() =>
        effects?.stopAir({
          id: randomUUID(),
          actor: `device:${device.id}`,
          request: { contact: event.contact },
        }),
      );
  };

  const stops = devices.map((device) => device.onContact((event) => moved(device, event)));
  return () => {
    for (const stop of stops) stop();
  };
}
