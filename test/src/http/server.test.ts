import type { Server } from 'node:http';
import { afterEach, expect, it } from 'vitest';
import { hangUp, ListenError, listen, stillStarting } from '../../../src/http/server.ts';

let server: Server | undefined;

afterEach(async () => {
  if (server !== undefined) await hangUp(server);
  server = undefined;
});

function portOf(listening: Server): number {
  const address = listening.address();
  if (address === null || typeof address === 'string') throw new Error('listens on no port');
  return address.port;
}

it('keeps the connection of a screen for a minute, so that a busy moment hangs up on nobody', async () => {
  server = await listen(stillStarting, 0, '127.0.0.1');
  const response = await fetch(`http://127.0.0.1:${portOf(server)}/api/state`);
  expect(response.status).toBe(503);
  expect(response.headers.get('keep-alive')).toBe('timeout=60');
});

it('says what to do when the port is taken', async () => {
  server = await listen(stillStarting, 0, '127.0.0.1');
  const second = listen(stillStarting, portOf(server), '127.0.0.1');
  await expect(second).rejects.toThrow(ListenError);
  await expect(second).rejects.toThrow(/something listens there already.*choose another http\.port/);
});
