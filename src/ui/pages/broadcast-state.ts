import { computed, effect, signal } from '@preact/signals';
import type { Audience, FollowedCall, FollowedDraft } from '../../broadcast/follow-up.rules.ts';
import type { AirView, BroadcastOptions } from '../../broadcast/rules.ts';
import type { LostObjectForm, LostPersonForm } from '../../broadcast/script.rules.ts';
import { command, get } from '../desk/api.ts';
import { session } from '../desk/desk.ts';
import { browserMs } from '../desk/desk-clock.ts';
import { link, onEvent } from '../desk/events.ts';

export type CallKind = 'lost-person' | 'lost-object';
/** What has a form of its own on the broadcast page. */
export type FormKind = CallKind | 'service';

/** Form fields as typed; what is still open is `undefined` or empty. */
export type PersonFields = Omit<LostPersonForm, 'sex' | 'place' | 'kind'> & {
  readonly sex?: LostPersonForm['sex'] | undefined;
  readonly place?: string | undefined;
};
export type ObjectFields = Omit<LostObjectForm, 'object' | 'place' | 'kind'> & {
  readonly object?: string | undefined;
  readonly place?: string | undefined;
};

/** Which part of the page is open; the same for all tabs of a kind, and kept when one leaves the page. */
export type Step = 'form' | 'more' | 'approve' | 'check';

/** A prepared notice with what has been filled in so far; id `own`: the desk's own words. */
export interface PreparedNotice {
  readonly id: string;
  readonly words: Readonly<Record<string, string>>;
}

/** How often and in what it is to be heard. */
interface Airing {
  readonly times?: number;
  readonly gapSeconds?: number;
  readonly english: boolean;
}

interface Asking {
  readonly requester: string;
  readonly phone: string;
  /** Of the lost-property ledger. */
  readonly ledgerNumber: string;
  readonly ticket: { readonly name: string; readonly id: string } | undefined;
}
const nobody: Asking = { requester: '', phone: '', ledgerNumber: '', ticket: undefined };
const usualAge = 5;
const everywhere = { 'lost-person': [], 'lost-object': [], service: [] };

// Kept outside the pages: a half-filled form survives a look at another page.
export const options = signal<BroadcastOptions | undefined>(undefined);
export const person = signal<PersonFields>({ age: usualAge, meeting: '' });
export const object = signal<ObjectFields>({ meeting: '' });
export const asking = signal<Readonly<Record<CallKind, Asking>>>({ 'lost-person': nobody, 'lost-object': nobody });
export const notice = signal({ zh: '', en: '' });
/** The prepared notice that is being filled in, and the words for it. */
export const prepared = signal<PreparedNotice | undefined>(undefined);
export const steps = signal<Readonly<Record<FormKind, Step>>>({
  'lost-person': 'form',
  'lost-object': 'form',
  service: 'form',
});
/** The announcement for which the form has been emptied. */
export const clearedFor = signal<string | undefined>(undefined);
export const airing = signal<Airing>({ english: false });
/** Where each form is to be heard; empty: everywhere. One form's choice is never another's: a child is sought in the whole plaza. */
export const zones = signal<Readonly<Record<FormKind, readonly string[]>>>(everywhere);
/** To whom a call goes, where the clerk has chosen; otherwise the rule has. */
export const audiences = signal<Readonly<Partial<Record<CallKind, Audience>>>>({});
/** Classes for which the clerk has asked for a new form although a call is open or on the air. */
export const fresh = signal<Readonly<Record<FormKind, boolean>>>({
  'lost-person': false,
  'lost-object': false,
  service: false,
});

/** The air as last told, and when (browser milliseconds), to let the head move between two reports. */
export const airNow = signal<{ readonly view: AirView; readonly atMs: number } | undefined>(undefined);
export const calls = signal<readonly FollowedCall[]>([]);
/** When the calls were last told (browser milliseconds): their timers run on from then. */
export const callsToldAt = signal(0);
export const drafts = signal<Readonly<Partial<Record<CallKind, FollowedDraft>>>>({});
export const draftFailed = signal<unknown>(undefined);

export const times = computed(() => airing.value.times ?? options.value?.repeats.value.default ?? 1);
export const gapSeconds = computed(() => airing.value.gapSeconds ?? options.value?.gapSeconds.value.default ?? 0);
const meeting = (chosen: string): string => (chosen === '' ? (options.value?.meetingPoints[0]?.id ?? '') : chosen);

export function go(kind: FormKind, step: Step): void {
  steps.value = { ...steps.value, [kind]: step };
}

/** Forms whose words are on their way to the air, and would only be sent again. */
const sent = new Set<FormKind>();

/** The form has been sent; it is kept until it is heard, in case it is taken back and changed. */
export function wasSent(kind: FormKind): void {
  sent.add(kind);
  wantFresh(kind, false);
}

