import { setPriority } from 'node:os';
import { parentPort, workerData } from 'node:worker_threads';
import { measureTrack } from './measure-tracks.ts';

/** On Linux a priority belongs to a thread (setpriority(2), “C library/kernel differences”): only this one is put behind the others. */
const BEHIND_EVERYTHING = 19;

const port = parentPort;
if (port === null) throw new Error('tracks are measured in a worker thread');
setPriority(BEHIND_EVERYTHING);
const paths: readonly string[] = workerData;
for (const path of paths) port.postMessage(await measureTrack(path));
