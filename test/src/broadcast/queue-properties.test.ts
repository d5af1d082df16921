import fc from 'fast-check';
import { afterEach, expect, test } from 'vitest';
import { markFound, moveInQueue, stopAir, stopOne, withdraw } from '../../../src/broadcast/actions.ts';
import { openAirLog } from '../../../src/broadcast/log.ts';
import { type AirClass, CUT_BY_HIGHER } from '../../../src/broadcast/rules.ts';
import { DeskError } from '../../../src/ports/desk-error.ts';
import { DeviceError } from '../../../src/ports/device.ts';
import { command } from '../../desk-fixture.ts';
import { settle } from '../../fake-clock.ts';
import { type FakePublicAddress, fakePublicAddress } from '../../fake-public-address.ts';
import { type Act, act } from './air-acts.ts';
import { disposeRooms, openRoom, type Room, restartRoom, shippedRules } from './broadcast-fixture.ts';
import { PlainQueue } from './plain-queue.ts';
import { send } from './send-to-air.ts';

// Breaking it on purpose: in queue.rules.ts let mayCut answer `<=`, sort by place before class, or in air.ts forget a deadline: red.

const SEQUENCES = process.env.QINGYU_LONG === '1' ? 500 : 20;
const FINAL = ['completed', 'cut', 'withdrawn', 'expired', 'failed', 'interrupted'];
const WINDOW_MS = 3_000;
const LONGEST = shippedRules.at(-1)?.longestQueue.value ?? 0;
const sinkDead = {
  code: 'audio/sink-dead',
  says: { zh: '没有声音', en: 'No sound' },
  sinceMs: 0,
};

afterEach(disposeRooms);

test(`one voice at a time, the most urgent first, nothing lost and nothing twice over ${SEQUENCES} random sequences`, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(act, { minLength: 5, maxLength: 40 }), async (acts) => {
      const run = new Run();
      for (const one of acts) {
        await run.perform(one);
        run.check();
      }
      await run.drain();
      disposeRooms();
    }),
    { numRuns: SEQUENCES },
  );
}, 1_800_000);

/** One sequence: the room, and beside it the list on paper. */
class Run {
  readonly paper = new PlainQueue();
  room: Room = openRoom(undefined, this.heardDevice());
  readonly calls: number[] = [];
  readonly ended = new Map<string, string>();
  muted = false;

  constructor() {
    this.follow();
  }

  /** Loudspeakers of which the paper hears first what they are told and what comes out of them. */
  heardDevice(): FakePublicAddress {
    const device = fakePublicAddress();
    const { announce } = device;
    device.announce = (announcement) => {
      this.paper.begins(announcement.id, this.room.desk.clock.read().wallMs);
      return announce(announcement).catch((error: unknown) => {
        this.paper.ends(announcement.id, false);
        throw error;
      });
    };
    device.onEvent((event) => {
      if (event.type === 'roundStarted') this.paper.hears(event.id);
      if (event.type !== 'airEnded') return;
      if (event.ending === 'completed') this.paper.hears(event.id);
      this.paper.ends(event.id, event.code === CUT_BY_HIGHER || event.code === 'audio/overtaken');
    });
    return device;
  }

  follow(): void {
    this.room.broadcast.onAnnouncement(({ id, state }) => {
      if (FINAL.includes(state)) this.paper.leaves(id);
    });
  }

  perform(one: Act): Promise<void> | void {
    const { room, paper } = this;
    const { device, desk, broadcast } = room;
    switch (one.do) {
      case 'ask':
        for (let n = 0; n < one.many; n++) this.ask(one.of, one.times, one.gapMs);
        return settle();
      case 'call':
        return this.tried(() => {
          const { callId, announcementId } = room.call();
          this.calls.push(callId);
          paper.ask(announcementId, 'lost-person', 3, desk.clock.read().wallMs + WINDOW_MS);
        });
      case 'found': {
        const callId = this.calls.pop();
        return callId === undefined ? undefined : this.tried(() => markFound(broadcast, command(), callId));
      }
      case 'wait':
        return desk.clock.advance(one.ms);
      case 'round':
        return this.round();
      case 'end':
        return this.tried(() => device.end());
      case 'sentence':
        return this.tried(() => device.sentenceEnds());
      case 'break':
        return this.tried(() => device.end('cut', 'audio/worker-dead'));
      case 'refuse':
        device.breakNext('announce', new DeviceError('audio/sink-dead', sinkDead.says, { retryable: true }));
        return;
      case 'dead':
        device.fault(sinkDead);
        return;
      case 'mend':
        return this.tried(() => device.mend());
      case 'stop':
        return this.tried(() => stopAir(broadcast, command()));
      case 'withdraw':
        return this.tried(() => withdraw(broadcast, command(), this.pick(one.which)));
      case 'stop-one':
        return this.tried(() => stopOne(broadcast, command(), this.pick(one.which)));
      case 'move':
        return this.move(one.which, one.to);
      case 'fire':
        this.muted = true;
        return this.tried(() => broadcast.fireMute.close('device:contacts-1', ['fire']));
      case 'release':
        this.muted = false;
        return this.tried(() => broadcast.fireMute.release('device:contacts-1'));
      case 'restart':
        this.muted = false;
        paper.falls();
        this.room = restartRoom(room, this.heardDevice());
        return this.follow();
    }
  }

