import { describe, expect, it } from 'vitest';
import { encodeWav, parseWav, WavDecoder, wavHeader } from '../../../firmware-bridge/audio/wav.ts';
import { sine } from './sound.ts';

const tone = sine(440, 500);
const file = encodeWav(tone, 22_050, 1);

function back(samples: Float32Array | undefined): number[] {
  return Array.from(samples ?? [], (value) => Math.round(value * 32_768));
}

/** A WAV of any format: `fmt ` chunk of tag, channels, bits and the raw data. */
function wav(tag: number, channels: number, bits: number, data: Uint8Array, between = new Uint8Array(0)): Uint8Array {
  const header = wavHeader(data.length, 8_000, channels);
  const view = new DataView(header.buffer);
  view.setUint16(20, tag, true);
  view.setUint16(34, bits, true);
  return Uint8Array.from([...header.subarray(0, 36), ...between, ...header.subarray(36), ...data]);
}

describe('WAV', () => {
  it('reads back what it wrote, at its own rate', () => {
    const sound = parseWav(file);
    expect(sound.sampleRate).toBe(22_050);
    expect(back(sound.channelData[0])).toEqual([...tone]);
  });

  it('reads a file that comes byte by byte', () => {
    const decoder = new WavDecoder();
    const got: number[] = [];
    for (const byte of file) got.push(...back(decoder.decode(Uint8Array.of(byte)).channelData[0]));
    expect(got).toEqual([...tone]);
  });

  it('reads what an engine writes to a pipe, whose length is not known', () => {
    for (const length of [0, 0x7fff_f000, 0xffff_ffff]) {
      const piped = Uint8Array.from(file);
      new DataView(piped.buffer).setUint32(40, length, true);
      expect(back(parseWav(piped).channelData[0])).toEqual([...tone]);
    }
  });

  it('keeps channels apart', () => {
    const { channelData } = parseWav(encodeWav(Int16Array.of(1, -1, 2, -2, 3, -3)));
    expect(channelData.map(back)).toEqual([
      [1, 2, 3],
      [-1, -2, -3],
    ]);
  });

  it('reads 8, 24, 32 bit and float samples', () => {
    const floats = new Uint8Array(Float32Array.of(0.5, -1, Number.NaN).buffer);
    expect([...(parseWav(wav(1, 1, 8, Uint8Array.of(128, 255, 0))).channelData[0] ?? [])]).toEqual([0, 127 / 128, -1]);
    expect([...(parseWav(wav(1, 1, 24, Uint8Array.of(0, 0, 0x40, 0, 0, 0x80))).channelData[0] ?? [])]).toEqual([
      0.5, -1,
    ]);
    expect([...(parseWav(wav(1, 1, 32, Uint8Array.of(0, 0, 0, 0x40))).channelData[0] ?? [])]).toEqual([0.5]);
    expect([...(parseWav(wav(3, 1, 32, floats)).channelData[0] ?? [])]).toEqual([0.5, -1, 0]);
  });

  it('skips chunks it does not know, odd lengths with their padding', () => {
    const list = Uint8Array.from([...Buffer.from('LIST'), 3, 0, 0, 0, 9, 9, 9, 0]);
    expect([...(parseWav(wav(1, 1, 16, Uint8Array.of(0, 0x40), list)).channelData[0] ?? [])]).toEqual([0.5]);
  });

  it('ignores what follows the sound', () => {
    expect(back(parseWav(Uint8Array.from([...file, 1, 2, 3, 4])).channelData[0])).toEqual([...tone]);
  });

  it('gives what there is of a file that breaks off', () => {
    expect(back(parseWav(file.subarray(0, 44 + 101)).channelData[0])).toEqual([...tone.subarray(0, 50)]);
    for (let length = 0; length < 44; length++)
      expect(parseWav(file.subarray(0, length)).channelData[0]?.length ?? 0).toBe(0);
  });

  it.each([
    ['rubbish', Uint8Array.from({ length: 200 }, (_, at) => (at * 37) % 251)],
    ['a compressed format', wav(2, 1, 4, Uint8Array.of(1, 2))],
    ['no channels', wav(1, 0, 16, Uint8Array.of(1, 2))],
    ['nine channels', wav(1, 9, 16, Uint8Array.of(1, 2))],
  ])('refuses %s', (_, bytes) => {
    expect(() => parseWav(bytes)).toThrowError(expect.objectContaining({ code: 'audio/not-wav' }));
  });
});
