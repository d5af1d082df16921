import { parentPort, workerData } from 'node:worker_threads';
import { systemTimers } from '../system-timers.ts';
import { AudioEngine } from './audio-engine.ts';
import type { AudioCommand, AudioEvent, AudioSettings } from './audio-messages.ts';

const port = parentPort;
if (port === null) throw new Error('the mixer runs as a worker thread');
const settings: AudioSettings = workerData;
const engine = new AudioEngine(settings, systemTimers, (event: AudioEvent) => port.postMessage(event));
port.on('message', (command: AudioCommand) => engine.take(command));
