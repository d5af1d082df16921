import fc from 'fast-check';

/** Frames per fuzz run: QINGYU_LONG=1 makes 1,000,000 of 20,000. */
export const fuzzFrames = process.env.QINGYU_LONG === '1' ? 1_000_000 : 20_000;

const framesPerStream = 20;

export interface FuzzedPiece {
  readonly bytes: readonly number[];
  /** Whether the bytes are a frame as it was serialized. */
  readonly intact: boolean;
}

export interface FuzzedStream {
  readonly pieces: readonly FuzzedPiece[];
  /** The pieces one after the other, cut anywhere. */
  readonly chunks: readonly Uint8Array[];
}

/**
 * Runs `check` over streams of {@link fuzzFrames} frames in all: whole, with a byte changed, lost or added, one inside another, and with
 * garbage between them that likes to look like frames.
 *
 * @param frame serialized frames
 * @param likely bytes that mean something in the protocol
 */
export function fuzz(
  frame: fc.Arbitrary<Uint8Array>,
  likely: readonly number[],
  check: (stream: FuzzedStream) => void,
): void {
  const byte = fc.oneof(fc.constantFrom(...likely), fc.nat(255));
  const whole = frame.map((bytes): FuzzedPiece => ({ bytes: [...bytes], intact: true }));
  const hurt = fc
    .tuple(frame, fc.nat(), byte, fc.constantFrom('change', 'lose', 'add', 'repeat'))
    .map(([bytes, at, value, how]): FuzzedPiece => {
      const hurtBytes = [...bytes];
      const place = at % bytes.length;
      if (how === 'change') hurtBytes.splice(place, 1, value);
      else if (how === 'lose') hurtBytes.splice(place, 1);
      else if (how === 'repeat') hurtBytes.splice(place, 0, ...bytes);
      else hurtBytes.splice(place, 0, value);
      return { bytes: hurtBytes, intact: false };
    });
  const garbage = fc.array(byte, { maxLength: 12 }).map((bytes): FuzzedPiece => ({ bytes, intact: false }));
  const piece = fc.tuple(
    fc.oneof({ weight: 3, arbitrary: fc.constant<FuzzedPiece>({ bytes: [], intact: false }) }, garbage),
    fc.oneof({ weight: 2, arbitrary: whole }, hurt),
  );
  const stream = fc
    .tuple(
      fc.array(piece, { minLength: framesPerStream, maxLength: framesPerStream }),
      fc.array(fc.nat(), { maxLength: 12 }),
    )
    .map(([pairs, cuts]): FuzzedStream => {
      const pieces = pairs.flat();
      return {
        pieces,
        chunks: cutUp(
          pieces.flatMap(({ bytes }) => bytes),
          cuts,
        ),
      };
    });
  fc.assert(fc.property(stream, check), { numRuns: fuzzFrames / framesPerStream });
}

/** The stream in pieces, cut at any places. */
export function cutUp(stream: readonly number[], cuts: readonly number[]): readonly Uint8Array[] {
  const places = [0, ...cuts.map((cut) => cut % (stream.length + 1)), stream.length].sort((a, b) => a - b);
  return places.slice(1).map((to, index) => Uint8Array.from(stream.slice(places[index], to)));
}

/** How many bytes the discarded outputs hold. */
export function discardedBytes(output: readonly { readonly kind: string; readonly bytes?: Uint8Array }[]): number {
  return output.reduce((sum, one) => sum + (one.kind === 'discarded' ? (one.bytes?.length ?? 0) : 0), 0);
}

/** A fuzz run of a million frames takes minutes. */
export const fuzzTimeoutMs = fuzzFrames > 20_000 ? 1_800_000 : 60_000;
