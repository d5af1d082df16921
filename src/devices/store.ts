import type { Lesson } from '../ports/device.ts';
import type { Database } from '../store/database.ts';

/** What a device was taught, and when. */
export interface KeptLesson {
  readonly device: string;
  readonly model: string;
  readonly lesson: Lesson;
  readonly taughtBy: string;
  readonly taughtAtMs: number;
}

/** The room's table of lessons. */
export interface LessonStore {
  find(device: string): KeptLesson | undefined;
  put(kept: KeptLesson): void;
  /** Returns whether there was one. */
  remove(device: string): boolean;
}

interface LessonRow {
  device: string;
  model: string;
  lesson: string;
  taught_by: string;
  taught_at: number;
}

/** Prepares the statements of the lessons. */
export function createLessonStore(database: Database): LessonStore {
  const found = database.prepare<LessonRow>('SELECT * FROM device_lessons WHERE device = @device');
  const put = database.prepare(
    `INSERT INTO device_lessons (device, model, lesson, taught_by, taught_at)
     VALUES (@device, @model, @lesson, @taughtBy, @taughtAtMs)
     ON CONFLICT (device) DO UPDATE SET
       model = excluded.model, lesson = excluded.lesson, taught_by = excluded.taught_by, taught_at = excluded.taught_at`,
  );
  const remove = database.prepare('DELETE FROM device_lessons WHERE device = @device');
  return {
    find(device) {
      const row = found.get({ device });
      if (row === undefined) return undefined;
      const { model, taught_by: taughtBy, taught_at: taughtAtMs } = row;
      return { device, model, lesson: JSON.parse(row.lesson), taughtBy, taughtAtMs };
    },
    put: (kept) => {
      put.run({ ...kept, lesson: JSON.stringify(kept.lesson) });
    },
    remove: (device) => remove.run({ device }).changes > 0,
  };
}
