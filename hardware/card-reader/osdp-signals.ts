import { buzzer, led, ledColour, type OsdpCommand } from '../../firmware-bridge/osdp/commands.ts';
import type { CardAnswer } from '../../src/ports/card-reader.ts';

/** What the person sees and hears for each answer. Times in 100 ms. */
const signals: Readonly<Record<CardAnswer, readonly OsdpCommand[]>> = {
  // Green for a second, one short beep.
  accepted: [
    led({ colour: ledColour.green, onTime: 10, offTime: 0, duration: 10 }),
    buzzer({ onTime: 1, offTime: 1, count: 1 }),
  ],
  // Red, blinking for two seconds, three short beeps.
  refused: [
    led({ colour: ledColour.red, onTime: 2, offTime: 2, duration: 20 }),
    buzzer({ onTime: 1, offTime: 1, count: 3 }),
  ],
  // Amber for three seconds, one long beep: look at the screen.
  attention: [
    led({ colour: ledColour.amber, onTime: 30, offTime: 0, duration: 30 }),
    buzzer({ onTime: 5, offTime: 1, count: 1 }),
  ],
};

/** LED and buzzer commands for what the desk decided. */
export function signalsFor(answer: CardAnswer): readonly OsdpCommand[] {
  return signals[answer];
}
