import { afterEach, describe, expect, it, test } from 'vitest';
import { openCardReader } from '../../../hardware/card-reader/open-card-reader.ts';
import { type BenchedDevice, type Devices, openDevicesRoom, startDevices } from '../../../src/devices/actions.ts';
import { cardOfFace } from '../../../src/devices/number.rules.ts';
import { numberRoutes } from '../../../src/devices/numbers.routes.ts';
import { deviceRoutes } from '../../../src/devices/routes.ts';
import { openTestDesk, type TestDesk } from '../../desk-fixture.ts';
import { fakePrinter } from '../../fake-printer.ts';
import { openHttp } from '../../http-fixture.ts';

describe('The face of a card', () => {
  test.each([
    ['0040856634', '*026F6C3A'],
    [' 111,27706 ', '*6F6C3A'],
    ['0040856634 111,27706', '*026F6C3A'],
    ['0040856634111,27706', '*026F6C3A'],
    ['018，23011', '*1259E3'],
    ['62e3086ced', '62E3086CED'],
    ['DEADBEEF', 'DEADBEEF'],
  ])('%s is %s', (face, card) => expect(cardOfFace(face)).toBe(card));

  test.each(['', '40856634', '4294967296', '256,00000', '111,65536', '0040856634 111,27707', '12,', 'F00', 'GG', '晴'])(
    '“%s” is none',
    (face) => expect(cardOfFace(face)).toBeUndefined(),
  );
});

describe('A reader whose format nobody knows', () => {
  let desk: TestDesk | undefined;
  let http: Awaited<ReturnType<typeof openHttp>> | undefined;
  afterEach(async () => {
    await http?.close();
    desk?.dispose();
  });

  /** It writes eight digits while the configuration says ten; a shift lead is signed in at the screen. */
  async function open() {
    desk = openTestDesk();
    const { clock } = desk;
    const { reader, simulator } = openCardReader(
      { id: 'reader-1', model: 'hid-keyboard', link: 'simulated', format: '8H-10D' },
      clock,
    );
    if (simulator === undefined) throw new Error('no simulator');
    const all: BenchedDevice[] = [{ device: reader, simulator }, { device: fakePrinter() }];
    const devices: Devices = openDevicesRoom(desk, all, () => undefined);
    await startDevices(devices);
    await clock.advance(0);
    simulator.setFault('other-format', true);
    const session = { token: 'x', staffId: 7, staffNo: '1018', name: '李敏', expiresAtMs: 0 };
    http = await openHttp([...deviceRoutes(devices), ...numberRoutes(devices)], (token) =>
      token === undefined ? undefined : { ...session, roles: token === 'lead' ? ['shift-lead'] : ['clerk'] },
    );
    const tap = async (card: string) => {
      simulator.present(card);
      await clock.advance(1_500);
    };
    return { desk, devices, reader, tap, lead: http.screen('lead'), clerk: http.screen('clerk') };
  }

  const numbers = '/devices/reader-1/numbers';

  it('is learned from a card that is known by its face, kept, and read by from then on', async () => {
    const { lead, reader, tap, desk: opened } = await open();
    const cards: string[] = [];
    reader.onCard(({ cardId }) => cards.push(cardId));
    expect((await lead.get(`${numbers}?face=0000004132`)).body).toMatchObject({ written: null, fits: [] });
    await tap('4A00001024');
    expect(cards).toEqual([]);
    expect(opened.events.filter(({ name }) => name === 'written')).toEqual([
      { name: 'written', payload: { device: 'reader-1' } },
    ]);
    const { body } = await lead.get(`${numbers}?face=0000004132`);
    expect(body).toMatchObject({ format: '8H-10D', written: { text: '00004132' }, fits: ['6H-8D'] });
    expect((await lead.put('/devices/reader-1/lesson', { lesson: { format: body.fits[0] } })).status).toBe(200);
    await tap('4A00001024');
    expect(cards).toEqual(['*001024']);
    expect((await lead.get(numbers)).body).toMatchObject({ format: '6H-8D', fits: [] });
  });

  it('is learned from somebody’s card, and not from another one', async () => {
    const { lead, tap } = await open();
    await tap('4A00001024');
    expect((await lead.get(`${numbers}?card=4A00001024`)).body.fits).toEqual(['6H-8D']);
    expect((await lead.get(`${numbers}?card=4A00001001`)).body.fits).toEqual([]);
  });

  it('is taught by those who may, on a device that can, with a number that is one', async () => {
    const { lead, clerk } = await open();
    expect((await clerk.get(numbers)).status).toBe(403);
    expect((await lead.get('/devices/printer-1/numbers')).body).toMatchObject({ format: null, fits: [] });
    expect((await lead.get('/devices/none/numbers')).body.code).toBe('devices/not-found');
    expect((await lead.get(`${numbers}?face=12`)).body).toMatchObject({ code: 'devices/no-such-face', field: 'face' });
    expect((await lead.get(`${numbers}?face=0040856634&card=4A00001024`)).status).toBe(400);
    expect((await lead.put('/devices/reader-1/lesson', { lesson: { format: '9X' } })).body.code).toBe(
      'devices/lesson-refused',
    );
  });

  it('is not listened to after the stop', async () => {
    const { devices, tap, desk: opened } = await open();
    await devices.stop();
    await tap('4A00001024').catch(() => undefined);
    expect(opened.events.filter(({ name }) => name === 'written')).toEqual([]);
  });
});
