import type { Desk } from '../journal/desk.ts';
import { startDestroying } from './destroy.ts';
import type { Retention, RetentionParts } from './retention-room.ts';
import { openRetentionStore } from './store.ts';

export { destroyListed } from './destroy.ts';
export {
  approveList,
  confirmSigned,
  type Decider,
  holdEntry,
  liftHold,
  proposeList,
  refuseList,
} from './lists.ts';
export { listOf, type Retention, type RetentionParts } from './retention-room.ts';
export type { HoldView, ListView, RetentionView } from './rules.ts';
export { holdsNow, listById, newestLists, retentionView } from './views.ts';

/** Opens the room: what was being destroyed when the desk went down is gone on with. */
export function openRetention(desk: Desk, parts: RetentionParts): Retention {
  const room = { desk, parts, store: openRetentionStore(desk.database) };
  return { ...room, ...startDestroying(room) };
}
