import { expect, test } from 'vitest';
import { linkErrorFrom } from '../../../firmware-bridge/transport/link-error-from.ts';
import { LinkError } from '../../../firmware-bridge/transport/transport.ts';

const system = (code: string) => Object.assign(new Error(code), { code });

test.each([
  [system('EACCES'), 'link/no-permission'],
  [system('ENOENT'), 'link/not-found'],
  [system('EBUSY'), 'link/busy'],
  [system('ECONNREFUSED'), 'link/refused'],
  [system('ETIMEDOUT'), 'link/time-out'],
  [system('EIO'), 'link/closed'],
  [new Error('Error: Permission denied, cannot open /dev/ttyUSB0'), 'link/no-permission'],
  [new Error('Error: No such file or directory, cannot open /dev/ttyUSB0'), 'link/not-found'],
  [new Error('Error Resource temporarily unavailable Cannot lock port'), 'link/busy'],
  [new Error('Inappropriate ioctl for device'), 'link/failed'],
  ['a string', 'link/failed'],
])('%s means %s', (error, code) => {
  expect(linkErrorFrom(error, 'reader')).toMatchObject({ code, message: expect.stringContaining('reader') });
});

test('a link error stays as it is', () => {
  const error = new LinkError('link/refused', 'as it was');
  expect(linkErrorFrom(error, 'reader')).toBe(error);
});
