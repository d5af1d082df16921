/** The two generations of libgpiod's programs: 1.x as in Debian 11 and 12, 2.x as in Debian 13 (Raspberry Pi OS Trixie). */
export type GpiodVersion = 1 | 2;

/** One line in the words of libgpiod: a chip by the name it has now, as `gpiodetect` prints it, and an offset on it. */
export interface GpiodLine {
  readonly chip: string;
  readonly offset: number;
}

/** An output; `pull` is where the line goes when nobody holds it, which a kernel may let happen with every program that ends. */
export interface GpiodOutputLine extends GpiodLine {
  readonly pull: 'pull-up' | 'pull-down';
}

/** A program and its arguments, the program by its name. */
export type GpiodCommand = readonly [program: 'gpioset' | 'gpioget' | 'gpiomon', ...words: string[]];

/** Sets the level and ends; the line is then nobody's: it stays as it is or, on a Pi with `strict_gpiod`, follows its pull. */
export function setAndLeave(version: GpiodVersion, line: GpiodOutputLine, high: boolean): GpiodCommand {
  // 2.x: a toggle period of 0 ends the program at once.
  return version === 1
    ? ['gpioset', ...target(version, line, high)]
    : ['gpioset', '-t', '0', ...target(version, line, high)];
}

/** Sets the level and keeps the line until the program is ended. */
export function setAndHold(version: GpiodVersion, line: GpiodOutputLine, high: boolean): GpiodCommand {
  return ['gpioset', ...(version === 1 ? ['-m', 'signal'] : []), ...target(version, line, high)];
}

/**
 * Sets the level for so many milliseconds and ends. Only 2.x drives the other level at the end; 1.x merely lets go of the line, so
 * the other level must be set by {@link setAndLeave} afterwards.
 */
export function setFor(version: GpiodVersion, line: GpiodOutputLine, high: boolean, ms: number): GpiodCommand {
  const to = target(version, line, high);
  if (version === 2) return ['gpioset', '-t', `${Math.round(ms)}ms,0`, ...to];
  const us = Math.round(ms * 1_000);
  const seconds = String(Math.floor(us / 1_000_000));
  return ['gpioset', '-m', 'time', '-s', seconds, '-u', String(us % 1_000_000), ...to];
}

/** Prints the level now, `0` or `1`, and ends. */
export function getLevel(version: GpiodVersion, { chip, offset }: GpiodLine): GpiodCommand {
  return version === 1 ? ['gpioget', chip, String(offset)] : ['gpioget', '--numeric', '-c', chip, String(offset)];
}

/** Prints {@link isRisingEdge} codes, one line per edge, until it is ended. */
export function watchEdges(version: GpiodVersion, { chip, offset }: GpiodLine): GpiodCommand {
  // Only 1.x needs to be told to write out every line at once.
  return version === 1
    ? ['gpiomon', '-b', '-F', '%e', chip, String(offset)]
    : ['gpiomon', '-c', chip, '-F', '%e', String(offset)];
}

/** Reads a line of {@link watchEdges}: `1` is rising in both versions, falling is `0` in 1.x and `2` in 2.x; else undefined. */
export function isRisingEdge(text: string): boolean | undefined {
  if (text === '1') return true;
  return text === '0' || text === '2' ? false : undefined;
}

/** A chip as `gpiodetect` prints it. */
export interface GpiodChip {
  readonly name: string;
  readonly label: string;
  readonly ngpio: number;
}

const CHIP_PATTERN = /^(?<name>\S+) \[(?<label>[^\]]*)\] \((?<ngpio>\d+) lines?\)$/;

/** Reads the output of `gpiodetect`, which is the same in both versions; lines that are no chip are left out. */
export function parseChips(text: string): GpiodChip[] {
  return text.split('\n').flatMap((line) => {
    const found = CHIP_PATTERN.exec(line.trim())?.groups;
    if (found?.name === undefined || found.label === undefined) return [];
    return [{ name: found.name, label: found.label, ngpio: Number(found.ngpio) }];
  });
}

/** Reads `gpioset --version`: `gpioset (libgpiod) v1.6.3`; undefined for a generation not known here. */
export function parseVersion(text: string): GpiodVersion | undefined {
  const major = /\(libgpiod\) v(?<major>\d+)\./.exec(text)?.groups?.major;
  return major === '1' ? 1 : major === '2' ? 2 : undefined;
}

/** A shell line that repeats a command until it succeeds, and fails when it never does. @param pause seconds */
export function untilDone(command: string, tries: number, pause: string): string {
  return `n=0; until ${command}; do n=$((n+1)); [ "$n" -lt ${tries} ] || exit 1; sleep ${pause}; done`;
}

function target(version: GpiodVersion, { chip, offset, pull }: GpiodOutputLine, high: boolean): string[] {
  const level = `${offset}=${high ? 1 : 0}`;
  return version === 1 ? ['-B', pull, chip, level] : ['-b', pull, '-c', chip, level];
}