/** Opens a new form beside a call that is open or on the air, or goes back to it. */
export function wantFresh(kind: FormKind, wanted: boolean): void {
  if (wanted && sent.has(kind)) clearForm(kind);
  fresh.value = { ...fresh.value, [kind]: wanted };
}

/** Empties a form, with every personal word in it. */
export function clearForm(kind: FormKind): void {
  sent.delete(kind);
  if (kind === 'lost-person') person.value = { age: usualAge, meeting: '' };
  if (kind === 'lost-object') object.value = { meeting: '' };
  if (kind === 'service') {
    notice.value = { zh: '', en: '' };
    prepared.value = undefined;
  } else {
    asking.value = { ...asking.value, [kind]: nobody };
    drafts.value = { ...drafts.value, [kind]: undefined };
    audiences.value = { ...audiences.value, [kind]: undefined };
  }
  airing.value = { english: false };
  zones.value = { ...zones.value, [kind]: [] };
  go(kind, 'form');
}

const written = (text: string | undefined): string | undefined => (text?.trim() === '' ? undefined : text?.trim());

/** The call's body, or `undefined` while something it needs is still open. */
export function bodyOf(kind: CallKind): object | undefined {
  const form = kind === 'lost-person' ? personForm() : objectForm();
  if (form === undefined) return undefined;
  const { requester, phone, ledgerNumber, ticket } = asking.value[kind];
  return {
    form,
    english: airing.value.english,
    times: times.value,
    gapSeconds: gapSeconds.value,
    requester: written(requester),
    phone: written(phone),
    nameTicket: ticket?.id,
    audience: audiences.value[kind],
    zones: zones.value[kind],
    ledgerNumber: written(ledgerNumber),
  };
}

function personForm(): LostPersonForm | undefined {
  const { sex, place, name, feature, placeText, ...rest } = person.value;
  if (sex === undefined || place === undefined) return undefined;
  const own = place === 'other' ? written(placeText) : undefined;
  if (place === 'other' && own === undefined) return undefined;
  return {
    ...rest,
    kind: 'lost-person',
    sex,
    place,
    placeText: own,
    name: written(name),
    feature: written(feature),
    meeting: meeting(rest.meeting),
  };
}

function objectForm(): LostObjectForm | undefined {
  const { object: what, objectText, place, placeText, feature, ...rest } = object.value;
  if (what === undefined || place === undefined) return undefined;
  const [ownObject, ownPlace] = [written(objectText), written(placeText)];
  if ((what === 'other' && ownObject === undefined) || (place === 'other' && ownPlace === undefined)) return undefined;
  return {
    ...rest,
    kind: 'lost-object',
    object: what,
    objectText: what === 'other' ? ownObject : undefined,
    place,
    placeText: place === 'other' ? ownPlace : undefined,
    feature: written(feature),
    meeting: meeting(rest.meeting),
  };
}

/** The sentence to say at a step, in both languages. */
export const phrase = (key: string) => options.value?.phrases[`broadcast.${key}`];

export function tellAir(view: AirView): void {
  airNow.value = { view, atMs: browserMs() };
}

async function loadAir(): Promise<void> {
  tellAir(await get<AirView>('/api/air'));
  options.value ??= await get<BroadcastOptions>('/api/broadcast/options');
}

export async function loadCalls(): Promise<void> {
  if (session.value === null) return;
  const told = await get<FollowedCall[]>('/api/calls');
  callsToldAt.value = browserMs();
  calls.value = told;
}

// Following the air is harmless to miss: the next event or reconnection brings it.
const ignore = (): undefined => undefined;

/** Follows the air while a broadcast page is open; returns the function that stops it. */
export function followAir(): () => void {
  const offs = [
    onEvent('air', (view: AirView) => {
      tellAir(view);
      loadCalls().catch(ignore);
    }),
    effect(() => {
      if (link.value !== 'up') return;
      const signedIn = session.value !== null;
      loadAir().catch(ignore);
      if (signedIn) loadCalls().catch(ignore);
    }),
  ];
  return () => {
    for (const off of offs) off();
  };
}

const draftAfterMs = 120;
let asked = 0;

/** Keeps the script beside the form as the form stands. */
export function followDraft(kind: CallKind): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const off = effect(() => {
    const body = bodyOf(kind);
    clearTimeout(timer);
    const mine = ++asked;
    if (body === undefined) {
      drafts.value = { ...drafts.peek(), [kind]: undefined };
      return;
    }
    timer = setTimeout(() => {
      command<FollowedDraft>('POST', '/api/calls/draft', body).then(
        (draft) => {
          if (mine !== asked) return;
          drafts.value = { ...drafts.value, [kind]: draft };
          draftFailed.value = undefined;
        },
        (thrown: unknown) => {
          if (mine === asked) draftFailed.value = thrown;
        },
      );
    }, draftAfterMs);
  });
  return () => {
    off();
    clearTimeout(timer);
  };
}
