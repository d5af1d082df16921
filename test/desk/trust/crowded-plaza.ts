import { z } from 'zod';
import { makeServiceFolder, type ServiceFolder } from '../service-process.ts';
import { openRoomsDesk } from './rooms-desk.ts';

/** The demo plaza with enough people that nobody has to tap twice within the time a reader takes to forget a card. */
export interface CrowdedPlaza {
  readonly folder: ServiceFolder;
  readonly personOfCard: ReadonlyMap<string, number>;
  /** Another desk that starts from this one's records. */
  copy(): ServiceFolder;
}

const PEOPLE = 100;

/** A tap is a punch however soon it follows the last: the tests have no minute to wait. */
const rules = {
  attendance: (yaml: string) => yaml.replace(/repeatWindowSeconds: \{ value: \d+/, 'repeatWindowSeconds: { value: 0'),
};

export async function makeCrowdedPlaza(): Promise<CrowdedPlaza> {
  const folder = makeServiceFolder({ rules });
  const desk = await openRoomsDesk(folder);
  const personOfCard = new Map<string, number>();
  for (let number = 0; number < PEOPLE; number++) {
    const staffNo = String(5000 + number);
    const cardId = `4B${staffNo.padStart(8, '0')}`;
    const person = { staffNo, name: `员工${number}`, department: '物业部', roles: ['employee'], shiftId: 'reception' };
    const { personId } = z.object({ personId: z.int() }).parse(await desk.send('/people', person, `person-${staffNo}`));
    await desk.send('/cards', { cardId, kind: 'employee', personId }, `card-of-${staffNo}`);
    personOfCard.set(cardId, personId);
  }
  await desk.close();
  return { folder, personOfCard, copy: () => makeServiceFolder({ rules, dataOf: folder }) };
}
