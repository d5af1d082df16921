import type { ProxyAuditRules } from '../../config/rules/proxy-audit.ts';
import { rosterLineOf } from '../roster/actions.ts';
import { flagOf, isAbout } from './decide.ts';
import { agreesWithSeed, drawOf } from './draw.ts';
import type { StoredDraw } from './draw-store.ts';
import { measureOf } from './measure.rules.ts';
import { daysOfWeek, type ProxyAudit, rulesOn, todayOf, type Viewer, weekOf } from './proxy-audit-room.ts';
import type { StoredDecision, StoredFlag, StoredIncident } from './store.ts';
import type {
  AuditWeek,
  DrawView,
  FlagDecisionView,
  FlagRow,
  FlagView,
  IncidentView,
  NamedPerson,
  PunchEvidence,
  RosterEvidence,
} from './view.rules.ts';

/** Whose posts decide; leads look only. */
export const DECIDERS = ['supervisor', 'hr', 'administrator'] as const;
/** Flags a page shows. */
const FLAGS_SHOWN = 60;
const EARLIER_SHOWN = 10;
const WEEKS_SHOWN = 12;

/** Flags that are not about whoever asks, those nobody has decided on first. */
export function flagsFor(room: ProxyAudit, viewer: Viewer): FlagRow[] {
  return room.store
    .newestFlags(FLAGS_SHOWN)
    .filter((flag) => !isAbout(flag, viewer.personId))
    .map((flag) => flagRow(room, flag));
}

/** A flag with everything that speaks for it. @throws DeskError `proxy-audit/no-such-flag`, `proxy-audit/own-flag` */
export function flagFor(room: ProxyAudit, flagId: number, viewer: Viewer): FlagView {
  const { store } = room;
  const flag = flagOf(room, flagId, viewer.personId);
  const earlier = store
    .flagsOf(flag.personId, flag.otherPersonId ?? flag.personId, EARLIER_SHOWN + 1)
    .filter((other) => other.id !== flagId && !isAbout(other, viewer.personId));
  return {
    ...flagRow(room, flag),
    clause: flag.clause,
    measure: measureOf(flag.kind, rulesOfFlag(room, flag)),
    daysTogether: flag.daysTogether,
    evidence: store.incidents(flagId).map((incident) => incidentView(room, flag, incident)),
    decisions: store.decisions(flagId).map((decision) => decisionView(room, decision)),
    earlier: earlier.slice(0, EARLIER_SHOWN).map((other) => flagRow(room, other)),
    mayDecide: DECIDERS.some((post) => viewer.posts.includes(post)),
  };
}

/** The list of a week. @throws DeskError `proxy-audit/no-such-list` */
export function drawFor(room: ProxyAudit, week: string): DrawView {
  return drawView(room, drawOf(room, week));
}

/** This week and its list, if it is drawn. */
export function thisWeek(room: ProxyAudit): AuditWeek {
  const week = weekOf(room, todayOf(room));
  const draw = room.draws.draw(week);
  return {
    week,
    list: draw === undefined ? null : drawView(room, draw),
    weeks: room.draws.weeks(WEEKS_SHOWN),
    draws: rulesOn(room, week).weeklyDraw.value,
  };
}

function drawView(room: ProxyAudit, draw: StoredDraw): DrawView {
  const checks = room.draws.checks(draw.week);
  const days = daysOfWeek(room, draw.week);
  return {
    week: draw.week,
    seed: draw.seed,
    agrees: agreesWithSeed(room, draw),
    people: draw.people.length,
    lately: draw.people.filter((id) => draw.lately.includes(id)).length,
    byName: named(room, draw.byPersonId).name,
    atMs: draw.atMs,
    clause: rulesOn(room, draw.week).weeklyDraw.clause,
    drawn: draw.drawn.map((personId) => ({
      ...named(room, personId),
      roster: days.map((day) => rosterEvidence(room, personId, day)),
      here: room.needs.lastPunchHere(personId) !== undefined,
      checks: checks
        .filter((check) => check.personId === personId)
        .map(({ id, seen, punchedIn, atMs, byPersonId }) => ({
          checkId: id,
          seen,
          punchedIn,
          atMs,
          byName: named(room, byPersonId).name,
        })),
    })),
  };
}

function flagRow(room: ProxyAudit, flag: StoredFlag): FlagRow {
  const { id, kind, personId, otherPersonId, foundAtMs } = flag;
  const days = room.store
    .incidents(id)
    .map(({ day }) => day)
    .sort();
  return {
    flagId: id,
    kind,
    people: [personId, ...(otherPersonId === null ? [] : [otherPersonId])].map((one) => named(room, one)),
    incidents: days.length,
    fromDay: days[0] ?? '',
    untilDay: days.at(-1) ?? '',
    foundAtMs,
    verdict: room.store.decisions(id).at(-1)?.verdict ?? null,
  };
}

function rulesOfFlag(room: ProxyAudit, { rulesFrom }: StoredFlag): ProxyAuditRules {
  return room.needs.rules.find(({ from }) => from === rulesFrom) ?? rulesOn(room, todayOf(room));
}

function incidentView(room: ProxyAudit, flag: StoredFlag, incident: StoredIncident): IncidentView {
  const { n, day, otherDay, apartMs, formId, punchId, otherPunchId } = incident;
  const punches = [punchId, otherPunchId]
    .flatMap((id) => (id === null ? [] : [room.needs.punches.byId(id)]))
    .flatMap((punch): PunchEvidence[] => {
      if (punch === undefined) return [];
      const { shiftId: _shift, shiftDay: _day, ...evidence } = punch;
      return [evidence];
    })
    .sort((a, b) => a.atMs - b.atMs || a.punchId - b.punchId);
  const form = room.needs.formsTouching(flag.personId, day, day).find((one) => one.formId === formId);
  const isAway = form?.kind === 'leave' || form?.kind === 'business';
  return {
    n,
    day,
    apartMs,
    punches,
    roster: [
      rosterEvidence(room, flag.personId, day),
      ...(flag.otherPersonId === null ? [] : [rosterEvidence(room, flag.otherPersonId, otherDay ?? day)]),
    ],
    form: isAway ? { number: form.number, fromMs: form.fromMs, untilMs: form.untilMs } : null,
  };
}

function decisionView(room: ProxyAudit, decision: StoredDecision): FlagDecisionView {
  const { id, verdict, reason, byPersonId, atMs, absences } = decision;
  const by = named(room, byPersonId);
  return {
    decisionId: id,
    verdict,
    reason,
    byName: by.name,
    byStaffNo: by.staffNo,
    atMs,
    absences: absences.map(({ personId, day }) => ({ personId, name: named(room, personId).name, day })),
  };
}

function rosterEvidence({ needs }: ProxyAudit, personId: number, day: string): RosterEvidence {
  const { shifts, postId } = rosterLineOf(needs.roster, personId, day);
  return { personId, day, postId, shifts: shifts.map(({ name, startMs, endMs }) => ({ name, startMs, endMs })) };
}

function named({ needs }: ProxyAudit, personId: number): NamedPerson {
  const { staffNo = '', name = '', department = '' } = needs.personById(personId) ?? {};
  return { personId, staffNo, name, department };
}
