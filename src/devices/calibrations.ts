import type { Command, Desk } from '../journal/desk.ts';
import { DeskError } from '../ports/desk-error.ts';
import { type Device, DeviceError } from '../ports/device.ts';
import type { ContactCalibration, OpenOutcome, UmbrellaCabinet } from '../ports/umbrella-cabinet.ts';
import {
  beginCalibration,
  type Calibration,
  type CalibrationView,
  nextCalibration,
  verdictOf,
} from './calibration.rules.ts';
import type { Lessons } from './lessons.ts';

/** A calibration nobody touches for so long is given up, in milliseconds: the cabinet must not stay out of use. */
const FORGOTTEN_MS = 10 * 60_000;
/** Tried doors whose outcome is remembered, so that a repeated command gets the same answer. */
const REMEMBERED_TRIES = 50;

/** Calibrations of umbrella cabinets: which way round each door contact is wired, shown by a person at the doors. */
export interface Calibrations {
  view(device: string): CalibrationView;
  /** Takes the cabinet out of use and asks for the first door; one that is under way goes on. @throws DeskError `devices/…` */
  begin(command: Command, device: string): CalibrationView;
  /** The person says that the door stands as asked. A press for another step than the present one changes nothing. */
  press(device: string, pressed: { readonly at: 'shut' | 'open'; readonly door: number }): Promise<CalibrationView>;
  /** Gives this door up and goes to the next. */
  goOn(device: string, door: number): CalibrationView;
  redo(device: string, door: number): CalibrationView;
  /** Keeps what was learned and puts the cabinet back in use. */
  keep(command: Command, device: string): CalibrationView;
  /** Back in use as before. */
  giveUp(device: string): CalibrationView;
  /** Opens one door by its lock, once, to see whether lock and contact belong together. */
  tryDoor(command: Command, device: string, door: number): Promise<OpenOutcome>;
  /** Puts every cabinet back in use. */
  stop(): void;
}

interface Session {
  state: Calibration;
  reading: Promise<void> | undefined;
  cancelForgotten: () => void;
}

