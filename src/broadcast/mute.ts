import type { Change } from '../journal/desk.ts';
import { type Air, closeWindows, markEnding, stepLater, withdrawWaiting } from './air.ts';
import { publishAir } from './air-view.ts';
import { closeNeverAired } from './broadcast-room.ts';

/** What could not be written down is tried again this often, in milliseconds. */
const WRITE_AGAIN_MS = 5_000;
const REASON = 'air/fire-contact';

/** The hand of the fire contacts on the air. */
export interface FireMute {
  /** A fire contact is closed: silence at once. @param inputs which, for the journal */
  close(actor: string, inputs: readonly string[]): void;
  /** No fire contact is closed any more: sound is possible again, and music goes on if it was playing. */
  release(actor: string): void;
  stop(): void;
}

/**
 * Mutes the air. The one place where the desk acts before it has committed: a safety mute waits for no disk, is shown at once, and
 * is written down, with the time it happened, as soon as the disk takes it. The release is written down first: until then it stays silent.
 */
export function createFireMute(air: Air): FireMute {
  const unwritten: { readonly actor: string; readonly work: (change: Change) => void }[] = [];
  let closed = false;
  let cancel = (): void => undefined;

  const write = (): void => {
    cancel();
    for (let next = unwritten[0]; next !== undefined; next = unwritten[0]) {
      try {
        air.desk.change(next.actor, next.work);
      } catch (error) {
        air.report(error);
        cancel = air.desk.clock.after(WRITE_AGAIN_MS, write);
        return;
      }
      unwritten.shift();
    }
  };

  const endLive = (change: Change): void => {
    const live = air.store.live();
    const airing = live.filter(({ state }) => state === 'on-air');
    for (const one of live) {
      markEnding(air, one, REASON, change.actor);
      withdrawWaiting(air, change, one, REASON);
    }
    closeNeverAired(air, live, change.at.wallMs);
    // What the device still has, it will report as cut; what it has lost, or reported while nothing could be written, ends here.
    change.afterCommit(() => {
      const playing = air.publicAddress.onAir()?.id;
      for (const { id } of airing)
        if (id !== playing) stepLater(air, id, { type: 'ended', ending: 'cut', code: REASON, rounds: 0 });
    });
  };

  return {
    close(actor, inputs) {
      if (closed) return;
      closed = true;
      const { wallMs } = air.desk.clock.read();
      air.mute.sinceMs ??= wallMs;
      air.publicAddress.mute(REASON);
      closeWindows(air);
      publishAir(air);
      unwritten.push({
        actor,
        work(change) {
          change.record({ kind: 'broadcast/muted', subject: 'air', body: { inputs: [...inputs], at: wallMs } });
          endLive(change);
        },
      });
      write();
    },
    release(actor) {
      if (!closed) return;
      closed = false;
      const mutedAt = air.mute.sinceMs;
      unwritten.push({
        actor,
        work(change) {
          change.record({ kind: 'broadcast/unmuted', subject: 'air', body: { mutedAt } });
          change.afterCommit(() => {
            // Closed again before the release was written.
            if (closed) return;
            air.mute.sinceMs = null;
            air.publicAddress.unmute();
            publishAir(air);
          });
        },
      });
      write();
    },
    stop: () => cancel(),
  };
}
