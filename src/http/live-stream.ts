import type { Request, Response } from 'express';
import type { Clock } from '../ports/clock.ts';
import type { LiveEvent, LiveEvents } from '../ports/live-events.ts';
import { sendProblem } from './problem.ts';

/** Server-sent events for every open screen. */
export interface LiveStream extends LiveEvents {
  /** Attaches one screen; it stays until it goes away. */
  attach(request: Request, response: Response): void;
  readonly screens: number;
  /** In-process listeners: tests and the card desk. */
  on(listener: (event: LiveEvent) => void): () => void;
  close(): void;
}

/** A screen that has not read this much is dropped; the browser reconnects and asks for the state anew. */
const MAX_UNREAD_BYTES = 1_000_000;
const RECONNECT_MS = 1_000;
const MAX_SCREENS = 32;
/** Something is written this often, or a screen whose cable was pulled would count as attached until the next event. */
export const KEEP_ALIVE_MS = 15_000;

export interface LiveStreamParts {
  /** Absent: a quiet stream stays quiet. */
  readonly after?: Clock['after'];
  /** Hears of a listener that failed; the screens and the other listeners hear of the event all the same. */
  report?(error: unknown): void;
}

/** Opens the stream; screens attach to it one by one. */
export function createLiveStream({ after, report = () => undefined }: LiveStreamParts = {}): LiveStream {
  const screens = new Set<Response>();
  const listeners = new Set<(event: LiveEvent) => void>();
  let count = 0;
  let cancelKeepAlive: (() => void) | undefined;

  function write(text: string): void {
    for (const screen of screens) {
      if (screen.writableLength > MAX_UNREAD_BYTES) {
        screens.delete(screen);
        screen.destroy();
      } else {
        screen.write(text);
      }
    }
  }

  function keepAlive(): void {
    // A line that begins with a colon is a comment (HTML Standard, 9.2.6): the browser reads past it.
    write(': alive\n\n');
    cancelKeepAlive = screens.size === 0 ? undefined : after?.(KEEP_ALIVE_MS, keepAlive);
  }

  return {
    attach(_request, response) {
      if (screens.size >= MAX_SCREENS) {
        sendProblem(response, {
          type: 'about:blank',
          title: 'Too many screens are open.',
          status: 503,
          code: 'screen/too-many',
          detail: { zh: '打开的屏幕太多，请关掉几个。', en: 'Too many screens are open. Close some of them.' },
        });
        return;
      }
      response.writeHead(200, {
        'Content-Type': 'text/event-stream; charset=utf-8',
        'Cache-Control': 'no-store',
        Connection: 'keep-alive',
        'X-Accel-Buffering': 'no',
      });
      response.write(`retry: ${RECONNECT_MS}\n\n`);
      screens.add(response);
      response.on('close', () => screens.delete(response));
      cancelKeepAlive ??= after?.(KEEP_ALIVE_MS, keepAlive);
    },
    get screens() {
      return screens.size;
    },
    publish(event) {
      for (const listener of listeners) {
        try {
          listener(event);
        } catch (error) {
          report(error);
        }
      }
      if (screens.size === 0) return;
      count += 1;
      write(`id: ${count}\nevent: ${event.name}\ndata: ${JSON.stringify(event.payload)}\n\n`);
    },
    on(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close() {
      cancelKeepAlive?.();
      for (const screen of screens) screen.end();
      screens.clear();
    },
  };
}