  ask(of: AirClass, times: number, gapMs: number): void {
    const { desk, broadcast } = this.room;
    const waiting = broadcast.store.live().filter(({ state }) => state !== 'on-air').length;
    const until = desk.clock.read().wallMs + (of === 'emergency' ? 0 : WINDOW_MS);
    try {
      // Told before: an emergency begins inside the call.
      const id = `asked-${this.paper.asked.size}-${of}`;
      if (!this.muted && (waiting < LONGEST || of === 'emergency')) this.paper.ask(id, of, times, until);
      send(this.room, of, { id, times, gapMs });
      expect(waiting < LONGEST || of === 'emergency').toBe(true);
    } catch (error) {
      if (!(error instanceof DeskError)) throw error;
      expect(error.code).toBe(this.muted ? 'air/muted' : 'air/queue-full');
      expect(this.muted || waiting >= LONGEST).toBe(true);
    }
  }

  round(): void {
    const { device, broadcast } = this.room;
    const playing = device.onAir();
    const times = playing && broadcast.store.announcementById(playing.id)?.times;
    if (playing === undefined || times === undefined) return;
    if (playing.round < times) device.nextRound();
    else device.end();
  }

  move(one: number, to: number): Promise<void> {
    const id = this.pick(one);
    const before = to % 3 === 0 ? null : this.pick(to);
    const classOf = (of: string) => this.paper.asked.get(of)?.class;
    const fits =
      this.paper.waiting.includes(id) && (before === null || (before !== id && this.paper.waiting.includes(before)));
    return this.tried(() => {
      // Before the turn that it may bring.
      if (fits && (before === null || classOf(before) === classOf(id))) this.paper.move(id, before);
      moveInQueue(this.room.broadcast, command(), id, before);
    });
  }

  pick(which: number): string {
    const { waiting, asked } = this.paper;
    return (
      waiting[which % Math.max(1, waiting.length)] ?? [...asked.keys()][which % Math.max(1, asked.size)] ?? 'nothing'
    );
  }

  /** What the desk refuses changes nothing. */
  async tried(what: () => unknown): Promise<void> {
    try {
      what();
    } catch (error) {
      if (!(error instanceof DeskError)) throw error;
    }
    await settle();
  }

  check(): void {
    const { store } = this.room.broadcast;
    const { wallMs } = this.room.desk.clock.read();
    for (const { id, times } of this.paper.asked.values()) {
      const one = store.announcementById(id);
      if (one === undefined) throw new Error(`${id} is lost`);
      const before = this.ended.get(id);
      if (before !== undefined) expect([id, one.state]).toEqual([id, before]);
      if (FINAL.includes(one.state)) {
        this.ended.set(id, one.state);
        this.paper.leaves(id);
      }
      expect(one.rounds).toBeLessThanOrEqual(times);
      if (one.state === 'completed') expect([id, one.rounds]).toEqual([id, times]);
    }
    expect(this.paper.wrong).toEqual([]);
    const live = store.live();
    const onAir = live.filter(({ state }) => state === 'on-air');
    expect(onAir.length).toBeLessThanOrEqual(1);
    expect(onAir[0]?.id).toBe(this.room.device.onAir()?.id);
    expect(live.filter(({ state, class: of }) => state === 'queued' && of !== 'emergency').length).toBeLessThanOrEqual(
      LONGEST + 1,
    );
    expect(
      live.filter((one) => one.state === 'queued' && one.expiresAtMs !== null && one.expiresAtMs < wallMs),
    ).toEqual([]);
  }

  /** Everything works again, and everything that waits has its turn: nothing is left over, and what was dropped is told. */
  async drain(): Promise<void> {
    await this.perform({ do: 'release' });
    await this.perform({ do: 'mend' });
    for (let turn = 0; turn < 200 && this.room.broadcast.store.live().length > 0; turn++) {
      await this.room.desk.clock.advance(WINDOW_MS);
      this.check();
      this.room.device.sentenceEnds();
      this.room.device.end();
      await settle();
      this.check();
    }
    expect(this.room.broadcast.store.live()).toEqual([]);
    const told = new Set(openAirLog(this.room.broadcast).store.dropped(1_000));
    const dropped = [...this.ended].filter(([, state]) => ['expired', 'failed', 'interrupted'].includes(state));
    expect(dropped.filter(([id]) => !told.has(id))).toEqual([]);
    this.compareAirings();
  }

  /** As many stretches on the air as the loudspeakers had, each with its end. */
  compareAirings(): void {
    const rows = this.room.desk.database
      .prepare<{ announcement_id: string; ending: string | null; code: string | null }>('SELECT * FROM airings')
      .all();
    expect(rows.filter(({ ending }) => ending === null)).toEqual([]);
    for (const { id, begun, gaveWay } of this.paper.asked.values()) {
      const own = rows.filter((row) => row.announcement_id === id);
      expect([id, own.length]).toEqual([id, begun]);
      expect([id, own.filter(({ code }) => code === CUT_BY_HIGHER).length]).toEqual([
        id,
        expect.toSatisfy((cuts: number) => cuts >= gaveWay),
      ]);
      expect(own.filter(({ ending }) => ending === 'completed').length).toBeLessThanOrEqual(1);
    }
  }
}
