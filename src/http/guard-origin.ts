import type { RequestHandler } from 'express';
import { sendProblem } from './problem.ts';

/**
 * Refuses what did not come from the desk's own screen: a foreign Host (DNS rebinding) or a foreign Origin (another page's script).
 *
 * @param hosts host names the desk answers to, without port
 */
export function guardOrigin(hosts: readonly string[]): RequestHandler {
  const known = new Set(hosts.map((host) => host.toLowerCase()));
  return (request, response, next) => {
    const host = hostName(request.get('Host') ?? '');
    const origin = request.get('Origin');
    const site = request.get('Sec-Fetch-Site');
    const foreignOrigin = origin !== undefined && origin !== `http://${request.get('Host')}`;
    // A link elsewhere may lead to the screen itself; what the screen reads and does is for its own script only.
    const inside = !['GET', 'HEAD'].includes(request.method) || request.path.startsWith('/api');
    const foreignSite = inside && site !== undefined && !['same-origin', 'none'].includes(site);
    if (known.has(host) && !foreignOrigin && !foreignSite) {
      next();
      return;
    }
    sendProblem(response, {
      type: 'about:blank',
      title: 'This desk answers only its own screen.',
      status: 403,
      code: known.has(host) ? 'request/foreign-origin' : 'request/foreign-host',
      detail: { zh: '服务台只回答自己的屏幕。', en: 'This desk answers only its own screen.' },
    });
  };
}

/** `[::1]:8080` → `[::1]`, `localhost:8080` → `localhost`. */
function hostName(host: string): string {
  return host.replace(/:\d+$/, '').toLowerCase();
}
