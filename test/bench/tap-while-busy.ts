import { join } from 'node:path';
import { startService } from '../../src/service.ts';
import { benchSettings, withFolder } from './bench-service.ts';
import { type BenchRow, compare, timed } from './measure.ts';
import { insertTappers, signedIn } from './tappers.ts';

const ROUNDS = 300;
const WARM = 30;
/** Taps in a row in one mood, so that what runs beside them has begun and is still running. */
const IN_A_ROW = 10;

/** P10: a tap while the longest report there is (the whole journal checked), a backup and a stalled printer run, against one in peace. */
export function benchTapWhileBusy(): Promise<BenchRow[]> {
  return withFolder(async (folder) => {
    const service = await startService(benchSettings(join(folder, 'desk')));
    const cards = await insertTappers(service, 2 * ROUNDS + WARM);
    const ask = await signedIn(service);
    const reader = service.rooms.devices.all.find(({ device }) => device.kind === 'card-reader');
    const printer = service.rooms.devices.all.find(({ device }) => device.kind === 'receipt-printer');
    if (reader?.simulator === undefined || !('present' in reader.simulator) || printer?.simulator === undefined)
      throw new Error('the devices are not simulated');
    const { simulator } = reader;
    let backups = 0;

    const tap = (cardId: string): Promise<number> =>
      timed(
        () =>
          new Promise<void>((committed) => {
            const stop = service.live.on(({ name }) => {
              if (name !== 'punch') return;
              stop();
              committed();
            });
            simulator.present(cardId, 0);
          }),
      );
    /** Reports and backups in a loop beside the taps, and a printer that does not take its job, until it is called. */
    const makeBusy = (): (() => Promise<void>) => {
      let busy = true;
      const loop = async (work: () => Promise<unknown>): Promise<void> => {
        while (busy) await work();
      };
      printer.simulator?.setFault('offline', true);
      const loops = [
        loop(() => ask('/journal/chain')),
        loop(() => service.desk.database.backup(join(folder, `backup-${backups++ % 2}.db`))),
        ask('/printer/test', {}),
      ];
      return async () => {
        busy = false;
        await Promise.all(loops);
        printer.simulator?.setFault('offline', false);
      };
    };

    const samples = { floor: [] as number[], product: [] as number[] };
    const rest = cards.slice(WARM);
    for (const cardId of cards.slice(0, WARM)) await tap(cardId);
    while (rest.length > 0) {
      for (const cardId of rest.splice(0, IN_A_ROW)) samples.floor.push(await tap(cardId));
      const endBusy = makeBusy();
      for (const cardId of rest.splice(0, IN_A_ROW)) {
        await ask('/devices');
        samples.product.push(await tap(cardId));
      }
      await endBusy();
    }
    await service.stop();
    return [compare('P10', 'tap beside report, backup and stalled printer, p99', samples, 0.99, 2)];
  });
}
