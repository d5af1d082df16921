import { Agent, get } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { startService } from '../../src/service.ts';
import { benchSettings, withFolder } from './bench-service.ts';
import { alternate, type BenchRow, compare } from './measure.ts';

const ROUNDS = 2_000;
const PATHS = ['/api/desk', '/api/devices', '/api/services', '/api/punches/today'];

/** P5: an API GET against bare express answering the same JSON. */
export function benchApiGet(): Promise<BenchRow[]> {
  return withFolder(async (folder) => {
    const service = await startService(benchSettings(folder));
    const rows: BenchRow[] = [];
    for (const path of PATHS) {
      const answer: unknown = await (await fetch(service.address + path)).json();
      const app = express();
      app.get(path, (_request, response) => {
        response.json(answer);
      });
      const server = app.listen(0, '127.0.0.1');
      await new Promise((ready) => server.once('listening', ready));
      const agent = new Agent({ keepAlive: true });
      const bareUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`;
      const bare = () => fetchText(bareUrl, agent);
      const product = () => fetchText(service.address + path, agent);
      await alternate(300, bare, product);
      rows.push(
        compare('P5', `GET ${path}, p50, against bare express`, await alternate(ROUNDS, bare, product), 0.5, 1.5),
      );
      agent.destroy();
      server.close();
    }
    await service.stop();
    return rows;
  });
}

function fetchText(url: string, agent: Agent): Promise<void> {
  return new Promise((done, failed) => {
    get(url, { agent }, (response) => response.resume().on('end', done)).on('error', failed);
  });
}
