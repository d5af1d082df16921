import { spawnSync } from 'node:child_process';
import { chownSync, mkdirSync, readFileSync } from 'node:fs';

const UNIT = 'hardware/board/systemd/qingyu.service';
const GROUPS = /^SupplementaryGroups=(.*)$/m;
const USER = /^User=(.*)$/m;

/** The user the service runs as on a Pi, with the groups of its systemd unit and nothing else. */
export interface ServiceUser {
  /** Words in front of a command that make it run as that user. */
  readonly prefix: readonly string[];
}

/** Makes user and groups in the guest; before udev starts, whose rules name the groups. @param folders become the user's own */
export function makeServiceUser(folders: readonly string[]): ServiceUser {
  const unit = readFileSync(UNIT, 'utf8');
  const name = USER.exec(unit)?.[1] ?? '';
  const groups = (GROUPS.exec(unit)?.[1] ?? '').split(' ');
  // Debian knows most of them; the group of GPIO is Raspberry Pi OS's own.
  for (const group of groups) if (!hasGroup(group)) run('groupadd', '--system', group);
  run('useradd', '--system', '--no-create-home', '--groups', groups.join(), name);
  const id = (flag: string): number => Number(run('id', flag, name));
  for (const folder of folders) {
    mkdirSync(folder, { recursive: true });
    chownSync(folder, id('-u'), id('-g'));
  }
  return { prefix: ['setpriv', `--reuid=${name}`, `--regid=${name}`, '--init-groups', '--no-new-privs'] };
}

function hasGroup(name: string): boolean {
  return spawnSync('getent', ['group', name]).status === 0;
}

function run(program: string, ...words: string[]): string {
  const { status, stdout, stderr, error } = spawnSync(program, words, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${program} ${words.join(' ')}: ${stderr}${error?.message ?? ''}`);
  return stdout.trim();
}
