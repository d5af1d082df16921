import { join } from 'node:path';
import { createSpeechEngine, DEFAULT_SPEECH } from '../../firmware-bridge/audio/speech-engine.ts';
import type { DeviceHealthHolder } from '../device-health.ts';
import { ClipShelf } from './clip-shelf.ts';
import { PhraseFolder } from './phrase-folder.ts';
import type { PublicAddressOptions } from './public-address-settings.ts';
import { RecordingFolders } from './recording-folders.ts';
import { Recordings } from './recordings.ts';
import { Speaker } from './speaker.ts';
import { SpeechCache } from './speech-cache.ts';

/** What makes announcements ready, and the recordings it takes from, as configured. */
export function openSpeaker(
  options: PublicAddressOptions,
  health: DeviceHealthHolder,
): { readonly speaker: Speaker; readonly recordings: Recordings } {
  const { clock, dataFolder } = options;
  const settings = { ...DEFAULT_SPEECH, ...options.speech };
  const { engine, command, reads, voices, speeds } = settings;
  const voice = JSON.stringify([command ?? engine, reads, voices, speeds]);
  const sources = {
    engine: options.speechEngine ?? createSpeechEngine(settings, clock),
    phrases: new PhraseFolder(options.phrasesFolder),
    cache: new SpeechCache(join(dataFolder, 'speech'), voice, clock),
  };
  const folders = new RecordingFolders(options.recordingsFolder, join(dataFolder, 'recordings'));
  const recordings = new Recordings(folders, health);
  return { recordings, speaker: new Speaker(new ClipShelf(), sources, recordings, health, clock) };
}
