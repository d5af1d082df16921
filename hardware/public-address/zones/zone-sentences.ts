import type { Sentence } from '../../../src/ports/device.ts';

/** What a clerk reads while relays of zones cannot be switched. */
export function zoneFault(names: readonly Sentence[]): Sentence {
  const zh = names.map((name) => name.zh).join('、');
  const en = names.map((name) => name.en).join(', ');
  return {
    zh: `分区继电器不动作：${zh}。广播照常播出，但这些区域可能听不到。请检查继电器板和接线，修好后会自动恢复。`,
    en: `The relay does not follow: ${en}. Announcements are aired, but may not be heard there. Check the relay board and its wires; it recovers by itself.`,
  };
}
