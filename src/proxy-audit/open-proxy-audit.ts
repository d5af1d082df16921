import type { Desk } from '../journal/desk.ts';
import { openDrawStore } from './draw-store.ts';
import type { ProxyAudit, ProxyAuditNeeds } from './proxy-audit-room.ts';
import { openProxyAuditStore } from './store.ts';

/** Opens the room; it looks by itself only once it is told to. */
export function openProxyAudit(desk: Desk, needs: ProxyAuditNeeds): ProxyAudit {
  return { desk, needs, store: openProxyAuditStore(desk.database), draws: openDrawStore(desk.database) };
}
