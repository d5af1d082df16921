import { describe, expect, it } from 'vitest';
import { dateLine, fractionOf, isDay, timeOfDay } from '../../src/ui/desk/local-time.ts';

const at = Date.parse('2026-11-20T14:36:00+08:00');

describe('Time on the screen', () => {
  it('is the desk’s, whatever the browser’s zone', () => {
    expect(timeOfDay(at, 'Asia/Shanghai')).toBe('14:36');
    expect(timeOfDay(Date.parse('2026-11-20T00:05:00+08:00'), 'Asia/Shanghai')).toBe('00:05');
    expect(dateLine(at, 'Asia/Shanghai', 'zh')).toBe('11 月 20 日 星期五');
    expect(dateLine(at, 'Asia/Shanghai', 'en')).toBe('Friday 20 November');
  });

  it('stands on the arc where the shift is, also across midnight', () => {
    expect(fractionOf('14:36', '08:30', '18:00')).toBeCloseTo(366 / 570);
    expect(fractionOf('21:40', '16:30', '08:30')).toBeCloseTo(310 / 960);
    expect(fractionOf('08:00', '08:30', '18:00')).toBe(0);
    expect(fractionOf('18:10', '08:30', '18:00')).toBe(1);
  });

  it('is night from closing to opening', () => {
    expect(isDay('08:30', '08:30', '18:00')).toBe(true);
    expect(isDay('18:00', '08:30', '18:00')).toBe(false);
    expect(isDay('03:00', '08:30', '18:00')).toBe(false);
    expect(isDay('01:00', '16:00', '02:00')).toBe(true);
  });
});
