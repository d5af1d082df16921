import type { Database } from '../store/database.ts';

export type PostStepKind = 'received' | 'undone' | 'reminded';

/** One thing that was said of a department's delivery. */
export interface PostStep {
  readonly id: number;
  readonly deliveryId: string;
  readonly nominal: string;
  readonly department: string;
  readonly kind: PostStepKind;
  readonly byPersonId: number;
  readonly atMs: number;
}

interface StepRow {
  readonly id: number;
  readonly delivery_id: string;
  readonly nominal: string;
  readonly department: string;
  readonly kind: PostStepKind;
  readonly by_person_id: number;
  readonly at_ms: number;
}

export type PostRoomStore = ReturnType<typeof openPostRoomStore>;

/** The statements of the post room. */
export function openPostRoomStore(database: Database) {
  const insert = database.prepare(
    `INSERT INTO post_steps (delivery_id, nominal, department, kind, by_person_id, at_ms)
     VALUES (@deliveryId, @nominal, @department, @kind, @byPersonId, @atMs)`,
  );
  const ofRound = database.prepare<StepRow>(
    'SELECT * FROM post_steps WHERE nominal = @nominal AND delivery_id = @deliveryId ORDER BY id',
  );
  return {
    insert: (step: Omit<PostStep, 'id'>): number => Number(insert.run({ ...step }).lastInsertRowid),
    /** Of all departments, oldest first. */
    steps: (deliveryId: string, nominal: string): PostStep[] =>
      ofRound.all({ deliveryId, nominal }).map(({ id, delivery_id, department, kind, by_person_id, at_ms }) => ({
        id,
        deliveryId: delivery_id,
        nominal,
        department,
        kind,
        byPersonId: by_person_id,
        atMs: at_ms,
      })),
  };
}
