import { signal } from '@preact/signals';

/** The page one was on before signing in, to come back to. */
export const cameFrom = signal('/');

/** Remembers the page, unless it is the sign-in page itself. */
export function rememberPage(path: string): void {
  if (path !== '/sign-in') cameFrom.value = path;
}
