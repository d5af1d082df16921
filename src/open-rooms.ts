import type { Settings } from '../config/load.ts';
import { airShown } from './air-shown.ts';
import { whoIsHere } from './attendance/actions.ts';
import {
  followEmergencies,
  openBroadcast,
  openEmergencies,
  recentCalls,
  remindOfSteps,
  stopAir,
  takeEmergencyCard,
} from './broadcast/actions.ts';
import { emergencyRoutes } from './broadcast/emergency.routes.ts';
import { openAirLog } from './broadcast/log.ts';
import { broadcastRoutes } from './broadcast/routes.ts';
import { openCalendar, openCalendarStore } from './calendar/actions.ts';
import { openCash, purses } from './cash/actions.ts';
import { drawerRoutes } from './cash/drawer.routes.ts';
import { openDrawer } from './cash/drawer.ts';
import { cashRoutes } from './cash/routes.ts';
import { followContacts } from './contacts/actions.ts';
import {
  type BenchedDevice,
  type Devices,
  deviceViews,
  openDevicesRoom,
  simulatedCardDigits,
} from './devices/actions.ts';
import { calibrationRoutes } from './devices/calibration.routes.ts';
import { numberRoutes } from './devices/numbers.routes.ts';
import { deviceRoutes } from './devices/routes.ts';
import type { UnexpectedErrors } from './diagnosis/actions.ts';
import { diagnosisRoutes } from './diagnosis/routes.ts';
import { formOfSlip } from './forms/actions.ts';
import type { LiveStream } from './http/live-stream.ts';
import type { Route, Session } from './http/route.ts';
import type { Change, Desk } from './journal/desk.ts';
import { journalRoutes } from './journal/routes.ts';
import {
  depositsHeld,
  loanByDepositCard,
  loanBySlipCode,
  openLoans,
  openLoansNow,
  resumeFlows,
  watchCabinet,
} from './loans/actions.ts';
import { addDemoStock } from './loans/demo-stock.ts';
import { loanRoutes } from './loans/routes.ts';
import { openMusic } from './music/actions.ts';
import { musicRoutes } from './music/routes.ts';
import { openAttendanceRooms } from './open-attendance-rooms.ts';
import { openLedgers } from './open-ledgers.ts';
import { openVoice } from './open-voice.ts';
import { openOverview } from './overview/actions.ts';
import { overviewRoutes } from './overview/routes.ts';
import type { Paper } from './ports/receipt-printer.ts';
import {
  finishPrinting,
  openPrinting,
  papersToLookAt,
  previewPaper,
  queuePaper,
  withdrawPapers,
} from './printing/actions.ts';
import { printingRoutes } from './printing/routes.ts';
import { openPromotions } from './promotions/actions.ts';
import { promotionRoutes } from './promotions/routes.ts';
import { openReceipts } from './receipts/actions.ts';
import { receiptsRoutes } from './receipts/routes.ts';
import { openSchedule } from './schedule/actions.ts';
import { scheduleRoutes } from './schedule/routes.ts';
import {
  authenticate,
  blockCard,
  checkPin,
  fillDemoPlaza,
  findCard,
  issueInnerHalves,
  listPeople,
  needsFirstAdministrator,
  openStaff,
  personById,
} from './staff/actions.ts';
import { staffRoutes } from './staff/routes.ts';
import { openTaps, watchReaders } from './taps/actions.ts';

export interface RoomParts {
  readonly desk: Desk;
  readonly live: LiveStream;
  readonly settings: Settings;
  readonly devices: readonly BenchedDevice[];
  /** Mixed into every PIN hash. */
  readonly pepper: Uint8Array;
  readonly version: string;
  readonly unexpected: UnexpectedErrors;
  /** Hears of what nobody expected, for the service log. */
  report(error: unknown): void;
}

/** All rooms of the desk, wired. */
export interface Rooms {
  readonly routes: readonly Route[];
  readonly devices: Devices;
  authenticate(token: string, touched: boolean): Session | undefined;
  stop(): Promise<void>;
}

