import { afterEach, describe, expect, it } from 'vitest';
import { type Lessons, openLessons } from '../../../src/devices/lessons.ts';
import { type Device, DeviceError, type Lesson, type Teachable } from '../../../src/ports/device.ts';
import { command, openTestDesk, type TestDesk } from '../../desk-fixture.ts';
import { fakePrinter } from '../../fake-printer.ts';

let desk: TestDesk | undefined;
afterEach(() => {
  desk?.dispose();
  desk = undefined;
});

const configured: Lesson = { format: '10H' };

/** A device that can be taught a number format, and that knows only two of them. */
function pupil(model = 'hid-keyboard'): Device {
  let inForce = configured;
  const lesson: Teachable = {
    current: () => inForce,
    check({ format }) {
      if (format === '10H' || format === '8H-10D') return;
      throw new DeviceError('device/lesson-invalid', { zh: '没有这种格式。', en: 'There is no such format.' });
    },
    learn(taught) {
      inForce = taught;
    },
    forget() {
      inForce = configured;
    },
  };
  return { ...fakePrinter(), id: 'reader-1', model, lesson };
}

function lessonsOf(opened: TestDesk, device: Device) {
  const reported: unknown[] = [];
  const shown: string[] = [];
  const lessons: Lessons = openLessons({
    desk: opened,
    devices: [device],
    show: (id) => shown.push(`${id} works by ${JSON.stringify(device.lesson?.current())}`),
    report: (error) => reported.push(error),
  });
  return { lessons, reported, shown };
}

function open(device = pupil()) {
  desk = openTestDesk();
  return { desk, device, ...lessonsOf(desk, device) };
}

const taught: Lesson = { format: '8H-10D' };

describe('What a device is taught at the desk', () => {
  it('is journalled, in force at once and shown after the commit', () => {
    const { desk: opened, device, lessons, shown } = open();
    expect(lessons.view('reader-1')).toEqual({ device: 'reader-1', current: configured, taughtAtMs: null });
    lessons.teach(command('staff:7'), 'reader-1', taught);
    expect(device.lesson?.current()).toEqual(taught);
    expect(shown).toEqual(['reader-1 works by {"format":"8H-10D"}']);
    expect(lessons.view('reader-1').taughtAtMs).toBe(opened.clock.read().wallMs);
    const [entry] = opened.journal.page({ limit: 1 });
    expect(entry).toMatchObject({ kind: 'devices/taught', subject: 'device:reader-1', actor: 'staff:7' });
  });

  it('is known again after a restart', () => {
    const { desk: opened, lessons } = open();
    lessons.teach(command(), 'reader-1', taught);
    desk = opened.restart();
    const device = pupil();
    const again = lessonsOf(desk, device);
    expect(device.lesson?.current()).toEqual(taught);
    expect(again.reported).toEqual([]);
  });

  it('is left alone when another model stands behind the same name', () => {
    const { desk: opened, lessons } = open();
    lessons.teach(command(), 'reader-1', taught);
    desk = opened.restart();
    const device = pupil('another');
    const again = lessonsOf(desk, device);
    expect(device.lesson?.current()).toEqual(configured);
    expect(again.lessons.view('reader-1').taughtAtMs).toBeNull();
  });

  it('is reported and left alone when the device can no longer work by it', () => {
    const { desk: opened, lessons } = open();
    lessons.teach(command(), 'reader-1', taught);
    desk = opened.restart();
    const device = pupil();
    const refusing = { ...device, lesson: { ...device.lesson, check: refuseAll } } as Device;
    const again = lessonsOf(desk, refusing);
    expect(refusing.lesson?.current()).toEqual(configured);
    expect(again.reported).toHaveLength(1);
  });

  it('changes nothing when the device refuses it', () => {
    const { desk: opened, device, lessons, shown } = open();
    expect(() => lessons.teach(command(), 'reader-1', { format: 'morse' })).toThrowError(
      expect.objectContaining({
        code: 'devices/lesson-refused',
        says: expect.objectContaining({ zh: '没有这种格式。' }),
      }),
    );
    expect(device.lesson?.current()).toEqual(configured);
    expect(opened.journal.page({ limit: 1 })).toEqual([]);
    expect(shown).toEqual([]);
  });

  // Break it: let lessons.ts learn in the transaction instead of after the commit.
  it('is not worked by when it cannot be kept', () => {
    const { desk: opened, device, lessons, shown } = open();
    const full = "CREATE TRIGGER full BEFORE INSERT ON commands BEGIN SELECT RAISE(ABORT, 'disk full'); END";
    opened.database.prepare(full).run({});
    expect(() => lessons.teach(command(), 'reader-1', taught)).toThrowError('disk full');
    expect(device.lesson?.current()).toEqual(configured);
    expect(lessons.view('reader-1').taughtAtMs).toBeNull();
    expect(shown).toEqual([]);
  });

  it('acts once for one command', () => {
    const { desk: opened, lessons, shown } = open();
    const once = command();
    lessons.teach(once, 'reader-1', taught);
    expect(lessons.teach(once, 'reader-1', taught)).toMatchObject({ repeated: true, answer: { taught: true } });
    expect(opened.journal.page({ limit: 9 })).toHaveLength(1);
    expect(shown).toHaveLength(1);
  });

  it('can be forgotten: the configuration holds again, also after a restart', () => {
    const { desk: opened, device, lessons } = open();
    lessons.teach(command(), 'reader-1', taught);
    expect(lessons.forget(command(), 'reader-1').answer).toEqual({ forgotten: true });
    expect(device.lesson?.current()).toEqual(configured);
    desk = opened.restart();
    const later = pupil();
    lessonsOf(desk, later);
    expect(later.lesson?.current()).toEqual(configured);
  });

  it('is refused for a device that is not there or has nothing to learn', () => {
    const { lessons } = open({ ...fakePrinter(), id: 'printer-1' });
    expect(lessons.view('printer-1').current).toBeNull();
    expect(() => lessons.view('reader-9')).toThrowError(expect.objectContaining({ code: 'devices/not-found' }));
    expect(() => lessons.teach(command(), 'printer-1', taught)).toThrowError(
      expect.objectContaining({ code: 'devices/not-teachable' }),
    );
  });
});

function refuseAll(): void {
  throw new DeviceError('device/lesson-invalid', { zh: '没有这扇门。', en: 'There is no such door.' });
}
