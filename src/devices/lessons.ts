import type { Acted, Change, Command, Desk } from '../journal/desk.ts';
import { DeskError } from '../ports/desk-error.ts';
import { type Device, DeviceError, type Lesson } from '../ports/device.ts';
import { createLessonStore, type LessonStore } from './store.ts';

/** What a device may be taught at the desk, as the screen shows it. */
export interface LessonView {
  readonly device: string;
  /** In force now; null: there is nothing to teach it. */
  readonly current: Lesson | null;
  /** When it was taught, UTC milliseconds; null: as configured. */
  readonly taughtAtMs: number | null;
}

/** Teaches devices what only people at the desk can see, and remembers it. */
export interface Lessons {
  /** @throws DeskError `devices/not-found` */
  view(device: string): LessonView;
  /**
   * Checks, journals and keeps a lesson, then lets the device work by it.
   *
   * @param lesson or what finds it out, which is not asked when the command has acted already
   * @throws DeskError `devices/not-found`, `devices/not-teachable`, `devices/lesson-refused`
   */
  teach(command: Command, device: string, lesson: Lesson | (() => Lesson)): Acted<{ taught: boolean }>;
  /** Back to what the configuration says. @throws DeskError */
  forget(command: Command, device: string): Acted<{ forgotten: boolean }>;
}

export interface LessonParts {
  readonly desk: Desk;
  readonly devices: readonly Device[];
  /** Shows the screens a device that works by another lesson now. */
  show(device: string): void;
  report(error: unknown): void;
}

/**
 * Opens the lessons and hands every device what it was taught before. A lesson that no longer fits (the device was replaced by
 * another model, a door is gone) is left alone and told to `report`: the configuration holds then.
 */
export function openLessons(parts: LessonParts): Lessons {
  const { desk, devices, show, report } = parts;
  const store = createLessonStore(desk.database);
  recall(store, devices, report);

  const deviceOf = (id: string) => {
    const device = devices.find((one) => one.id === id);
    if (device === undefined) throw noSuchDevice(id);
    return device;
  };
  const pupilOf = (id: string) => {
    const device = deviceOf(id);
    if (device.lesson === undefined) throw notTeachable(id);
    return { device, pupil: device.lesson };
  };
  const afterwards = (change: Change, device: string, work: () => void): void =>
    change.afterCommit(() => {
      work();
      show(device);
    });

  return {
    view(id) {
      const device = deviceOf(id);
      const kept = store.find(id);
      return {
        device: id,
        current: device.lesson?.current() ?? null,
        taughtAtMs: kept?.model === device.model ? kept.taughtAtMs : null,
      };
    },
    teach(command, id, given) {
      const { device, pupil } = pupilOf(id);
      return desk.act(command, 'devices/teach', (change) => {
        const lesson = typeof given === 'function' ? given() : given;
        checked(() => pupil.check(lesson));
        store.put({ device: id, model: device.model, lesson, taughtBy: change.actor, taughtAtMs: change.at.wallMs });
        change.record({ kind: 'devices/taught', subject: `device:${id}`, body: { lesson } });
        afterwards(change, id, () => pupil.learn(lesson));
        return { taught: true };
      });
    },
    forget(command, id) {
      const { pupil } = pupilOf(id);
      return desk.act(command, 'devices/forget-lesson', (change) => {
        const forgotten = store.remove(id);
        change.record({ kind: 'devices/lesson-forgotten', subject: `device:${id}`, body: { forgotten } });
        afterwards(change, id, () => pupil.forget());
        return { forgotten };
      });
    },
  };
}

function recall(store: LessonStore, devices: readonly Device[], report: (error: unknown) => void): void {
  for (const { id, model, lesson: pupil } of devices) {
    if (pupil === undefined) continue;
    const kept = store.find(id);
    if (kept === undefined || kept.model !== model) continue;
    try {
      pupil.check(kept.lesson);
      pupil.learn(kept.lesson);
    } catch (error) {
      report(error);
    }
  }
}

function checked(check: () => void): void {
  try {
    check();
  } catch (error) {
    if (!(error instanceof DeviceError)) throw error;
    throw new DeskError('invalid', 'devices/lesson-refused', error.says, { cause: error });
  }
}

function noSuchDevice(device: string): DeskError {
  const says = { zh: '没有这台设备。', en: 'There is no such device.' };
  return new DeskError('not-found', 'devices/not-found', says, { facts: { device } });
}

function notTeachable(device: string): DeskError {
  const says = { zh: '这台设备没有要学的设置。', en: 'There is nothing to teach this device.' };
  return new DeskError('wrong-state', 'devices/not-teachable', says, { facts: { device } });
}
