import { LinkError, type LinkErrorCode } from './transport.ts';

/** System error codes (errno, getaddrinfo) and what they mean for a link. */
const meanings: Readonly<Record<string, LinkErrorCode>> = {
  ENOENT: 'link/not-found',
  ENODEV: 'link/not-found',
  ENXIO: 'link/not-found',
  ENOTFOUND: 'link/not-found',
  EAI_AGAIN: 'link/not-found',
  EHOSTUNREACH: 'link/not-found',
  ENETUNREACH: 'link/not-found',
  EHOSTDOWN: 'link/not-found',
  EACCES: 'link/no-permission',
  EPERM: 'link/no-permission',
  EBUSY: 'link/busy',
  ECONNREFUSED: 'link/refused',
  ETIMEDOUT: 'link/time-out',
  ECONNRESET: 'link/closed',
  EPIPE: 'link/closed',
  EBADF: 'link/closed',
  EIO: 'link/closed',
  ESHUTDOWN: 'link/closed',
};

/** The serialport binding reports only sentences (strerror text), no codes. Read from its 13.0.0 source, `serialport_linux`. */
const phrases: readonly (readonly [RegExp, LinkErrorCode])[] = [
  [/cannot lock port/i, 'link/busy'],
  [/device or resource busy/i, 'link/busy'],
  [/no such (file or directory|device)/i, 'link/not-found'],
  [/permission denied|operation not permitted/i, 'link/no-permission'],
  [/input\/output error|bad file descriptor|port is not open/i, 'link/closed'],
];

/** Turns whatever the system or a library threw into a {@link LinkError} that names the link. */
export function linkErrorFrom(error: unknown, name: string): LinkError {
  if (error instanceof LinkError) return error;
  const message = error instanceof Error ? error.message : String(error);
  const systemCode = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
  const code = meanings[systemCode] ?? phrases.find(([pattern]) => pattern.test(message))?.[1] ?? 'link/failed';
  return new LinkError(code, `${name}: ${message}`, { cause: error });
}
