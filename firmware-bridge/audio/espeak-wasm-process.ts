import { argv, exit, stderr, stdin, stdout } from 'node:process';
import loadEspeak from 'espeak-ng';

// A process of its own: the build aborts the whole process when it fails, and its licence (GPL-3.0) stays with it.
const [, , voice = 'cmn', speed = '150'] = argv;
const pieces: Buffer[] = [];
for await (const piece of stdin) pieces.push(Buffer.from(piece));
const words = Buffer.concat(pieces).toString('utf8');

const out = 'speech.wav';
const complaints: string[] = [];
const espeak = await loadEspeak({
  arguments: ['-b', '1', '-m', '-v', voice, '-s', speed, '-w', out, '--', words],
  print: () => {},
  printErr: (line) => complaints.push(line),
});
if (espeak.FS.analyzePath(out).exists) {
  stdout.write(espeak.FS.readFile(out), () => exit(0));
} else {
  stderr.write(complaints.join('\n'), () => exit(1));
}
