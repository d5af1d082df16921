import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Screen } from './open-screen.ts';

const PICTURES = fileURLToPath(new URL('../../../.pictures', import.meta.url));

/** Keeps the README's picture of what is on the screen now, when QINGYU_PICTURES=1 asks for it. */
export async function keepPicture(screen: Screen, name: string): Promise<void> {
  if (process.env.QINGYU_PICTURES !== '1') return;
  mkdirSync(PICTURES, { recursive: true });
  await screen.settled();
  await screen.page.screenshot({ path: `${PICTURES}/${name}-800.png` });
}
