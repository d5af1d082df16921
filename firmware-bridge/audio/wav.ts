import { AudioError } from './audio-error.ts';
import { CHANNELS, SAMPLE_RATE } from './pcm-format.ts';

/** Sound as decoded: one array per channel, −1…1, at its own rate in Hz. */
export interface DecodedAudio {
  readonly channelData: readonly Float32Array[];
  readonly sampleRate: number;
}

const RIFF_HEADER_BYTES = 12;
const CHUNK_HEADER_BYTES = 8;
const FORMAT_BYTES = 16;
/** A `fmt ` chunk of WAVE_FORMAT_EXTENSIBLE carries the real format in its first two GUID bytes, 24 bytes in. */
const EXTENSIBLE_SUBFORMAT_AT = 24;
const FORMAT_PCM = 1;
const FORMAT_FLOAT = 3;
const FORMAT_EXTENSIBLE = 0xfffe;
/** Anything before the sound that is longer than this (pictures, cue lists) is skipped, not kept. */
const MAX_FORMAT_CHUNK_BYTES = 4_096;

interface WavFormat {
  readonly float: boolean;
  readonly channels: number;
  readonly sampleRate: number;
  readonly bytesPerSample: number;
}

/**
 * Reads RIFF WAVE as it arrives: 8, 16, 24, 32 bit integers and 32 bit floats. A data length of 0 or beyond the end (what engines
 * write to a pipe) means “until the bytes end”. Source: Microsoft RIFF/WAVE, “Multiple Channel Audio Data and WAVE Files”.
 *
 * @throws AudioError `audio/not-wav` when the bytes are something else
 */
export class WavDecoder {
  #pending: Uint8Array = new Uint8Array(0);
  #format: WavFormat | undefined;
  #state: 'riff' | 'chunk' | 'skip' | 'sound' | 'ended' = 'riff';
  #left = 0;

