import type { Request, Response } from 'express';
import type { LiveEvent, LiveEvents } from '../ports/live-events.ts';

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

/** @param onScreens hears how many screens are attached, whenever it changes. */
export function createLiveStream(): LiveStream {
  const screens = new Set<Response>();
  const listeners = new Set<(event: LiveEvent) => void>();
  let count = 0;

  return {
    attach(request, response) {
      if (screens.size >= MAX_SCREENS) {
        response.status(503).end();
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
      request.on('close', () => screens.delete(response));
    },
    get screens() {
      return screens.size;
    },
    publish(event) {
      for (const listener of listeners) listener(event);
      if (screens.size === 0) return;
      count += 1;
      const text = `id: ${count}\nevent: ${event.name}\ndata: ${JSON.stringify(event.payload)}\n\n`;
      for (const screen of screens) {
        if (screen.writableLength > MAX_UNREAD_BYTES) {
          screens.delete(screen);
          screen.destroy();
        } else {
          screen.write(text);
        }
      }
    },
    on(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close() {
      for (const screen of screens) screen.end();
      screens.clear();
    },
  };
}
