import { Temporal } from 'temporal-polyfill';
import { inForce } from '../../config/ruled.ts';
import type { EmergencyRules } from '../../config/rules/emergency.ts';
import type { Acted, Change, Command } from '../journal/desk.ts';
import { DeskError } from '../ports/desk-error.ts';
import type { Sentence } from '../ports/device.ts';
import { type Broadcast, silence } from './broadcast-room.ts';
import { type Emergency, type EmergencyCard, emergencyParts, emergencySource, titleOf } from './emergency.rules.ts';
import { emergencyMuted, emergencyOnAir, emergencyPost, notArmed, unknownEmergency } from './emergency-refusals.ts';
import { sendToAir } from './send-to-air.ts';

/** Somebody whose card or PIN was checked. */
export interface Holder {
  readonly id: number;
  readonly name: string;
  readonly roles: readonly string[];
}

/** What waits for a card. In memory only: after a restart it is armed again, by hand. */
interface Armed {
  /** Of the command that armed it; the announcement is named after it, so that two cards are one broadcast. */
  readonly id: string;
  readonly emergencyId: string;
  readonly untilMs: number;
}

/** The emergency announcements of the desk. */
export interface Emergencies {
  readonly broadcast: Broadcast;
  readonly rules: readonly EmergencyRules[];
  armed: Armed | undefined;
  /** The card that was taken last, and until when it is neither another broadcast nor a punch. */
  taken: { readonly holderId: number; readonly card: EmergencyCard; readonly untilMs: number } | undefined;
  /** Ids of the recordings the device can air, as far as it was asked. */
  stored: ReadonlySet<string>;
}

/** Opens the emergency announcements. */
export function openEmergencies(broadcast: Broadcast, rules: readonly EmergencyRules[]): Emergencies {
  return { broadcast, rules, armed: undefined, taken: undefined, stored: new Set() };
}

/** Looks which recordings there are, and has every word of every emergency ready before it is needed. Never throws. */
export async function makeReady(emergencies: Emergencies): Promise<void> {
  const { publicAddress } = emergencies.broadcast;
  try {
    const recordings = await publicAddress.recordings();
    emergencies.stored = new Set(recordings.filter(({ unreadable }) => unreadable === undefined).map(({ id }) => id));
    const { armed } = emergencies;
    const all = emergencyRulesOf(emergencies).emergencies;
    const first = all.filter(({ id }) => id === armed?.emergencyId);
    for (const one of new Set([...first, ...all])) {
      const parts = partsOf(emergencies, one);
      await publicAddress.prepare({ id: `ready-${one.id}`, parts, times: 1, gapMs: 0 });
    }
  } catch (error) {
    // It shows as a fault of the device; the emergency itself is tried all the same.
    emergencies.broadcast.report(error);
  }
}

/** The rules in force today. */
export function emergencyRulesOf({ broadcast, rules }: Emergencies): EmergencyRules {
  const { clock, timeZone } = broadcast.desk;
  const now = Temporal.Instant.fromEpochMilliseconds(clock.read().wallMs).toZonedDateTimeISO(timeZone);
  return inForce(rules, now.toPlainDate().toString());
}

/**
 * Asks for an emergency: from now on a supervisor's card puts it on the air. Anybody at the screen may ask.
 * @throws DeskError `emergency/unknown`, `emergency/muted`, `emergency/on-air`
 */
export function armEmergency(
  emergencies: Emergencies,
  command: Command,
  emergencyId: string,
): Acted<{ waitsMs: number }> {
  const { desk } = emergencies.broadcast;
  const acted = desk.act(command, 'broadcast/arm-emergency', (change) => {
    const { id } = mayAir(emergencies, emergencyId);
    change.record({ kind: 'broadcast/emergency-armed', subject: emergencySource(id), body: {} });
    return { waitsMs: emergencyRulesOf(emergencies).armedSeconds.value * 1000 };
  });
  if (!acted.repeated) {
    emergencies.armed = { id: command.id, emergencyId, untilMs: desk.clock.monotonicMs() + acted.answer.waitsMs };
    void makeReady(emergencies);
  }
  return acted;
}

/** Waits for no card any more; also fine when nothing waited. What cannot be written down is given up all the same. */
export function disarm(emergencies: Emergencies, command: Command): Acted<{ disarmed: boolean }> {
  const armed = waiting(emergencies);
  const giveUp = (): void => {
    emergencies.armed = undefined;
  };
  try {
    return emergencies.broadcast.desk.act(command, 'broadcast/disarm-emergency', (change) => {
      const subject = armed === undefined ? 'emergency' : emergencySource(armed.emergencyId);
      change.record({ kind: 'broadcast/emergency-disarmed', subject, body: { waited: armed !== undefined } });
      change.afterCommit(giveUp);
      return { disarmed: armed !== undefined };
    });
  } catch (error) {
    if (!(error instanceof DeskError)) giveUp();
    throw error;
  }
}

/**
 * Takes an employee's card for the emergency that waits for one; `undefined` when none does, and the card is for something else. A card
 * that may not leaves it waiting. The card that put it on the air, held on or shown again, is the same broadcast and no punch.
 */
