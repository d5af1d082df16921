import { describe, expect, test } from 'vitest';
import { DeviceError } from '../../../src/ports/device.ts';
import { osdpDesk } from './osdp-desk.ts';

const chen = '62E3086CED';

describe('the secure channel', () => {
  test('nothing of a card is on the wire in the clear', async () => {
    const { clock, cable, simulator, cards } = await osdpDesk();
    const heard: number[] = [];
    cable.near.onBytes((chunk) => heard.push(...chunk));
    simulator.present(chen);
    await clock.advance(200);
    expect(cards).toEqual([chen]);
    expect(Buffer.from(heard).toString('hex').toUpperCase()).not.toContain(chen);
  });

  test('a reader with another key gives no cards where a session is required', async () => {
    const { clock, reader, simulator, cards } = await osdpDesk();
    simulator.setFault('wrong-key', true);
    await clock.advance(3_000);
    expect(reader.health()).toMatchObject({ state: 'fault', faults: [{ code: 'osdp/key-refused' }] });
    simulator.present(chen);
    await clock.advance(30_000);
    expect(cards).toEqual([]);
    simulator.setFault('wrong-key', false);
    await clock.advance(15_000);
    expect(reader.health()).toMatchObject({ state: 'ready', faults: [] });
  });

  test('where it is preferred, the reader works in the clear and says so', async () => {
    const { clock, reader, simulator, cards } = await osdpDesk({ secure: 'preferred' });
    simulator.setFault('no-secure-channel', true);
    await clock.advance(3_000);
    expect(reader.health()).toMatchObject({ state: 'waiting', faults: [{ code: 'osdp/in-the-clear' }] });
    simulator.present(chen);
    await clock.advance(100);
    expect(cards).toEqual([chen]);
    simulator.setFault('no-secure-channel', false);
    await clock.advance(3_000);
    expect(reader.health()).toMatchObject({ state: 'ready', faults: [] });
    expect(simulator.peripheral.isSecure).toBe(true);
  });

  test('a reader that cannot encrypt is refused where a session is required', async () => {
    const { clock, reader, simulator } = await osdpDesk();
    simulator.setFault('no-secure-channel', true);
    await clock.advance(3_000);
    expect(reader.health()).toMatchObject({ state: 'fault', faults: [{ code: 'osdp/no-secure-channel' }] });
  });

  test('the key it was sold with works and is told', async () => {
    const { reader } = await osdpDesk({ panelKey: 'install' });
    expect(reader.health()).toMatchObject({ state: 'waiting', faults: [{ code: 'osdp/install-key' }] });
  });

  test('a site key is put into a reader in install mode only when an administrator asks', async () => {
    const { clock, reader, simulator, cards } = await osdpDesk({ panelKey: 'site', readerKey: 'install' });
    expect(reader.health()).toMatchObject({ state: 'fault', faults: [{ code: 'osdp/key-refused' }] });
    await clock.advance(60_000);
    expect(simulator.peripheral.siteKey).toBeUndefined();
    const done = reader.installSiteKey();
    await clock.advance(3_000);
    await done;
    expect(Buffer.from(simulator.peripheral.siteKey ?? []).toString('hex')).toBe('0f1e2d3c4b5a69788796a5b4c3d2e1f0');
    expect(reader.health()).toMatchObject({ state: 'ready', faults: [] });
    simulator.present(chen);
    await clock.advance(100);
    expect(cards).toEqual([chen]);
  });

  test('a reader that already has a key refuses, with a sentence, and keeps working', async () => {
    const { clock, reader, simulator, cards } = await osdpDesk();
    const refused = expect(reader.installSiteKey()).rejects.toMatchObject({ code: 'reader/key-not-installed' });
    await clock.advance(3_000);
    await refused;
    simulator.present(chen);
    await clock.advance(100);
    expect(cards).toEqual([chen]);
  });

  test.each(['silent', 'busy', 'disconnect', 'no-secure-channel'])(
    'a key that cannot be put in because of %s is told',
    async (fault) => {
      const { clock, reader, simulator } = await osdpDesk({ readerKey: 'install' });
      const refused = expect(reader.installSiteKey()).rejects.toBeInstanceOf(DeviceError);
      simulator.setFault(fault, true);
      await clock.advance(20_000);
      await refused;
      expect(simulator.peripheral.siteKey).toBeUndefined();
    },
  );

  test('a reader that is stopped meanwhile, or was before, takes no key', async () => {
    const { reader } = await osdpDesk({ readerKey: 'install' });
    const refused = expect(reader.installSiteKey()).rejects.toMatchObject({ code: 'reader/key-not-installed' });
    await reader.stop();
    await refused;
    await expect(reader.installSiteKey()).rejects.toMatchObject({ code: 'reader/key-not-installed' });
  });

  test('without a key file there is nothing to put in', async () => {
    const { reader } = await osdpDesk({ panelKey: 'install' });
    await expect(reader.installSiteKey()).rejects.toMatchObject({ code: 'reader/no-site-key' });
  });
});