/** Opens every room and hands each what it needs of the others. */
export async function openRooms(parts: RoomParts): Promise<Rooms> {
  const { desk, live, settings, devices: opened, pepper, version, unexpected, report } = parts;
  const { rules, phrases } = settings;
  const { plaza } = settings.config;
  const identity = { plaza: plaza.name, desk: plaza.desk };
  const named = opened.map(({ device }) => device);
  const printer = named.find((device) => device.kind === 'receipt-printer');
  const cabinet = named.find((device) => device.kind === 'umbrella-cabinet');
  const publicAddress = named.find((device) => device.kind === 'public-address');
  const readers = named.filter((device) => device.kind === 'card-reader');
  const scanners = named.filter((device) => device.kind === 'slip-scanner');

  const devices = openDevicesRoom(desk, opened, report);
  const shifts = rules.attendance.flatMap((version) => version.shifts.map(({ id }) => id));
  const staff = openStaff(desk, { rules: rules.staff, pepper, shifts });
  const calendar = openCalendar(rules.calendar, { store: openCalendarStore(desk.database) });
  const cash = openCash(desk);
  const drawer = openDrawer(desk, printer, report);
  const staffNames = () => listPeople(staff).flatMap(({ name, active }) => (active ? [name] : []));
  const printing = openPrinting(desk, { printer, identity, report, staffNames });
  const outbox = {
    queuePaper: (change: Change, job: { document: string; subject: string; paper: Paper }) =>
      queuePaper(printing, change, job),
    withdrawPapers: (change: Change, subject: string) => withdrawPapers(printing, change, subject),
    previewPaper: (paper: Paper) => previewPaper(printing, paper),
  };
  const attendanceRooms = openAttendanceRooms(desk, { rules, live, calendar, staff, plaza, report, ...outbox });
  const { attendance } = attendanceRooms;
  const personOf = (actor: string) => personById(staff, Number(actor.replace(/^staff:/, '')));
  const approve = (staffNo: string, pin: string) => checkPin(staff, { staffNo, pin });
  const receipts = openReceipts(desk, { rules: rules.services, phrases, cash, printing, identity });
  const loans = openLoans(desk, {
    rules: rules.loans,
    phrases,
    cabinet,
    cash,
    printing: outbox,
    identity,
    report,
    staff: {
      approve,
      findCard: (cardId) => findCard(staff, cardId),
      personById: (id) => personById(staff, id),
      blockCard: (change, card) => blockCard(staff, change, card),
    },
  });
  const signature = (actor: string) => ({ name: personOf(actor)?.name ?? '', staffNo: personOf(actor)?.staffNo ?? '' });
  const signing = { identity, signature, report, ...outbox };
  const music = publicAddress && openMusic(desk, { rules: rules.music, calendar, publicAddress, report });
  const broadcast =
    publicAddress &&
    openBroadcast(desk, {
      rules: rules.broadcast,
      callRules: rules.calls,
      phrases,
      publicAddress,
      ...(music === undefined ? {} : { keepMusic: music.keep }),
      ...signing,
    });
  const airLog = broadcast && openAirLog(broadcast);
  const schedule =
    broadcast &&
    openSchedule(desk, {
      rules: rules.schedule,
      calendar,
      broadcast,
      hours: plaza.day,
      announcement: (id) => broadcast.store.announcementById(id),
      nameOf: (actor) => personOf(actor)?.name,
      report,
    });
  const voice = openVoice(desk, { rules: rules.live, broadcast, report });
  const emergencies = broadcast && openEmergencies(broadcast, rules.emergency);
  const promotions =
    broadcast &&
    openPromotions(desk, {
      rules: rules.promotions,
      broadcast,
      ...signing,
      openJobs: () =>
        openLoansNow(loans).active.length + recentCalls(broadcast).filter(({ state }) => state === 'open').length,
    });
  const ledgers = openLedgers(desk, {
    rules: rules.retention,
    printing,
    broadcast,
    promotions,
    schedule,
    approve,
    ...signing,
  });
  const taps = openTaps(desk, {
    staff,
    attendance,
    readers,
    scanners,
    live,
    loanOfCard: (cardId) => loanByDepositCard(loans, cardId)?.id,
    loanOfSlip: (text) => loanBySlipCode(loans, text),
    formOfSlip: (text) => formOfSlip(attendanceRooms.forms, text),
    emergencyCard: emergencies && ((person) => takeEmergencyCard(emergencies, person)),
    report,
  });

  if (plaza.demo) {
    if (await fillDemoPlaza(staff)) addDemoStock(loans);
    issueInnerHalves(staff, simulatedCardDigits(devices));
  }
  resumeFlows(loans);
  const overview = openOverview(live, {
    clock: desk.clock,
    ...identity,
    demo: plaza.demo,
    timeZone: plaza.timeZone,
    day: plaza.day,
    shifts: rules.attendance.at(-1)?.shifts.map(({ id, name }) => ({ id, name })) ?? [],
    sources: {
      onDuty: () => whoIsHere(attendance, staff, { masked: false }),
      ...airShown(broadcast, airLog),
      schedule: () => schedule?.now() ?? null,
      devices: () => deviceViews(devices).map(({ id, kind, state, faults }) => ({ id, kind, state, faults })),
      deposit: () => ({ ...depositsHeld(loans), balanceFen: purses(cash).deposits.balanceFen }),
      papersWaiting: () => papersToLookAt(printing),
      postDue: attendanceRooms.postDue,
      needsFirstAdministrator: () => needsFirstAdministrator(staff),
    },
  });
  const unfollowContacts = followContacts(desk, {
    devices: named.filter((device) => device.kind === 'contacts'),
    effects: broadcast && {
      mute: broadcast.fireMute.close,
      release: broadcast.fireMute.release,
      stopAir: (command) => void stopAir(broadcast, command),
    },
    report,
  });
  const stops = [
    attendanceRooms.stop,
    unfollowContacts,
    overview.stop,
    drawer.stop,
    watchReaders(taps),
    ...(broadcast ? [remindOfSteps(broadcast)] : []),
    ...(emergencies ? [followEmergencies(emergencies)] : []),
    cabinet ? watchCabinet(loans) : () => undefined,
  ];

  return {
    devices,
    authenticate: (token, touched) => authenticate(staff, token, touched),
    routes: [
      ...overviewRoutes(overview),
      ...staffRoutes(staff, { demo: plaza.demo, departmentOf: attendanceRooms.departmentOf, receipts }),
      ...attendanceRooms.routes,
      ...loanRoutes(loans),
      ...cashRoutes(cash, { depositsHeld: () => depositsHeld(loans), nameOf: (actor) => personOf(actor)?.name }),
      ...drawerRoutes(drawer, report),
      ...receiptsRoutes(receipts),
      ...printingRoutes(printing),
      ...(broadcast === undefined ? [] : broadcastRoutes(broadcast, approve, airLog)),
      ...(music === undefined ? [] : musicRoutes(music)),
      ...(schedule === undefined ? [] : scheduleRoutes(schedule)),
      ...voice.routes,
      ...(emergencies === undefined ? [] : emergencyRoutes(emergencies, approve)),
      ...(promotions === undefined ? [] : promotionRoutes(promotions, approve)),
      ...ledgers.routes,
      ...deviceRoutes(devices),
      ...diagnosisRoutes({
        desk,
        version,
        config: settings.config,
        unexpected,
        devices: () => deviceViews(devices),
      }),
      ...calibrationRoutes(devices),
      ...numberRoutes(devices),
      ...journalRoutes(desk.database, desk.journal),
    ],
    async stop() {
      for (const stop of stops) stop();
      await ledgers.stop();
      schedule?.stop();
      music?.stop();
      promotions?.stop();
      voice.stop();
      broadcast?.stop();
      await finishPrinting(printing);
      await devices.stop();
    },
  };
}
