import { expect, test } from 'vitest';
import { LinkSession } from '../../../firmware-bridge/transport/link-session.ts';
import { LinkError } from '../../../firmware-bridge/transport/transport.ts';

test('a write whose library never answers is refused when the session ends', async () => {
  const session = new LinkSession('printer');
  session.opened();
  const write = session.write(() => {});
  session.ended(new LinkError('link/closed', 'the plug was pulled'));
  await expect(write).rejects.toMatchObject({ code: 'link/closed', message: 'the plug was pulled' });
});

test('the end is told once per open', () => {
  const session = new LinkSession('printer');
  const ends: (string | undefined)[] = [];
  session.onClose((cause) => ends.push(cause?.code));
  session.ended();
  session.opened();
  session.ended(new LinkError('link/closed', 'first'));
  session.ended();
  session.opened();
  session.ended();
  expect(ends).toEqual(['link/closed', undefined]);
});

test('bytes and writes after the end go nowhere', async () => {
  const session = new LinkSession('printer');
  const got: Uint8Array[] = [];
  session.onBytes((chunk) => got.push(chunk));
  session.opened();
  session.ended();
  session.received(Uint8Array.of(1));
  expect(got).toEqual([]);
  await expect(session.write((done) => done())).rejects.toMatchObject({ code: 'link/closed' });
});
