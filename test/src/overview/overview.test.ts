import { afterEach, describe, expect, it } from 'vitest';
import { createLiveStream } from '../../../src/http/live-stream.ts';
import { type OverviewParts, openOverview } from '../../../src/overview/actions.ts';
import { overviewRoutes } from '../../../src/overview/routes.ts';
import type { LiveEvent } from '../../../src/ports/live-events.ts';
import { FakeClock } from '../../fake-clock.ts';
import { openHttp } from '../../http-fixture.ts';

// Breaking it on purpose: take a name out of CHANGES in actions.ts, keep the air as well, or drop nothing after a minute.

const asked: string[] = [];
afterEach(() => void asked.splice(0));

function parts(clock = new FakeClock('2026-11-20T06:00:00Z')): OverviewParts {
  const note = <Answer>(name: string, answer: Answer): Answer => {
    asked.push(name);
    return answer;
  };
  return {
    clock,
    plaza: { zh: '晴川购物广场', en: 'Qingchuan Plaza' },
    desk: { zh: '客户服务中心', en: 'Customer Service Centre' },
    demo: true,
    timeZone: 'Asia/Shanghai',
    day: { opens: '08:30', closes: '18:00' },
    shifts: [{ id: 'reception', name: { zh: '前台班', en: 'Reception' } }],
    sources: {
      onDuty: () => note('onDuty', [{ staffNo: '1024', name: '王芳' }]),
      air: () => note('air', { air: null, music: { state: 'none' as const, positionMs: 0, volume: 0 }, muted: null }),
      callsDue: () => note('callsDue', []),
      unheard: () => note('unheard', 3),
      devices: () => note('devices', []),
      deposit: () => note('deposit', { outCount: 1, unitFen: 5000, expectedFen: 5000, balanceFen: 5000 }),
      papersWaiting: () => note('papersWaiting', 2),
      postDue: () => note('postDue', null),
      needsFirstAdministrator: () => note('needsFirstAdministrator', false),
    },
  };
}

describe('The desk as every page knows it', () => {
  it('answers everything at once, without the session token', async () => {
    const session = {
      token: 'secret-token',
      staffId: 3,
      staffNo: '1024',
      name: '王芳',
      roles: ['clerk'] as const,
      expiresAtMs: 5,
    };
    const http = await openHttp(overviewRoutes(openOverview(createLiveStream(), parts())), (token) =>
      token === 'secret-token' ? session : undefined,
    );
    try {
      const nobody = await http.screen().get('/desk');
      expect(nobody.body).toMatchObject({ session: null, papersWaiting: 2, deposit: { expectedFen: 5000 } });
      const somebody = await http.screen('secret-token').get('/desk');
      expect(somebody.body.session).toEqual({
        staffId: 3,
        staffNo: '1024',
        name: '王芳',
        roles: ['clerk'],
        expiresAtMs: 5,
      });
      expect(JSON.stringify(somebody.body)).not.toContain('secret-token');
    } finally {
      await http.close();
    }
  });

  it('is patched by what an event changes, and by nothing else', () => {
    const live = createLiveStream();
    const heard: LiveEvent[] = [];
    const { stop } = openOverview(live, parts());
    live.on((event) => heard.push(event));
    live.publish({ name: 'loan', payload: {} });
    const patches = heard.filter(({ name }) => name === 'desk').map(({ payload }) => payload);
    expect(patches).toEqual([
      {
        now: Date.parse('2026-11-20T06:00:00Z'),
        clockQuality: expect.any(String),
        deposit: { outCount: 1, unitFen: 5000, expectedFen: 5000, balanceFen: 5000 },
      },
    ]);
    expect(asked).toEqual(['deposit']);
    stop();
    live.publish({ name: 'loan', payload: {} });
    expect(asked).toEqual(['deposit']);
  });

  it('is not patched by its own patch, nor by events nobody shows', () => {
    const live = createLiveStream();
    let count = 0;
    openOverview(live, parts());
    live.on(() => {
      count += 1;
    });
    live.publish({ name: 'desk', payload: {} });
    live.publish({ name: 'bench', payload: {} });
    expect(count).toBe(2);
    expect(asked).toEqual([]);
  });

  it('names who is here a moment after the tap, once for all who tapped meanwhile', async () => {
    const live = createLiveStream();
    const clock = new FakeClock('2026-11-20T06:00:00Z');
    const overview = openOverview(live, parts(clock));
    const heard: LiveEvent[] = [];
    live.on((event) => heard.push(event));
    for (let tap = 0; tap < 3; tap++) live.publish({ name: 'punch', payload: {} });
    expect([asked, heard.map(({ name }) => name)]).toEqual([[], ['punch', 'punch', 'punch']]);
    await clock.advance(250);
    expect([asked, heard.slice(3)]).toEqual([
      ['onDuty'],
      [{ name: 'desk', payload: expect.objectContaining({ onDuty: expect.any(Array) }) }],
    ]);
    live.publish({ name: 'punch', payload: {} });
    overview.stop();
    await clock.advance(250);
    expect(asked).toEqual(['onDuty']);
  });

  it('shows who came in at once to a screen that opens then', () => {
    const live = createLiveStream();
    const overview = openOverview(live, parts());
    overview.whole();
    asked.splice(0);
    live.publish({ name: 'punch', payload: {} });
    overview.whole();
    expect(asked).toContain('onDuty');
  });

  it('asks a room again only when something of it changed, or after a minute', async () => {
    const live = createLiveStream();
    const clock = new FakeClock('2026-11-20T06:00:00Z');
    const overview = openOverview(live, parts(clock));
    const askedBy = (work: () => unknown): string[] => {
      asked.splice(0);
      work();
      return [...asked];
    };
    expect(askedBy(overview.whole)).toContain('onDuty');
    expect(askedBy(overview.whole)).toEqual(['air']);
    expect(askedBy(() => live.publish({ name: 'loan', payload: {} }))).toEqual(['deposit']);
    expect(askedBy(overview.whole)).toEqual(['air']);
    expect(askedBy(() => live.publish({ name: 'air', payload: {} })).sort()).toEqual(['air', 'callsDue', 'unheard']);
    expect(askedBy(overview.whole)).toEqual(['air']);
    await clock.advance(60_001);
    expect(askedBy(overview.whole)).toContain('onDuty');
  });
});