/** Makes the calibrations of the devices that can be calibrated. */
export function openCalibrations(parts: {
  readonly desk: Desk;
  readonly devices: readonly Device[];
  readonly lessons: Lessons;
  /** Tells the screens that something changed at a cabinet. */
  readonly show: (device: string) => void;
}): Calibrations {
  const { desk, devices, lessons, show } = parts;
  const sessions = new Map<string, Session>();
  const tried = new Map<string, Promise<OpenOutcome>>();
  const remember = (commandId: string, outcome: Promise<OpenOutcome>): void => {
    tried.set(commandId, outcome);
    const oldest = tried.keys().next().value;
    if (tried.size > REMEMBERED_TRIES && oldest !== undefined) tried.delete(oldest);
  };

  const cabinetOf = (id: string): { cabinet: UmbrellaCabinet; contacts: ContactCalibration } => {
    const cabinet = devices.find((one) => one.id === id);
    if (cabinet === undefined || !isCabinet(cabinet) || cabinet.calibration === undefined) throw nothingToCalibrate(id);
    return { cabinet, contacts: cabinet.calibration };
  };
  const sessionOf = (id: string): Session => {
    cabinetOf(id);
    const session = sessions.get(id);
    if (session === undefined) throw notUnderWay();
    session.cancelForgotten();
    session.cancelForgotten = desk.clock.after(FORGOTTEN_MS, () => end(id));
    return session;
  };
  const end = (id: string): void => {
    const session = sessions.get(id);
    if (session === undefined) return;
    sessions.delete(id);
    session.cancelForgotten();
    cabinetOf(id).contacts.release();
    show(id);
  };
  const view = (id: string): CalibrationView => {
    const { cabinet, contacts } = cabinetOf(id);
    const state = sessions.get(id)?.state;
    const verdict = state === undefined ? undefined : verdictOf(state);
    return {
      device: id,
      polarity: contacts.polarity,
      step: state === undefined ? null : { at: state.step.at, door: state.step.at === 'done' ? null : state.step.door },
      hitch: state?.hitch ?? null,
      doors: cabinet.doors().map(({ number, position }) => ({
        number,
        position,
        finding: state?.findings[number] ?? null,
        contradicts: verdict?.contradicting.includes(number) ?? false,
      })),
      canKeep: verdict !== undefined && verdict.shut.size > 0,
      taughtAtMs: lessons.view(id).taughtAtMs,
    };
  };

  return {
    view,
    begin(command, id) {
      const { cabinet, contacts } = cabinetOf(id);
      if (!sessions.has(id)) {
        held(contacts);
        let begun = false;
        try {
          begun = !desk.act(command, 'devices/begin-calibration', (change) => {
            change.record({ kind: 'devices/calibration-begun', subject: `device:${id}`, body: {} });
            return {};
          }).repeated;
        } finally {
          if (!begun) contacts.release();
        }
        if (!begun) return view(id);
        const numbers = cabinet.doors().map(({ number }) => number);
        const state = beginCalibration(contacts.polarity, numbers);
        sessions.set(id, { state, reading: undefined, cancelForgotten: () => undefined });
        show(id);
      }
      sessionOf(id);
      return view(id);
    },
    async press(id, { at, door }) {
      const { contacts } = cabinetOf(id);
      const session = sessionOf(id);
      const isNow = (): boolean => {
        const { step } = session.state;
        return step.at === at && step.door === door && sessions.get(id) === session;
      };
      // A second press while the first is still being read is the same press.
      session.reading ??= contacts
        .readings()
        .then((readings) => {
          if (isNow())
            session.state = nextCalibration(session.state, { type: 'read', readings: Object.fromEntries(readings) });
        })
        .finally(() => {
          session.reading = undefined;
        });
      await session.reading;
      show(id);
      return view(id);
    },
    goOn(id, door) {
      const session = sessionOf(id);
      const { step } = session.state;
      if (step.at !== 'done' && step.door === door) session.state = nextCalibration(session.state, { type: 'went-on' });
      return view(id);
    },
    redo(id, door) {
      const session = sessionOf(id);
      session.state = nextCalibration(session.state, { type: 'redo', door });
      return view(id);
    },
    keep(command, id) {
      const { contacts } = cabinetOf(id);
      lessons.teach(command, id, () => {
        const { shut } = verdictOf(sessionOf(id).state);
        if (shut.size === 0) throw nothingLearned();
        return contacts.lessonOf(shut);
      });
      end(id);
      return view(id);
    },
    giveUp(id) {
      end(id);
      return view(id);
    },
    tryDoor(command, id, door) {
      const { cabinet } = cabinetOf(id);
      const { repeated } = desk.act(command, 'devices/try-door', (change) => {
        change.record({ kind: 'devices/door-tried', subject: `door:${door}`, body: { device: id } });
        return {};
      });
      if (!repeated) remember(command.id, cabinet.open(door, command.id));
      // One that was tried before a restart is not tried again.
      return tried.get(command.id) ?? Promise.resolve({ result: 'notOpened', code: 'cabinet/stopped' });
    },
    stop() {
      for (const id of [...sessions.keys()]) end(id);
    },
  };
}

function isCabinet(device: Device): device is UmbrellaCabinet {
  return device.kind === 'umbrella-cabinet';
}

function held(contacts: ContactCalibration): void {
  try {
    contacts.hold();
  } catch (error) {
    if (!(error instanceof DeviceError)) throw error;
    throw new DeskError('wrong-state', error.code, error.says, { cause: error });
  }
}

function nothingToCalibrate(device: string): DeskError {
  return new DeskError(
    'not-found',
    'devices/not-calibratable',
    { zh: '这台设备没有要校准的门磁。', en: 'This device has no door contacts to calibrate.' },
    { facts: { device } },
  );
}

function notUnderWay(): DeskError {
  return new DeskError('wrong-state', 'devices/no-calibration', {
    zh: '校准已经结束，请从头开始。',
    en: 'The calibration is over. Please start it again.',
  });
}

function nothingLearned(): DeskError {
  return new DeskError('wrong-state', 'devices/nothing-learned', {
    zh: '还没有一扇门读出开和关的差别，没有可保存的。',
    en: 'No door has shown a difference between shut and open yet, so there is nothing to keep.',
  });
}
