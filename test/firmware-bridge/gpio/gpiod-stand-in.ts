import { appendFileSync, chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Programs that speak as libgpiod's of one generation and drive lines that are files. */
export interface GpiodStandIn {
  readonly folder: string;
  /** Every level a line was given, oldest first. */
  levels(offset: number): string[];
  /** Sets the level of an input before it is opened. */
  set(offset: number, level: 0 | 1): void;
  /** Reports an edge to whoever watches, in this generation's words. */
  edge(offset: number, rising: boolean): void;
  /** Number of the process that holds a line; undefined while nobody does. */
  holder(offset: number): number | undefined;
  remove(): void;
}

const TAKE = `take() { lock="$dir/$1.lock"
  if ! (set -C; echo $$ > "$lock") 2>/dev/null; then
    # A killed program that nobody has reaped yet holds nothing any more.
    if grep -qs '^State:[[:space:]][^ZX]' "/proc/$(cat "$lock")/status"; then echo "$0: error: Device or resource busy" >&2; exit 1; fi
    echo $$ > "$lock"
  fi; }
drop() { rm -f "$dir/$1.lock"; }
drive() { echo "$2" >> "$dir/$1.levels"; }
onchip() { [ "$1" = gpiochip4 ] || { echo "$0: cannot open chip '$1'" >&2; exit 1; }; }`;

const SET: Record<1 | 2, string> = {
  1: `mode=exit; s=0; u=0
while [ $# -gt 2 ]; do case "$1" in -B) shift 2;; -m) mode=$2; shift 2;; -s) s=$2; shift 2;; -u) u=$2; shift 2;; *) echo "unknown $1" >&2; exit 1;; esac; done
onchip "$1"; offset=\${2%%=*}; take "$offset"; drive "$offset" "\${2#*=}"
case $mode in signal) exec sleep 1000;; time) sleep "$(awk "BEGIN{print $s+$u/1000000}")";; esac
drop "$offset"`,
  2: `periods=
while [ $# -gt 1 ]; do case "$1" in -b) shift 2;; -c) chip=$2; shift 2;; -t) periods=$2; shift 2;; *) echo "unknown $1" >&2; exit 1;; esac; done
onchip "$chip"; offset=\${1%%=*}; level=\${1#*=}; take "$offset"; drive "$offset" "$level"
case $periods in '') exec sleep 1000;; 0) ;; *ms,0) p=\${periods%ms,0}; sleep "$(awk "BEGIN{print $p/1000}")"; drive "$offset" $((1-level));; *) exit 1;; esac
drop "$offset"`,
};
const GET: Record<1 | 2, string> = {
  1: `[ $# = 2 ] || exit 1; onchip "$1"; cat "$dir/$2.in"`,
  2: `[ "$1 $2" = "--numeric -c" ] || exit 1; onchip "$3"; cat "$dir/$4.in"`,
};
const MONITOR: Record<1 | 2, string> = {
  1: `[ "$1 $2 $3" = "-b -F %e" ] || exit 1; onchip "$4"; offset=$5`,
  2: `[ "$1 $3 $4" = "-c -F %e" ] || exit 1; onchip "$2"; offset=$5`,
};

/** Writes the programs of one generation into a folder for the PATH. */
export function makeGpiodStandIn(version: 1 | 2): GpiodStandIn {
  const folder = mkdtempSync(join(tmpdir(), `qingyu-gpiod${version}-`));
  const lines = join(folder, 'lines');
  mkdirSync(lines);
  const program = (name: string, text: string): void => {
    const says = `case "$1" in --version) echo "${name} (libgpiod) v${version === 1 ? '1.6.3' : '2.2.1'}"; exit;; esac`;
    writeFileSync(join(folder, name), `#!/bin/sh\ndir='${lines}'\n${says}\n${TAKE}\n${text}\n`);
    chmodSync(join(folder, name), 0o755);
  };
  program('gpioset', SET[version]);
  program('gpioget', GET[version]);
  program('gpiomon', `${MONITOR[version]}\ntake "$offset"; exec tail -n 0 -f "$dir/$offset.edges"`);
  // The header is not the first chip, as on a Pi 5 of 2023.
  program('gpiodetect', `echo 'gpiochip0 [raspberrypi-exp-gpio] (8 lines)'; echo 'gpiochip4 [pinctrl-rp1] (54 lines)'`);
  const read = (name: string): string => {
    try {
      return readFileSync(join(lines, name), 'utf8');
    } catch {
      return '';
    }
  };
  return {
    folder,
    levels: (offset) => read(`${offset}.levels`).split('\n').slice(0, -1),
    set(offset, level) {
      writeFileSync(join(lines, `${offset}.in`), `${level}\n`);
      appendFileSync(join(lines, `${offset}.edges`), '');
    },
    edge: (offset, rising) => appendFileSync(join(lines, `${offset}.edges`), `${rising ? 1 : version === 1 ? 0 : 2}\n`),
    holder(offset) {
      const pid = Number(read(`${offset}.lock`));
      return pid > 0 ? pid : undefined;
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
