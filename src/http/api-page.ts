import type { Route } from './route.ts';

/** A page to browse the API with: every route, grouped by room, with what it needs. Plain HTML, no script. */
export function apiPage(routes: readonly Route[]): string {
  const rooms = new Map<string, Route[]>();
  for (const route of routes) {
    const room = route.path.split('/')[1] ?? '';
    rooms.set(room, [...(rooms.get(room) ?? []), route]);
  }
  const sections = [...rooms].map(
    ([room, ofRoom]) => `<h2>${escapeHtml(room)}</h2><ul>${ofRoom.map(item).join('')}</ul>`,
  );
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Qingyu API</title><style>
body{font:1rem/1.55 system-ui,"Noto Sans SC",sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#10222d}
code{font-family:ui-monospace,monospace}li{margin:.5rem 0}small{color:#4a5f6b}b{display:inline-block;width:4rem}
</style></head><body><h1>晴雨 Qingyu · API</h1>
<p>Machine-readable: <a href="/api/openapi.json">/api/openapi.json</a>. Live changes: <code>GET /api/events</code> (server-sent events).
Every command carries an <code>Idempotency-Key</code>; the same key gets the same answer and acts once.</p>
${sections.join('\n')}</body></html>`;
}

function item(route: Route): string {
  const access =
    route.access === 'open' ? 'open' : route.access === 'signed-in' ? 'signed in' : route.access.join(', ');
  return `<li><b>${route.method.toUpperCase()}</b><code>/api${escapeHtml(route.path)}</code><br>${escapeHtml(route.summary)} <small>${escapeHtml(access)}</small></li>`;
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escapeHtml = (text: string): string => text.replace(/[&<>"]/g, (character) => ENTITIES[character] ?? character);
