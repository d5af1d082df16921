import type { Browser, BrowserContext, Locator, Page, Request } from 'playwright-core';

const NO_ANSWER_MS = 10_000;

// What the functions sent into the page find there; the service's own compiler knows no browser.
declare const window: { fingers?: number };
declare const history: { pushState(state: null, unused: string, path: string): void };
declare const localStorage: { setItem(key: string, value: string): void };
declare const sessionStorage: { getItem(key: string): string | null; setItem(key: string, value: string): void };
declare const document: {
  getAnimations(): {
    readonly effect: { getTiming(): { readonly iterations: number } } | null;
    readonly finished: Promise<unknown>;
  }[];
};
declare function requestAnimationFrame(drawn: () => void): number;
declare function addEventListener(
  kind: 'pointerdown',
  listener: (event: { readonly isTrusted: boolean; readonly pointerType: string }) => void,
  options: { readonly capture: boolean },
): void;

/** The counter's screen as a finger and an eye have it. */
export interface Screen {
  readonly page: Page;
  readonly context: BrowserContext;
  /** Touches with one finger. */
  touch(what: Locator): Promise<void>;
  button(name: string | RegExp): Locator;
  link(name: string | RegExp): Locator;
  /** Goes to a page without loading the application anew. */
  go(path: string): Promise<void>;
  /** Waits until every question is answered, drawn, and nothing moves any more. */
  settled(): Promise<void>;
  /** From now on touches count from nought. */
  countFromHere(): void;
  /** Touches that reached the page since {@link countFromHere}. */
  touches(): Promise<number>;
  /** Signs in without the screen; the page hears of it when it is loaded. */
  signIn(staffNo: string): Promise<void>;
  /** Uncaught errors, console errors, dialogs, and requests to anybody but the desk. */
  readonly complaints: string[];
  close(): Promise<void>;
}

export interface ScreenOptions {
  readonly width?: number;
  readonly height?: number;
  readonly language?: 'zh' | 'en';
}

/** A page on the desk's own screen, 800×480 unless told. */
export async function openScreen(
  browser: Browser,
  address: string,
  { width = 800, height = 480, language = 'zh' }: ScreenOptions = {},
): Promise<Screen> {
  const context = await browser.newContext({ viewport: { width, height }, hasTouch: true, locale: 'zh-CN' });
  context.setDefaultTimeout(NO_ANSWER_MS);
  await context.addInitScript((chosen) => {
    // Each load forgets what was touched before it; no test loads a page while it counts.
    window.fingers = 0;
    addEventListener(
      'pointerdown',
      ({ isTrusted, pointerType }) => {
        if (isTrusted && pointerType === 'touch') window.fingers = (window.fingers ?? 0) + 1;
      },
      { capture: true },
    );
    if (sessionStorage.getItem('language-chosen') === null) localStorage.setItem('qingyu.language', chosen);
    sessionStorage.setItem('language-chosen', chosen);
  }, language);
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(`uncaught: ${error.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(`console: ${message.text()} ${message.location().url}`);
  });
  page.on('dialog', (dialog) => {
    complaints.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('request', (request) => {
    if (!/^(data|blob):/.test(request.url()) && new URL(request.url()).origin !== new URL(address).origin)
      complaints.push(`asked elsewhere: ${request.url()}`);
  });
  const asked = new Set<Request>();
  page.on('request', (request) => {
    // The live events are never answered to their end.
    if (!request.url().endsWith('/api/events')) asked.add(request);
  });
  page.on('requestfinished', (request) => asked.delete(request));
  page.on('requestfailed', (request) => asked.delete(request));
  await page.goto(address);
  await page.locator('nav.rail').waitFor();
  const fingers = () => page.evaluate(() => window.fingers ?? 0);
  let counted = Promise.resolve(0);
  return {
    page,
    context,
    complaints,
    touch: (what) => what.tap(),
    button: (name) => page.getByRole('button', { name }),
    link: (name) => page.getByRole('link', { name }),
    async go(path) {
      await page.evaluate((to) => history.pushState(null, '', to), path);
    },
    async settled() {
      do
        await page.evaluate(async () => {
          for (const _frame of ['of the answer', 'of what it asks next'])
            await new Promise<void>((drawn) => requestAnimationFrame(() => drawn()));
          const moving = document
            .getAnimations()
            .filter(({ effect }) => effect?.getTiming().iterations !== Number.POSITIVE_INFINITY);
          await Promise.allSettled(moving.map(({ finished }) => finished));
        });
      while (asked.size > 0);
    },
    countFromHere() {
      counted = fingers();
    },
    touches: async () => (await fingers()) - (await counted),
    async signIn(staffNo) {
      const answer = await context.request.post(`${address}/api/session`, {
        headers: { 'Idempotency-Key': crypto.randomUUID() },
        data: { staffNo, pin: `${staffNo}11` },
      });
      if (!answer.ok()) throw new Error(`sign-in of ${staffNo}: ${answer.status()} ${await answer.text()}`);
      await page.reload();
      await page.locator('nav.rail').waitFor();
    },
    close: () => context.close(),
  };
}
