import type { Route } from './http/route.ts';
import type { Desk } from './journal/desk.ts';
import { openLive } from './live/actions.ts';
import { liveRoutes } from './live/routes.ts';
import { openRecordings, type RecordingsParts } from './recordings/actions.ts';
import { recordingRoutes } from './recordings/routes.ts';

/** Everything that is done with the desk's own microphone: live talks, and recordings. */
export function openVoice(
  desk: Desk,
  {
    broadcast,
    ...more
  }: Pick<RecordingsParts, 'rules' | 'report'> & { readonly broadcast: RecordingsParts['broadcast'] | undefined },
): { readonly routes: readonly Route[]; stop(): void } {
  if (broadcast === undefined) return { routes: [], stop: () => undefined };
  const parts = { ...more, broadcast, publicAddress: broadcast.publicAddress };
  const live = openLive(desk, parts);
  const recordings = openRecordings(desk, parts);
  return {
    routes: [...liveRoutes(live), ...recordingRoutes(recordings)],
    stop() {
      live.stop();
      recordings.stop();
    },
  };
}
