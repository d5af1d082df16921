import { expect, test } from 'vitest';
import { createHealth } from '../../hardware/device-health.ts';
import { FakeClock } from '../fake-clock.ts';

const says = { zh: '缺纸', en: 'Out of paper' };

test('a device is starting until its driver says ready', () => {
  const health = createHealth({ clock: new FakeClock() });
  expect(health.snapshot()).toEqual({ state: 'starting', faults: [], counters: {} });
  health.setState('ready');
  expect(health.snapshot().state).toBe('ready');
});

test('a fault stops the device, keeps its beginning and ends with clear', async () => {
  const clock = new FakeClock();
  const health = createHealth({ clock });
  health.setState('ready');
  const began = clock.read().wallMs;
  health.raise({ code: 'printer/paper-out', says });
  await clock.advance(5_000);
  health.raise({ code: 'printer/paper-out', says: { zh: '还是缺纸', en: 'Still out of paper' } });
  expect(health.snapshot().state).toBe('fault');
  expect(health.snapshot().faults).toEqual([
    { code: 'printer/paper-out', says: { zh: '还是缺纸', en: 'Still out of paper' }, sinceMs: began },
  ]);
  health.clear('printer/paper-out');
  expect(health.snapshot()).toMatchObject({ state: 'ready', faults: [] });
});

test('a fault of weight soon is waiting, and never makes a starting device look usable', () => {
  const health = createHealth({ clock: new FakeClock() });
  health.raise({ code: 'printer/paper-near-end', says, weight: 'soon' });
  expect(health.snapshot().state).toBe('starting');
  health.setState('ready');
  expect(health.snapshot().state).toBe('waiting');
});

test('a device that is off stays off', () => {
  const health = createHealth({ clock: new FakeClock() });
  health.setState('off');
  health.raise({ code: 'link/not-found', says });
  expect(health.snapshot().state).toBe('off');
});

test('listeners hear each change once, not the repeats and not the counters', () => {
  const health = createHealth({ clock: new FakeClock() });
  const heard: string[] = [];
  const unsubscribe = health.onChange((now) => heard.push(`${now.state} ${now.faults.length}`));
  health.setState('ready');
  health.setState('ready');
  health.raise({ code: 'link/busy', says });
  health.raise({ code: 'link/busy', says });
  health.count('frames');
  health.clear('link/closed');
  health.clearAll('link/');
  unsubscribe();
  health.setState('off');
  expect(heard).toEqual(['ready 0', 'fault 1', 'ready 0']);
});

test('counters add up or are replaced', () => {
  const health = createHealth({ clock: new FakeClock() });
  health.count('frames');
  health.count('frames', 2);
  health.setCounter('resyncs', 7);
  expect(health.snapshot().counters).toEqual({ frames: 3, resyncs: 7 });
});

test('a fault that replaces others keeps the earliest beginning and is one change', async () => {
  const clock = new FakeClock();
  const health = createHealth({ clock });
  const began = clock.read().wallMs;
  health.raise({ code: 'link/closed', says });
  await clock.advance(1_000);
  let changes = 0;
  health.onChange(() => changes++);
  health.raise({ code: 'link/not-found', says, replaces: 'link/' });
  health.raise({ code: 'link/not-found', says, replaces: 'link/' });
  expect(health.snapshot().faults).toEqual([{ code: 'link/not-found', says, sinceMs: began }]);
  expect(changes).toBe(1);
});
