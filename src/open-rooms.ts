import type { Settings } from '../config/load.ts';
import { currentAir, openBroadcast } from './broadcast/actions.ts';
import { broadcastRoutes } from './broadcast/routes.ts';
import { openCash } from './cash/actions.ts';
import { type BenchedDevice, type Devices, deviceViews, openDevicesRoom } from './devices/actions.ts';
import { deviceRoutes } from './devices/routes.ts';
import type { LiveStream } from './http/live-stream.ts';
import type { Route, Session } from './http/route.ts';
import type { Desk } from './journal/desk.ts';
import { journalRoutes } from './journal/routes.ts';
import { type OverviewParts, patchOverview } from './overview/actions.ts';
import { overviewRoutes } from './overview/routes.ts';
import { openPrinting, queuePaper, recentJobs, stopPrinting } from './printing/actions.ts';
import { printingRoutes } from './printing/routes.ts';
import {
  authenticate,
  checkPin,
  fillDemoPlaza,
  needsFirstAdministrator,
  openStaff,
  personById,
} from './staff/actions.ts';
import { staffRoutes } from './staff/routes.ts';

export interface RoomParts {
  readonly desk: Desk;
  readonly live: LiveStream;
  readonly settings: Settings;
  readonly devices: readonly BenchedDevice[];
  /** Mixed into every PIN hash. */
  readonly pepper: Uint8Array;
}

/** All rooms of the desk, wired. */
export interface Rooms {
  readonly routes: readonly Route[];
  readonly devices: Devices;
  authenticate(token: string): Session | undefined;
  stop(): Promise<void>;
}

/** Opens every room and hands each what it needs of the others. */
export async function openRooms({ desk, live, settings, devices: opened, pepper }: RoomParts): Promise<Rooms> {
  const { config, rules } = settings;
  const { plaza } = config;
  const identity = { plaza: plaza.name, desk: plaza.desk };
  const devices = openDevicesRoom(desk, opened);
  const printer = opened.map(({ device }) => device).find((device) => device.kind === 'receipt-printer');
  const publicAddress = opened.map(({ device }) => device).find((device) => device.kind === 'public-address');

  const staff = openStaff(desk, {
    rules: rules.staff,
    pepper,
    shifts: rules.attendance.flatMap(({ shifts }) => shifts.map(({ id }) => id)),
  });
  if (plaza.demo) await fillDemoPlaza(staff);
  const cash = openCash(desk);
  const printing = openPrinting(desk, { printer, identity });
  const signature = (actor: string) => {
    const person = personById(staff, Number(actor.replace('staff:', '')));
    return { name: person?.name ?? '', staffNo: person?.staffNo ?? '' };
  };
  const broadcast =
    publicAddress === undefined
      ? undefined
      : openBroadcast(desk, {
          rules: rules.broadcast,
          publicAddress,
          identity,
          signature,
          queuePaper: (change, job) => queuePaper(printing, change, job),
        });
  void cash;

  const overviewParts: OverviewParts = {
    clock: desk.clock,
    ...identity,
    demo: plaza.demo,
    timeZone: plaza.timeZone,
    day: plaza.day,
    sources: {
      onDuty: () => [],
      air: () => {
        if (broadcast === undefined) return { air: null, music: { state: 'none', positionMs: 0, volume: 0 } };
        const { onAir, music } = currentAir(broadcast);
        return { air: onAir === null ? null : { ...onAir, kind: onAir.class }, music };
      },
      devices: () => deviceViews(devices).map(({ id, kind, state, faults }) => ({ id, kind, state, faults })),
      deposit: () => ({ outCount: 0, unitFen: 5000, expectedFen: 0, balanceFen: 0 }),
      papersWaiting: () => recentJobs(printing).filter((job) => !job.settled && job.state !== 'queued').length,
      needsFirstAdministrator: () => needsFirstAdministrator(staff),
    },
  };
  const stopPatching = patchOverview(live, overviewParts);

  return {
    devices,
    authenticate: (token) => authenticate(staff, token),
    routes: [
      ...overviewRoutes(overviewParts),
      ...staffRoutes(staff, { demo: plaza.demo }),
      ...printingRoutes(printing),
      ...(broadcast === undefined
        ? []
        : broadcastRoutes(broadcast, (staffNo, pin) => checkPin(staff, { staffNo, pin }))),
      ...deviceRoutes(devices),
      ...journalRoutes(desk.database, desk.journal),
    ],
    async stop() {
      stopPatching();
      broadcast?.stop();
      stopPrinting(printing);
      await devices.stop();
    },
  };
}
