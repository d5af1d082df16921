import { emergencyOf, emergencySource } from './emergency.rules.ts';
import { asked, type Emergencies, emergencyRulesOf, makeReady } from './emergency.ts';
import type { AnnouncementView } from './rules.ts';
import { sendToAir } from './send-to-air.ts';

/** The words of the emergencies are made ready when the start is over, so that a slow speech engine makes nobody wait, milliseconds. */
const READY_AFTER_MS = 20_000;

/**
 * What is to be heard until somebody stops it goes on when its rounds are over, in the name of the same supervisor. After a restart it does
 * not: then a person decides. Returns the function that ends it.
 */
export function followEmergencies(emergencies: Emergencies): () => void {
  const { broadcast } = emergencies;
  const goOn = (ended: AnnouncementView): void => {
    // Its last round may end just as somebody stops it.
    const wanted = ended.state === 'completed' && ended.endedBy === null;
    const emergencyId = wanted ? emergencyOf(ended.source) : undefined;
    const emergency = emergencyRulesOf(emergencies).emergencies.find(({ id }) => id === emergencyId);
    if (emergency?.untilStopped !== true) return;
    broadcast.desk.change('system', (change) => {
      change.record({
        kind: 'broadcast/emergency-goes-on',
        subject: emergencySource(emergency.id),
        body: { after: ended.id },
      });
      const { id, at } = { id: nextId(ended.id), at: change.at };
      const approvedBy = ended.approvedBy ?? ended.requestedBy;
      sendToAir(broadcast, change, { ...asked(emergencies, emergency, id), airAtMs: at.wallMs, approvedBy });
    });
  };
  const unfollow = broadcast.onAnnouncement((one) => {
    try {
      goOn(one);
    } catch (error) {
      broadcast.report(error);
    }
  });
  const cancel = broadcast.desk.clock.after(READY_AFTER_MS, () => void makeReady(emergencies));
  return () => {
    unfollow();
    cancel();
  };
}

/** `emergency-x`, `emergency-x+2`, `emergency-x+3` */
function nextId(id: string): string {
  const [, first = id, count = '1'] = /^(.*?)(?:\+(\d+))?$/.exec(id) ?? [];
  return `${first}+${Number(count) + 1}`;
}
