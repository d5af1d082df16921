import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { lookOver } from './look-over.ts';
import type { Screen } from './open-screen.ts';

const KEEP = process.env.QINGYU_LOOK;
/** The small one last: there the test goes on. */
const SIZES = [
  { width: 1280, height: 800 },
  { width: 800, height: 480 },
];
const THEMES = ['night', 'day'];

/**
 * Looks over what is on the screen, on the largest and the smallest screen, by night and by day; what is wrong with it is added to `flaws`.
 * QINGYU_LOOK=folder keeps a picture of each.
 *
 * @param pages whose pages these are: the first word of each picture's name
 */
export function looker({ page, settled }: Screen, pages: string, language: string, flaws: string[]) {
  return async (name: string): Promise<void> => {
    for (const { width, height } of SIZES) {
      await page.setViewportSize({ width, height });
      await settled();
      for (const theme of THEMES) {
        await page.evaluate(`document.documentElement.dataset.theme = '${theme}'`);
        for (const flaw of await lookOver(page)) flaws.push(`${name} (${width} ${theme}) ${flaw}`);
        if (KEEP === undefined) continue;
        const folder = join(KEEP, `${width}-${language}-${theme}`);
        mkdirSync(folder, { recursive: true });
        await page.screenshot({ path: join(folder, `${pages} ${name}.png`) });
      }
    }
  };
}
