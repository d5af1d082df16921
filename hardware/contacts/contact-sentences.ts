import { LinkError } from '../../firmware-bridge/transport/transport.ts';
import type { ContactDoes } from '../../src/ports/contacts.ts';
import type { Sentence } from '../../src/ports/device.ts';
import { linkFaultSentence } from '../link-fault.ts';

const NAMES: Readonly<Record<ContactDoes, Sentence>> = {
  'fire-alarm': { zh: '消防触点', en: 'fire contact' },
  'stop-announcement': { zh: '停播按钮', en: 'stop button' },
};
const MEANS: Readonly<Record<ContactDoes, Sentence>> = {
  'fire-alarm': {
    zh: '有火警时广播不会自动静音，请按屏幕上的停播',
    en: 'In a fire alarm nothing is muted by itself: press stop on the screen',
  },
  'stop-announcement': { zh: '停播请按屏幕上的停播', en: 'Use the stop on the screen instead' },
};

/** A contact that cannot be read. */
export function saysContactFailed(does: ContactDoes, cause: unknown): Sentence {
  if (cause instanceof LinkError && cause.code === 'link/no-gpio') return linkFaultSentence(cause.code, NAMES[does]);
  const reason = cause instanceof Error ? cause.message : String(cause);
  const [name, means] = [NAMES[does], MEANS[does]];
  return {
    zh: `${name.zh}读不到。${means.zh}，并请检查接线。(${reason})`,
    en: `The ${name.en} cannot be read. ${means.en}, and have its wiring checked. (${reason})`,
  };
}

/** A contact that never stands still. */
export function saysContactBounces(does: ContactDoes): Sentence {
  const [name, means] = [NAMES[does], MEANS[does]];
  return {
    zh: `${name.zh}一直在抖动，读数不可信。${means.zh}，并请检查接线和触点。`,
    en: `The ${name.en} bounces without end and cannot be trusted. ${means.en}, and have wiring and contact checked.`,
  };
}
