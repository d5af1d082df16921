import { readFileSync } from 'node:fs';
import { serializeEm4100 } from '../../../firmware-bridge/em4100/serialize.ts';
import { openPrinterEnd } from '../../../hardware/rig/printer-end.ts';
import { openSerialEnd } from '../../../hardware/rig/serial-end.ts';
import type { LoanView } from '../../../src/loans/view.rules.ts';
import { deviceIs } from '../devices.ts';
import type { Scenario } from '../scenario.ts';

/** The udev rules give the service's own user, who is nobody else, every device it needs. */
export const rights: Scenario = {
  asServiceUser: true,
  devices: `  - id: reader-2
    kind: card-reader
    model: hid-keyboard
    link: { hid: { vendorId: "ffff", productId: "0035" } }
    format: 8H-10D
`,
  async run(world) {
    const { desk, doors, until } = world;
    if (!desk.isReadable()) {
      world.check('not tried: the project’s folder is closed to every other user of this machine', true);
      return;
    }
    const printer = openPrinterEnd('epson-tm-t82iii');
    doors.startWatch();
    await desk.start();
    const uid = /^Uid:\s*(\d+)/m.exec(readFileSync(`/proc/${desk.pid}/status`, 'utf8'))?.[1];
    world.check('the service is not root', uid !== undefined && uid !== '0', `user ${uid}`);
    for (const device of ['reader-1', 'reader-2', 'printer-1', 'cabinet-1', 'pa-1']) {
      // Waiting is for a person: there is no music in the folder yet.
      const view = await deviceIs(world, device, 'ready', 'waiting');
      world.check(
        `it may use ${device}`,
        true,
        view.faults.map(({ code }) => code),
      );
    }
    await desk.openFirstTime();
    const [holder] = await desk.addPeople(1);
    openSerialEnd('/dev/ttyGS0').send(serializeEm4100(holder?.cardId ?? ''));
    await until('the card to be a punch', () => desk.events.some(({ name }) => name === 'punch'));
    await desk.ask('POST', '/loans/items', { kind: 'umbrella', number: 'A1', door: 1 });
    const loan: LoanView = await desk.ask('POST', '/loans/umbrella', {});
    await desk.ask('POST', `/loans/${loan.id}/deposit-taken`);
    await until('the coil to have been on', () => doors.pulses[0]?.endedMs !== undefined);
    await until('the slip to be confirmed', async () => {
      const jobs: { state: string }[] = await desk.ask('GET', '/print-jobs');
      return jobs.some(({ state }) => state === 'confirmed');
    });
    world.check('card, lock and printer work', doors.pulses.length === 1 && printer.received.length > 0);
    world.check('the service stops in good order', (await desk.stop()) === 0);
    doors.stopWatch();
    printer.close();
  },
};
