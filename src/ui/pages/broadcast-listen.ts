import { signal } from '@preact/signals';
import { freshKey, Problem } from '../desk/api.ts';

/** True while a round is heard at the desk. */
export const listening = signal(false);

let sound: HTMLAudioElement | undefined;

/** Stops listening. */
export function quiet(): void {
  sound?.pause();
  if (sound !== undefined) URL.revokeObjectURL(sound.src);
  sound = undefined;
  listening.value = false;
}

/** Plays one round here, not on the air. @throws Problem */
export function listen(path: string, body: object): Promise<void> {
  return play(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': freshKey() },
    body: JSON.stringify(body),
  });
}

/** Plays a sound that is there already, here only. @throws Problem */
export function listenTo(path: string): Promise<void> {
  return play(path, {});
}

async function play(path: string, request: RequestInit): Promise<void> {
  quiet();
  listening.value = true;
  try {
    const response = await fetch(path, request);
    if (!response.ok) throw await refused(response);
    const here = new Audio(URL.createObjectURL(await response.blob()));
    sound = here;
    here.onended = quiet;
    await here.play();
  } catch (thrown) {
    quiet();
    throw thrown;
  }
}

async function refused(response: Response): Promise<Problem> {
  const body = await response.json();
  return new Problem(response.status, body.code, body.detail, body.field);
}
