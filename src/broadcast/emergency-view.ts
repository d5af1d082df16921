import { type EmergencyView, emergencyOf, titleOf } from './emergency.rules.ts';
import { type Emergencies, emergencyRulesOf, waiting } from './emergency.ts';

/** The emergency page as it stands. */
export function emergencyView(emergencies: Emergencies): EmergencyView {
  const { broadcast, stored } = emergencies;
  const { emergencies: all } = emergencyRulesOf(emergencies);
  const armed = waiting(emergencies);
  const live = broadcast.store.live().findLast((one) => one.class === 'emergency' && one.code === null);
  const liveId = emergencyOf(live?.source ?? null) ?? '';
  return {
    emergencies: all.map((one) => ({
      id: one.id,
      title: titleOf(one),
      drill: one.drill,
      words: one.words,
      times: one.times,
      untilStopped: one.untilStopped,
      clause: one.clause,
      recorded: one.recording !== undefined && stored.has(one.recording),
    })),
    armed:
      armed === undefined
        ? null
        : { emergencyId: armed.emergencyId, leftMs: armed.untilMs - broadcast.desk.clock.monotonicMs() },
    live:
      live === undefined
        ? null
        : {
            announcementId: live.id,
            emergencyId: liveId,
            title: live.title,
            drill: all.find(({ id }) => id === liveId)?.drill ?? false,
            by: broadcast.parts.signature(live.approvedBy ?? live.requestedBy).name,
            startedAtMs: live.startedAtMs,
          },
    muted: broadcast.mute.sinceMs !== null,
  };
}