export function takeEmergencyCard(emergencies: Emergencies, holder: Holder): EmergencyCard | undefined {
  const { desk } = emergencies.broadcast;
  const { taken } = emergencies;
  const nowMs = desk.clock.monotonicMs();
  if (taken?.holderId === holder.id && nowMs < taken.untilMs) return taken.card;
  const armed = waiting(emergencies);
  if (armed === undefined) return undefined;
  const card = decide(emergencies, armed, holder);
  const untilMs = nowMs + emergencyRulesOf(emergencies).sameCardSeconds.value * 1000;
  if (card.accepted) {
    emergencies.armed = undefined;
    emergencies.taken = { holderId: holder.id, card, untilMs };
  }
  return card;
}

/**
 * Number and PIN instead of the card, for a reader that is dead.
 * @throws DeskError `emergency/not-armed`, `emergency/post`, `emergency/muted`, `emergency/on-air`
 */
export function airByPin(emergencies: Emergencies, command: Command, holder: Holder): { readonly emergencyId: string } {
  const armed = waiting(emergencies);
  if (armed !== undefined && !mayHold(emergencies, holder)) throw refusePost(emergencies, armed, holder, 'pin');
  return emergencies.broadcast.desk.act(command, 'broadcast/air-emergency', (change) => {
    if (armed === undefined) throw notArmed();
    putOnAir(emergencies, change, armed, holder, 'pin');
    change.afterCommit(() => {
      emergencies.armed = undefined;
    });
    return { emergencyId: armed.emergencyId };
  }).answer;
}

function decide(emergencies: Emergencies, armed: Armed, holder: Holder): EmergencyCard {
  const { emergencyId } = armed;
  const answer = (accepted: boolean, says: Sentence) => ({ emergencyId, accepted, name: holder.name, says });
  if (!mayHold(emergencies, holder)) return answer(false, refusePost(emergencies, armed, holder, 'card').says);
  try {
    const { zh, en } = emergencies.broadcast.desk.change(`staff:${holder.id}`, (change) =>
      putOnAir(emergencies, change, armed, holder, 'card'),
    );
    return answer(true, { zh: `“${zh}”已播出。`, en: `"${en}" is on the air.` });
  } catch (error) {
    if (error instanceof DeskError) return answer(false, error.says);
    throw error;
  }
}

/** Puts it on the air, in the name of whose card it is; another emergency on the air ends for it. */
function putOnAir(
  emergencies: Emergencies,
  change: Change,
  armed: Armed,
  holder: Holder,
  how: 'card' | 'pin',
): Sentence {
  const { broadcast } = emergencies;
  const emergency = mayAir(emergencies, armed.emergencyId);
  change.record({
    kind: 'broadcast/emergency-aired',
    subject: emergencySource(emergency.id),
    body: { how, drill: emergency.drill, staff: holder.id },
  });
  const others = broadcast.store.live().filter((one) => one.class === 'emergency');
  silence(broadcast, change, others, 'air/other-emergency');
  sendToAir(broadcast, change, {
    ...asked(emergencies, emergency, `emergency-${armed.id}`),
    airAtMs: change.at.wallMs,
    approvedBy: `staff:${holder.id}`,
  });
  return titleOf(emergency);
}

/** The emergency of this id, if it may be aired now. @throws DeskError */
function mayAir(emergencies: Emergencies, emergencyId: string): Emergency {
  const { store, mute } = emergencies.broadcast;
  const found = emergencyRulesOf(emergencies).emergencies.find(({ id }) => id === emergencyId);
  if (found === undefined) throw unknownEmergency(emergencyId);
  if (mute.sinceMs !== null) throw emergencyMuted();
  const source = emergencySource(emergencyId);
  if (store.live().some((one) => one.source === source && one.code === null)) throw emergencyOnAir(titleOf(found));
  return found;
}

/** Who tries what he may not is written down. */
function refusePost(emergencies: Emergencies, armed: Armed, holder: Holder, how: 'card' | 'pin'): DeskError {
  emergencies.broadcast.desk.change(`staff:${holder.id}`, (change) =>
    change.record({ kind: 'broadcast/emergency-refused', subject: emergencySource(armed.emergencyId), body: { how } }),
  );
  return emergencyPost(how);
}

/** An announcement of an emergency, without who answers for it. */
export function asked(emergencies: Emergencies, emergency: Emergency, id: string) {
  return {
    id,
    class: 'emergency' as const,
    source: emergencySource(emergency.id),
    title: titleOf(emergency),
    parts: partsOf(emergencies, emergency),
    times: emergency.times,
    gapMs: emergency.gapSeconds * 1000,
  };
}

function partsOf(emergencies: Emergencies, emergency: Emergency) {
  return emergencyParts(emergency, emergencyRulesOf(emergencies).drillWords, emergencies.stored);
}

/** What waits for a card now. */
export function waiting({ armed, broadcast }: Emergencies): Armed | undefined {
  return armed !== undefined && broadcast.desk.clock.monotonicMs() < armed.untilMs ? armed : undefined;
}

function mayHold(emergencies: Emergencies, { roles }: Holder): boolean {
  const { posts } = emergencyRulesOf(emergencies);
  return roles.includes('administrator') || posts.value.some((post) => roles.includes(post));
}
