import { AudioError } from '../../firmware-bridge/audio/audio-error.ts';
import type { ClipSource } from '../../firmware-bridge/audio/clip-messages.ts';
import type { MixerLink } from '../../firmware-bridge/audio/mixer-link.ts';
import { OWN_SOUNDS, type OwnSound, ownSoundFrames } from '../../firmware-bridge/audio/own-sounds.ts';
import { SAMPLE_RATE } from '../../firmware-bridge/audio/pcm-format.ts';
import type { Sentence } from '../../src/ports/device.ts';
import type { OWN_RECORDINGS, Recording } from '../../src/ports/public-address.ts';
import type { DeviceHealthHolder } from '../device-health.ts';
import { publicAddressSentence } from './public-address-sentences.ts';
import type { RecordingFile, RecordingFolders } from './recording-folders.ts';

const OWN_NAMES: Readonly<Record<OwnSound & (typeof OWN_RECORDINGS)[number], Sentence>> = {
  alarm: { zh: '疏散警报音', en: 'Evacuation alarm tone' },
  'all-clear': { zh: '解除提示音', en: 'All-clear tone' },
  attention: { zh: '注意提示音', en: 'Attention tone' },
  welcome: { zh: '迎宾曲', en: 'Welcome tune' },
  farewell: { zh: '送宾曲', en: 'Farewell tune' },
};

/** A recording as the mixer is asked for it. */
export interface RecordingClip {
  /** Changes with the file. */
  readonly key: string;
  readonly source: ClipSource;
}

/** The whole recordings of the plaza: kept ones before supplied ones before the product's own. */
export class Recordings {
  readonly #folders: RecordingFolders;
  readonly #health: DeviceHealthHolder;
  /** Frames of each file, or why it cannot be read, until it changes. */
  readonly #measured = new Map<string, number | AudioError>();

  constructor(folders: RecordingFolders, health: DeviceHealthHolder) {
    this.#folders = folders;
    this.#health = health;
  }

  /** All of them; what cannot be read is named in the device's health. */
  async list(mixer: MixerLink): Promise<readonly Recording[]> {
    const { files, missing } = await this.#folders.files();
    const found = new Map<string, Recording>(OWN_SOUNDS.map((id) => [id, own(id)]));
    for (const file of files) found.set(file.id, await this.#recording(file, mixer));
    for (const key of this.#measured.keys()) if (!files.some((file) => keyOf(file) === key)) this.#measured.delete(key);
    this.#tell('recording/no-folder', missing);
    this.#tell(
      'recording/unreadable',
      [...found.values()].filter(({ unreadable }) => unreadable).map(({ id }) => id),
    );
    return [...found.values()];
  }

  /** The newest first: what stands in when it cannot be read comes after it. */
  async find(id: string): Promise<readonly RecordingClip[]> {
    const { files } = await this.#folders.files();
    const clips = files
      .filter((file) => file.id === id)
      .map((file): RecordingClip => ({ key: keyOf(file), source: { kind: 'file', path: file.path } }))
      .reverse();
    const sound = OWN_SOUNDS.find((known) => known === id);
    return sound === undefined ? clips : [...clips, { key: `own ${sound}`, source: { kind: 'own', sound } }];
  }

  /** @throws AudioError `recording/name`, `recording/unreadable`, `recording/too-long`, `recording/disk-full`, `recording/not-kept` */
  async keep(id: string, wav: Uint8Array, mixer: MixerLink): Promise<Recording> {
    const file = await this.#folders.keep(id, wav, (path) => measure(path, mixer).then(() => undefined));
    return this.#recording(file, mixer);
  }

  /** @throws AudioError `recording/unknown`, `recording/not-kept` */
  remove(id: string): Promise<void> {
    return this.#folders.remove(id);
  }

  async #recording(file: RecordingFile, mixer: MixerLink): Promise<Recording> {
    const measured = await this.#measure(file, mixer);
    const { id, source } = file;
    const name = { zh: id, en: id };
    if (typeof measured === 'number') return { id, name, seconds: inSeconds(measured), source };
    return { id, name, seconds: 0, source, unreadable: publicAddressSentence(measured.code, id) };
  }

  async #measure(file: RecordingFile, mixer: MixerLink): Promise<number | AudioError> {
    const key = keyOf(file);
    const known = this.#measured.get(key);
    if (known !== undefined) return known;
    const measured = await measure(file.path, mixer).catch((error: unknown) => {
      if (error instanceof AudioError && error.code.startsWith('recording/')) return error;
      throw error;
    });
    this.#measured.set(key, measured);
    return measured;
  }

  #tell(code: string, names: readonly string[]): void {
    if (names.length === 0) this.#health.clear(code);
    else this.#health.raise({ code, weight: 'soon', says: publicAddressSentence(code, names.join(', ')) });
  }
}

async function measure(path: string, mixer: MixerLink): Promise<number> {
  const frames = await mixer.ask({ type: 'measureRecording', path });
  if (typeof frames !== 'number') throw new AudioError('audio/failed', 'the mixer answered no length');
  return frames;
}

function own(id: OwnSound): Recording {
  return { id, name: OWN_NAMES[id], seconds: inSeconds(ownSoundFrames(id)), source: 'own' };
}

function keyOf({ path, size, mtimeMs }: RecordingFile): string {
  return `recording ${size} ${mtimeMs} ${path}`;
}

/** To a tenth. */
function inSeconds(frames: number): number {
  return Math.round((frames * 10) / SAMPLE_RATE) / 10;
}
