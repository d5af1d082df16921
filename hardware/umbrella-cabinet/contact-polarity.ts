import { DeviceError, type Lesson, type Teachable } from '../../src/ports/device.ts';
import type { ContactLevel } from '../../src/ports/umbrella-cabinet.ts';
import type { CabinetBackend } from './cabinet-backend.ts';

/** Which way round the contacts of a cabinet are wired: as configured, until a person has shown it. */
export interface ContactPolarity {
  /** How a door stands whose contact reads so. */
  shows(door: number, high: boolean): 'open' | 'closed';
  lessonOf(shut: ReadonlyMap<number, ContactLevel>): Lesson;
  readonly lesson: Teachable;
}

/**
 * Holds the polarity of a backend's contacts. A lesson is `{ shut: 'high' }` where a board has one polarity, else
 * `{ shut: { '1': 'high', '2': 'low' } }`; doors it does not name stay as configured.
 *
 * @param changed called when other levels mean shut than before
 */
export function createContactPolarity(
  { doors, polarity }: Pick<CabinetBackend, 'doors' | 'polarity'>,
  changed: () => void,
): ContactPolarity {
  const configured: ReadonlyMap<number, ContactLevel> = new Map(
    doors.map(({ number, highWhenShut }) => [number, highWhenShut ? 'high' : 'low']),
  );
  let taught: ReadonlyMap<number, ContactLevel> = new Map();
  const inForce = (): ReadonlyMap<number, ContactLevel> => new Map([...configured, ...taught]);

  const written = (levels: ReadonlyMap<number, ContactLevel>): Lesson => {
    const [one] = levels.values();
    if (polarity === 'board') return one === undefined ? {} : { shut: one };
    return { shut: Object.fromEntries([...levels].map(([door, level]) => [String(door), level])) };
  };
  /** What a lesson says of which door; throws where it is none. */
  const read = ({ shut, ...rest }: Lesson): ReadonlyMap<number, ContactLevel> => {
    if (Object.keys(rest).length > 0) throw invalid();
    if (polarity === 'board') {
      if (!isLevel(shut)) throw invalid();
      return new Map(doors.map(({ number }) => [number, shut]));
    }
    if (typeof shut !== 'object') throw invalid();
    return new Map(
      Object.entries(shut).map(([door, level]): [number, ContactLevel] => {
        if (!configured.has(Number(door)) || !isLevel(level)) throw invalid();
        return [Number(door), level];
      }),
    );
  };
  const become = (levels: ReadonlyMap<number, ContactLevel>): void => {
    taught = levels;
    changed();
  };

  return {
    shows: (door, high) => ((inForce().get(door) === 'high') === high ? 'closed' : 'open'),
    // Doors that were taught before and not tried now keep what they were taught.
    lessonOf: (levels) => written(polarity === 'board' ? levels : new Map([...taught, ...levels])),
    lesson: {
      current: () => written(inForce()),
      check: (lesson) => void read(lesson),
      learn: (lesson) => become(read(lesson)),
      forget: () => become(new Map()),
    },
  };
}

function isLevel(value: unknown): value is ContactLevel {
  return value === 'high' || value === 'low';
}

function invalid(): DeviceError {
  return new DeviceError(
    'device/lesson-invalid',
    {
      zh: '这不是这台伞柜的门磁设置，请重新校准。',
      en: 'This is no contact setting of this cabinet. Calibrate it again.',
    },
    { retryable: false },
  );
}
