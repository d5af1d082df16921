import { z } from 'zod';
import { dated, ruled } from '../ruled.ts';

export const liveRules = dated({
  talkLimitSeconds: ruled(z.int().min(5).max(600)),
  handLostMs: ruled(z.int().min(1_000).max(10_000)),
  mayWaitSeconds: ruled(z.int().min(1).max(60)),
  takeLimitSeconds: ruled(z.int().min(5).max(600)),
  recordingGapSeconds: ruled(z.int().min(0).max(120)),
  mostRecordings: ruled(z.int().min(1).max(500)),
});
export type LiveRules = z.output<typeof liveRules>[number];
