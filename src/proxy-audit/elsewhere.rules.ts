import type { ProxyAuditRules } from '../../config/rules/proxy-audit.ts';
import {
  type AuditPunch,
  byTime,
  type Elsewhere,
  type FlagKind,
  type FoundFlag,
  grouped,
  type Incident,
} from './rules.ts';

const SECOND_MS = 1_000;
const MINUTE_MS = 60_000;

/**
 * Punches of a card while its owner was recorded elsewhere: on leave, out on business, at another reader, at another post. One flag for each
 * person and kind.
 *
 * @param postOf the post somebody is rostered at on a day; empty: none
 */
export function elsewhereFlags(
  punches: readonly AuditPunch[],
  elsewhere: readonly Elsewhere[],
  rules: ProxyAuditRules,
  postOf: (personId: number, day: string) => string = () => '',
): FoundFlag[] {
  const forms = grouped(elsewhere, ({ personId }) => personId);
  return [...grouped([...punches].sort(byTime), ({ personId }) => personId)].flatMap(([personId, own]) => {
    const found = own.flatMap((punch, at): (Incident & { readonly kind: FlagKind })[] => {
      const away = forms.get(personId)?.find((form) => isWithin(punch, form, rules));
      const before = own[at - 1];
      return [
        ...(away === undefined ? [] : [{ ...incident(punch), kind: away.what, formId: away.formId }]),
        ...(before !== undefined && isElsewhereAtOnce(before, punch, rules)
          ? [{ ...incident(punch, before), kind: 'other-reader' as const }]
          : []),
        ...(isAtOtherPost(punch, rules, postOf) ? [{ ...incident(punch), kind: 'other-post' as const }] : []),
      ];
    });
    return [...grouped(found, ({ kind }) => kind)].map(
      ([kind, incidents]): FoundFlag => ({
        kind,
        personId,
        otherPersonId: null,
        daysTogether: null,
        incidents: incidents.map(({ kind: _kind, ...one }) => one),
        clause: rules.absentDays.clause,
      }),
    );
  });
}

/**
 * People come early and go late, so a punch near the beginning or end is no flag; but nobody comes at all to a shift that is leave from its
 * beginning to its end. Business begins with a punch in, and has its edges whatever it covers.
 */
function isWithin(
  { atMs, shift }: AuditPunch,
  { fromMs, untilMs, what }: Elsewhere,
  { edgeMinutes }: ProxyAuditRules,
): boolean {
  if (what === 'leave' && shift !== null && fromMs <= shift.startMs && shift.endMs <= untilMs) return true;
  const edgeMs = edgeMinutes.value * MINUTE_MS;
  return fromMs + edgeMs < atMs && atMs < untilMs - edgeMs;
}

function isElsewhereAtOnce(before: AuditPunch, punch: AuditPunch, { readersApartSeconds }: ProxyAuditRules): boolean {
  const { value } = readersApartSeconds;
  return value > 0 && before.readerId !== punch.readerId && punch.atMs - before.atMs <= value * SECOND_MS;
}

function isAtOtherPost(
  { personId, day, readerId }: AuditPunch,
  { readerPosts }: ProxyAuditRules,
  postOf: (personId: number, day: string) => string,
): boolean {
  const posts = readerPosts.value[readerId];
  if (posts === undefined) return false;
  const post = postOf(personId, day);
  return post !== '' && !posts.includes(post);
}

function incident(punch: AuditPunch, before?: AuditPunch): Incident {
  return {
    punchId: punch.punchId,
    otherPunchId: before?.punchId ?? null,
    day: punch.day,
    otherDay: before?.day ?? null,
    apartMs: before === undefined ? null : punch.atMs - before.atMs,
    formId: null,
  };
}