  decode(bytes: Uint8Array): DecodedAudio {
    this.#pending = concat(this.#pending, bytes);
    const parts: Float32Array[][] = [];
    while (this.#step(parts)) {
      // each step takes one header, one stretch to skip or all whole samples there are
    }
    return {
      channelData: joinChannels(parts, this.#format?.channels ?? 0),
      sampleRate: this.#format?.sampleRate ?? SAMPLE_RATE,
    };
  }

  #step(parts: Float32Array[][]): boolean {
    switch (this.#state) {
      case 'riff': {
        const header = this.#take(RIFF_HEADER_BYTES);
        if (header === undefined) return false;
        if (text(header, 0) !== 'RIFF' || text(header, 8) !== 'WAVE')
          throw new AudioError('audio/not-wav', 'not a RIFF WAVE file');
        this.#state = 'chunk';
        return true;
      }
      case 'chunk':
        return this.#chunk();
      case 'skip': {
        const skipped = Math.min(this.#left, this.#pending.length);
        this.#pending = this.#pending.subarray(skipped);
        this.#left -= skipped;
        if (this.#left > 0) return false;
        this.#state = 'chunk';
        return true;
      }
      case 'sound': {
        const format = this.#format;
        if (format === undefined) throw new AudioError('audio/not-wav', 'sound before its format');
        const frameBytes = format.channels * format.bytesPerSample;
        const frames = Math.floor(Math.min(this.#left, this.#pending.length) / frameBytes);
        if (frames === 0) {
          if (this.#left >= frameBytes) return false;
          this.#state = 'ended';
          return true;
        }
        parts.push(unpack(this.#pending.subarray(0, frames * frameBytes), frames, format));
        this.#pending = this.#pending.subarray(frames * frameBytes);
        this.#left -= frames * frameBytes;
        return true;
      }
      case 'ended':
        this.#pending = new Uint8Array(0);
        return false;
    }
  }

  #chunk(): boolean {
    if (this.#pending.length < CHUNK_HEADER_BYTES) return false;
    const view = viewOf(this.#pending);
    const name = text(this.#pending, 0);
    const length = view.getUint32(4, true);
    if (name === 'data') {
      if (this.#format === undefined) throw new AudioError('audio/not-wav', 'sound before its format');
      this.#take(CHUNK_HEADER_BYTES);
      this.#left = length === 0 ? Number.POSITIVE_INFINITY : length;
      this.#state = 'sound';
      return true;
    }
    if (name === 'fmt ') {
      if (length < FORMAT_BYTES || length > MAX_FORMAT_CHUNK_BYTES)
        throw new AudioError('audio/not-wav', `format chunk of ${length} bytes`);
      if (this.#pending.length < CHUNK_HEADER_BYTES + length) return false;
      this.#format = readFormat(this.#pending.subarray(CHUNK_HEADER_BYTES, CHUNK_HEADER_BYTES + length));
    }
    this.#take(CHUNK_HEADER_BYTES);
    this.#left = length + (length % 2);
    this.#state = 'skip';
    return true;
  }

  #take(count: number): Uint8Array | undefined {
    if (this.#pending.length < count) return undefined;
    const taken = this.#pending.subarray(0, count);
    this.#pending = this.#pending.subarray(count);
    return taken;
  }
}

/** A whole WAVE file at once. @throws AudioError `audio/not-wav` */
export function parseWav(bytes: Uint8Array): DecodedAudio {
  return new WavDecoder().decode(bytes);
}

/** The 44 bytes before 16-bit stereo sound of `dataBytes` bytes at the mixer's rate. */
export function wavHeader(dataBytes: number, sampleRate = SAMPLE_RATE, channels = CHANNELS): Uint8Array {
  const header = new Uint8Array(44);
  const view = viewOf(header);
  const put = (at: number, name: string) => header.set(Buffer.from(name, 'latin1'), at);
  put(0, 'RIFF');
  view.setUint32(4, 36 + dataBytes, true);
  put(8, 'WAVEfmt ');
  view.setUint32(16, FORMAT_BYTES, true);
  view.setUint16(20, FORMAT_PCM, true);
  view.setUint16(22, channels, true);
  view.setUint32(24, sampleRate, true);
  view.setUint32(28, sampleRate * channels * 2, true);
  view.setUint16(32, channels * 2, true);
  view.setUint16(34, 16, true);
  put(36, 'data');
  view.setUint32(40, dataBytes, true);
  return header;
}

/** Interleaved 16-bit samples as a WAVE file. */
export function encodeWav(samples: Int16Array, sampleRate = SAMPLE_RATE, channels = CHANNELS): Uint8Array {
  return concat(wavHeader(samples.byteLength, sampleRate, channels), bytesOf(samples));
}

/** The bytes of 16-bit samples as little-endian machines (x86, ARM) hold them, without copying. */
export function bytesOf(samples: Int16Array): Uint8Array {
  return new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength);
}

function readFormat(chunk: Uint8Array): WavFormat {
  const view = viewOf(chunk);
  const tag = view.getUint16(0, true);
  const extended = tag === FORMAT_EXTENSIBLE && chunk.length >= EXTENSIBLE_SUBFORMAT_AT + 2;
  const kind = extended ? view.getUint16(EXTENSIBLE_SUBFORMAT_AT, true) : tag;
  const channels = view.getUint16(2, true);
  const sampleRate = view.getUint32(4, true);
  const bits = view.getUint16(14, true);
  const known = (kind === FORMAT_PCM && [8, 16, 24, 32].includes(bits)) || (kind === FORMAT_FLOAT && bits === 32);
  if (!known || channels < 1 || channels > 8 || sampleRate < 4_000 || sampleRate > 384_000) {
    throw new AudioError(
      'audio/not-wav',
      `format ${kind} with ${bits} bits, ${channels} channels, ${sampleRate} Hz is not read`,
    );
  }
  return { float: kind === FORMAT_FLOAT, channels, sampleRate, bytesPerSample: bits / 8 };
}

function unpack(bytes: Uint8Array, frames: number, format: WavFormat): Float32Array[] {
  const view = viewOf(bytes);
  const read = reader(view, format);
  return Array.from({ length: format.channels }, (_, channel) => {
    const out = new Float32Array(frames);
    for (let frame = 0; frame < frames; frame++)
      out[frame] = read((frame * format.channels + channel) * format.bytesPerSample);
    return out;
  });
}

function reader(view: DataView, format: WavFormat): (at: number) => number {
  if (format.float) {
    return (at) => {
      const value = view.getFloat32(at, true);
      return Number.isFinite(value) ? value : 0;
    };
  }
  if (format.bytesPerSample === 1) return (at) => (view.getUint8(at) - 128) / 128;
  if (format.bytesPerSample === 2) return (at) => view.getInt16(at, true) / 32_768;
  if (format.bytesPerSample === 3) return (at) => (view.getUint8(at) | (view.getInt16(at + 1, true) << 8)) / 8_388_608;
  return (at) => view.getInt32(at, true) / 2_147_483_648;
}

function joinChannels(parts: readonly Float32Array[][], channels: number): Float32Array[] {
  const [only] = parts;
  if (parts.length === 1 && only !== undefined) return only;
  return Array.from({ length: channels }, (_, channel) => {
    const pieces = parts.map((part) => part[channel] ?? new Float32Array(0));
    const out = new Float32Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
    let at = 0;
    for (const piece of pieces) {
      out.set(piece, at);
      at += piece.length;
    }
    return out;
  });
}

function concat(first: Uint8Array, second: Uint8Array): Uint8Array {
  if (first.length === 0) return second;
  const joined = new Uint8Array(first.length + second.length);
  joined.set(first);
  joined.set(second, first.length);
  return joined;
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function text(bytes: Uint8Array, at: number): string {
  return String.fromCharCode(...bytes.subarray(at, at + 4));
}
