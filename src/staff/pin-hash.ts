import { createHmac, randomBytes, scrypt, timingSafeEqual } from 'node:crypto';

/** A stored PIN: scrypt over the PIN mixed with the pepper. */
export interface PinHash {
  readonly salt: Buffer;
  readonly hash: Buffer;
  /** scrypt N. */
  readonly cost: number;
}

/** Hashes and checks PINs off the main thread, one at a time, so that guessing in parallel gains nothing. */
export interface PinHasher {
  hash(pin: string): Promise<PinHash>;
  /** `undefined` (nobody, or no PIN set) does the same work and is never right. */
  matches(stored: PinHash | undefined, pin: string): Promise<boolean>;
  /** Keyed digest of a secret or identifying text, for what is kept in the database. */
  digest(purpose: string, text: string): string;
  /** Runs `work` after everything queued before it. Rejects with what `work` rejects with. */
  inTurn<T>(work: () => Promise<T>): Promise<T>;
  readonly waiting: number;
}

/** 32 MB and some 80 ms on a Pi 5: costly to guess, not to wait for. New PINs get it; stored ones keep theirs. */
const COST = 2 ** 15;
const BLOCK_SIZE = 8;
const SALT_BYTES = 16;
const HASH_BYTES = 32;
const PEPPER_LEAST_BYTES = 16;

/**
 * @param pepper kept outside the database
 * @param cost scrypt N of new PINs
 */
export function createPinHasher(pepper: Uint8Array, cost = COST): PinHasher {
  if (pepper.length < PEPPER_LEAST_BYTES)
    throw new Error(`the pepper has ${pepper.length} bytes, not ${PEPPER_LEAST_BYTES}`);
  const decoy: PinHash = { salt: randomBytes(SALT_BYTES), hash: randomBytes(HASH_BYTES), cost };
  let last: Promise<unknown> = Promise.resolve();
  let waiting = 0;

  const derive = (pin: string, { salt, cost }: Pick<PinHash, 'salt' | 'cost'>): Promise<Buffer> => {
    const peppered = createHmac('sha256', pepper).update('pin\0').update(salt).update(pin, 'utf8').digest();
    const options = { N: cost, r: BLOCK_SIZE, p: 1, maxmem: 256 * cost * BLOCK_SIZE };
    return new Promise((resolve, reject) => {
      scrypt(peppered, salt, HASH_BYTES, options, (error, key) => (error === null ? resolve(key) : reject(error)));
    });
  };

  return {
    async hash(pin) {
      const salt = randomBytes(SALT_BYTES);
      return { salt, hash: await derive(pin, { salt, cost }), cost };
    },
    async matches(stored, pin) {
      const against = stored ?? decoy;
      const same = timingSafeEqual(await derive(pin, against), against.hash);
      return same && stored !== undefined;
    },
    digest: (purpose, text) => createHmac('sha256', pepper).update(`${purpose}\0${text}`).digest('base64url'),
    inTurn(work) {
      waiting += 1;
      const mine = last.then(work).finally(() => {
        waiting -= 1;
      });
      last = mine.catch(() => undefined);
      return mine;
    },
    get waiting() {
      return waiting;
    },
  };
}
