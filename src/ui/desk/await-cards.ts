import { command, freshKey } from './api.ts';

const awaitCardPath = '/api/session/await-card';

/**
 * While a page is open, employee cards name their owner (event `card`, kind `sign-in`) instead of punching. The service forgets
 * after `waitsMs` and after one card, so it is asked again. Use inside `useEffect`.
 */
export function awaitCards(everyMs = Number.POSITIVE_INFINITY): () => void {
  let gone = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const ask = (): void => {
    command<{ readonly waitsMs: number }>('POST', awaitCardPath).then(
      ({ waitsMs }) => {
        if (gone) command('DELETE', awaitCardPath).catch(() => undefined);
        else timer = setTimeout(ask, Math.min(waitsMs, everyMs));
      },
      // Names and PIN still work without the reader.
      () => undefined,
    );
  };
  // A page that is closed or loaded anew runs no clean-up, and the next employee's punch would be taken for a sign-in.
  const leave = (): void =>
    void fetch(awaitCardPath, { method: 'DELETE', keepalive: true, headers: { 'idempotency-key': freshKey() } }).catch(
      () => undefined,
    );
  addEventListener('pagehide', leave);
  ask();
  return () => {
    gone = true;
    removeEventListener('pagehide', leave);
    clearTimeout(timer);
    command('DELETE', awaitCardPath).catch(() => undefined);
  };
}
