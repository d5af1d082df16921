import { Agent, createServer, get } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { startService } from '../../src/service.ts';
import { openBareStore } from './bare-store.ts';
import { benchSettings, withFolder } from './bench-service.ts';
import { type BenchRow, ms, quantile, timed } from './measure.ts';
import { insertTappers } from './tappers.ts';

const ROUNDS = 400;

/** P4: last card byte → committed and on the screen's event stream, against the bare commit plus a raw HTTP echo. */
export function benchTapToScreen(): Promise<BenchRow[]> {
  return withFolder(async (folder) => {
    const service = await startService(benchSettings(join(folder, 'desk')));
    const cards = await insertTappers(service, ROUNDS + 50);
    const reader = service.rooms.devices.all.find(({ device }) => device.kind === 'card-reader');
    if (reader?.simulator === undefined || !('present' in reader.simulator))
      throw new Error('the reader is not simulated');
    const { simulator } = reader;
    const bare = openBareStore(join(folder, 'bare.db'));
    const echo = createServer((_request, response) => response.end('{}'));
    await new Promise<void>((ready) => echo.listen(0, '127.0.0.1', ready));
    const agent = new Agent({ keepAlive: true });
    const screen = await openScreen(`${service.address}/api/events`);

    const floor: number[] = [];
    const product: number[] = [];
    for (const [index, cardId] of cards.entries()) {
      const commitMs = await timed(bare.insertTwo);
      const echoMs = await timed(() => fetchOnce((echo.address() as AddressInfo).port, agent));
      const tapMs = await timed(() => {
        const seen = screen.next('punch');
        simulator.present(cardId, 0);
        return seen;
      });
      if (index < 50) continue;
      floor.push(commitMs + echoMs);
      product.push(tapMs);
    }
    screen.close();
    agent.destroy();
    echo.close();
    bare.close();
    await service.stop();
    const [low, high] = [quantile(floor, 0.99), quantile(product, 0.99)];
    return [
      {
        promise: 'P4',
        what: 'last card byte → on the event stream, p99',
        floor: ms(low),
        product: ms(high),
        ratio: high / low,
        goal: 3,
      },
    ];
  });
}

/** A screen's event stream; `next` resolves when an event of that name arrives. */
function openScreen(url: string): Promise<{ next(name: string): Promise<void>; close(): void }> {
  let heard: (() => void) | undefined;
  let wanted = '';
  return new Promise((opened, failed) => {
    const request = get(url, (response) => {
      response.setEncoding('utf8');
      response.on('data', (text: string) => {
        if (heard !== undefined && text.includes(`event: ${wanted}\n`)) {
          heard();
          heard = undefined;
        }
      });
      opened({
        next: (name) =>
          new Promise((resolve) => {
            wanted = name;
            heard = resolve;
          }),
        close: () => request.destroy(),
      });
    });
    request.on('error', failed);
  });
}

function fetchOnce(port: number, agent: Agent): Promise<void> {
  return new Promise((done, failed) => {
    get({ host: '127.0.0.1', port, agent }, (response) => response.resume().on('end', done)).on('error', failed);
  });
}
