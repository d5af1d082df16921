import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { type CabinetDoors, createCabinetDoors } from '../../hardware/rig/cabinet-doors.ts';
import { createGpioBank, type GpioBank } from '../../hardware/rig/gpio-bank.ts';
import { idsOf, plugInEverything } from '../../hardware/rig/usb-cables.ts';
import { createRigDesk, DATA_FOLDER, type RigDesk, SECRETS_FOLDER } from './rig-desk.ts';
import { makeServiceUser } from './service-user.ts';
import { type Standstill, startStandstill } from './standstill.ts';

const UDEV_RULES = 'hardware/board/udev';
/** Where the rules of this start go. */
const UDEV_FOLDER = '/run/udev/rules.d';
const LOOK_MS = 50;

/** What a scenario was found to be: one sentence that holds or not. */
export interface Check {
  readonly says: string;
  readonly holds: boolean;
  /** What was found, for people. */
  readonly found: string;
}

/** The guest's machine, the desk on it, and a place to say what was found. */
export interface World {
  /** The short version, for every change of the code; otherwise the figures of the promises. */
  readonly short: boolean;
  /** The one folder that outlives the guest. */
  readonly share: string;
  readonly desk: RigDesk;
  readonly gpio: GpioBank;
  readonly doors: CabinetDoors;
  readonly standstill: Standstill;
  /** Says whether a sentence holds; the scenario goes on either way. */
  check(says: string, holds: boolean, found?: unknown): void;
  /** A figure worth keeping. */
  measured(what: string, figures: Readonly<Record<string, number>>): void;
  /** Resolves with the first answer that is neither false nor undefined. @throws Error that names what was awaited */
  until<T>(what: string | (() => string), look: () => T | Promise<T>, withinMs?: number): Promise<NonNullable<T>>;
}

/** Powers the machine up: udev with the product's rules, GPIO, cabinet, every USB device plugged in. */
export async function openWorld(options: {
  readonly short: boolean;
  readonly share: string;
  readonly furtherDevices?: string | undefined;
  readonly configured?: ((yaml: string) => string) | undefined;
  readonly asServiceUser: boolean;
  readonly say: (line: string) => void;
  readonly checked: (check: Check) => void;
  readonly measured: World['measured'];
}): Promise<World> {
  const user = options.asServiceUser ? makeServiceUser([DATA_FOLDER, SECRETS_FOLDER]) : undefined;
  installUdevRules();
  const udev = spawnSync('/lib/systemd/systemd-udevd', ['--daemon'], { stdio: 'ignore' });
  if (udev.status !== 0) throw new Error('udev does not start in the guest');
  // The sound card was there before udev, as at a real boot.
  spawnSync('udevadm', ['trigger', '--action=add', '--subsystem-match=sound']);
  const gpio = createGpioBank();
  const doors = createCabinetDoors(gpio);
  await plugInEverything();
  const { say, checked, measured } = options;
  return {
    short: options.short,
    share: options.share,
    desk: createRigDesk({ ...options, prefix: user?.prefix }),
    gpio,
    doors,
    standstill: startStandstill(),
    check(says, holds, found = '') {
      const text = typeof found === 'string' ? found : JSON.stringify(found).replace(/^\[\]$/, '');
      checked({ says, holds, found: text });
      say(`${holds ? 'ok    ' : 'FAILED'} ${says}${text === '' ? '' : ` (${text})`}`);
    },
    measured(what, figures) {
      measured(what, figures);
      const shown = Object.entries(figures).map(([name, value]) => `${name} ${Math.round(value * 100) / 100}`);
      say(`       ${what}: ${shown.join(', ')}`);
    },
    async until(what, look, withinMs = 20_000) {
      const deadlineMs = performance.now() + withinMs;
      for (;;) {
        const found = await look();
        if (found !== undefined && found !== null && found !== false) return found;
        if (performance.now() > deadlineMs)
          throw new Error(`waited ${withinMs} ms in vain for ${typeof what === 'string' ? what : what()}`);
        await wait(LOOK_MS);
      }
    },
  };
}

/** As the rules' own comments say: the general ones, and those of keyboards with the ids of the reader on the cable. */
function installUdevRules(): void {
  mkdirSync(UDEV_FOLDER, { recursive: true });
  cpSync(`${UDEV_RULES}/60-qingyu.rules`, `${UDEV_FOLDER}/60-qingyu.rules`);
  const { vendor, product } = idsOf('keyboard-reader');
  const rules = readFileSync(`${UDEV_RULES}/61-qingyu-keyboards.rules`, 'utf8');
  writeFileSync(
    `${UDEV_FOLDER}/61-qingyu-keyboard-reader.rules`,
    rules.replaceAll('vvvv', vendor).replaceAll('pppp', product),
  );
}
