import { readFileSync } from 'node:fs';
import { Agent, get } from 'node:http';
import { withFolder } from './bench-service.ts';
import { type ChildServer, startBare, startProduct } from './child-servers.ts';
import { type BenchRow, mebibytes } from './measure.ts';

const REQUESTS = 100_000;
const AT_ONCE = 16;

/** P8: resident memory after 100,000 requests, against bare express + better-sqlite3 after as many. */
export function benchMemory(): Promise<BenchRow[]> {
  return withFolder(async (folder) => {
    const floor = await residentAfterLoad(await startBare(folder));
    const product = await residentAfterLoad(await startProduct(folder));
    return [
      {
        promise: 'P8',
        what: 'memory after 100,000 requests, against bare express + better-sqlite3',
        floor: mebibytes(floor),
        product: mebibytes(product),
        ratio: product / floor,
        goal: 1.5,
      },
    ];
  });
}

async function residentAfterLoad(server: ChildServer): Promise<number> {
  const agent = new Agent({ keepAlive: true, maxSockets: AT_ONCE });
  let left = REQUESTS;
  const one = async (): Promise<void> => {
    while (left-- > 0) await fetchText(`${server.address}/api/devices`, agent);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, one));
  agent.destroy();
  const resident = residentBytes(server.child.pid ?? 0);
  await server.stop();
  return resident;
}

/** VmRSS of a process (proc(5)), in bytes. */
function residentBytes(pid: number): number {
  const line = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
  return Number(line?.[1]) * 1024;
}

function fetchText(url: string, agent: Agent): Promise<void> {
  return new Promise((done, failed) => {
    get(url, { agent }, (response) => response.resume().on('end', done)).on('error', failed);
  });
}
