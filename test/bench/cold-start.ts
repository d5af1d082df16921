import { withFolder } from './bench-service.ts';
import { startBare, startProduct } from './child-servers.ts';
import { type BenchRow, ms, quantile } from './measure.ts';

const ROUNDS = 12;

/** P12: from the start of the process until the screen is served, against bare node, express and an open database. */
export function benchColdStart(): Promise<BenchRow[]> {
  return withFolder(async (folder) => {
    const floor: number[] = [];
    const product: number[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      const bare = await startBare(folder);
      await bare.stop();
      const desk = await startProduct(folder);
      await desk.stop();
      // The very first start of each fills its database and the file cache.
      if (round === 0) continue;
      floor.push(bare.readyMs);
      product.push(desk.readyMs);
    }
    const [low, high] = [quantile(floor, 0.5), quantile(product, 0.5)];
    return [
      {
        promise: 'P12',
        what: 'cold start to ready, p50, against bare node + express + open',
        floor: ms(low),
        product: ms(high),
        ratio: high / low,
        goal: 2,
      },
    ];
  });
}
