import { AudioError } from './audio-error.ts';
import { type DecodedAudio, WavDecoder } from './wav.ts';

/** Turns one file into sound as its bytes arrive. Must be freed: three of the four hold WebAssembly memory. */
export interface TrackDecoder {
  decode(bytes: Uint8Array): Promise<DecodedAudio>;
  /** What is still inside once the bytes have ended. */
  flush(): Promise<DecodedAudio>;
  free(): void;
}

/** Endings a music folder is searched for. What is really inside is told from the first bytes. */
export const MUSIC_ENDINGS = ['.wav', '.mp3', '.ogg', '.flac'] as const;

/** Bytes handed to a decoder at a time: under half a second of sound each, so that no step holds up the mixer. */
export const DECODE_STEP_BYTES = 8_192;

const NOTHING: DecodedAudio = { channelData: [], sampleRate: 0 };
/** ID3v2 tag before MP3 frames (id3.org, id3v2.4 §3.1): sync-safe length in bytes 6–9. */
const ID3 = 'ID3';

/** Opens the decoder for a file that begins like this. @throws AudioError `audio/unknown-format` */
export async function openDecoder(head: Uint8Array): Promise<TrackDecoder> {
  const mark = String.fromCharCode(...head.subarray(0, 4));
  if (mark === 'RIFF') return openWav();
  if (mark === 'fLaC') return openFlac();
  if (mark === 'OggS') return openVorbis();
  if (mark.startsWith(ID3) || startsWithMpegFrame(head)) return openMp3();
  throw new AudioError('audio/unknown-format', 'neither WAV, MP3, Ogg Vorbis nor FLAC');
}

/** MPEG audio frame header: 11 sync bits, layer III (ISO 11172-3 §2.4.1.3). */
function startsWithMpegFrame(head: Uint8Array): boolean {
  const [first = 0, second = 0] = head;
  return first === 0xff && (second & 0xe6) === 0xe2;
}

function openWav(): TrackDecoder {
  const decoder = new WavDecoder();
  return { decode: async (bytes) => decoder.decode(bytes), flush: async () => NOTHING, free: () => {} };
}

async function openMp3(): Promise<TrackDecoder> {
  const { MPEGDecoder } = await import('mpg123-decoder');
  const decoder = new MPEGDecoder();
  await decoder.ready;
  return {
    decode: async (bytes) => sound(decoder.decode(bytes)),
    flush: async () => NOTHING,
    free: () => decoder.free(),
  };
}

async function openVorbis(): Promise<TrackDecoder> {
  const { OggVorbisDecoder } = await import('@wasm-audio-decoders/ogg-vorbis');
  const decoder = new OggVorbisDecoder();
  await decoder.ready;
  return {
    decode: async (bytes) => sound(await decoder.decode(bytes)),
    flush: async () => sound(await decoder.flush()),
    free: () => decoder.free(),
  };
}

async function openFlac(): Promise<TrackDecoder> {
  const { FLACDecoder } = await import('@wasm-audio-decoders/flac');
  const decoder = new FLACDecoder();
  await decoder.ready;
  return {
    decode: async (bytes) => sound(await decoder.decode(bytes)),
    flush: async () => sound(await decoder.flush()),
    free: () => decoder.free(),
  };
}

/** On rubbish the decoders answer no samples with any number of channels and any rate. */
function sound(decoded: DecodedAudio & { readonly samplesDecoded: number }): DecodedAudio {
  return decoded.samplesDecoded > 0 ? decoded : NOTHING;
}
