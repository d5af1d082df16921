import type { z } from 'zod';

type Issue = z.core.$ZodIssue;

/** What stands in the file at a path; undefined: nothing. */
export type ValueAt = (path: readonly PropertyKey[]) => unknown;

/** How far a finding is from what somebody may have meant: another kind of thing altogether, another word, a foreign key, a missing one. */
const weights = { otherKind: 1000, otherWord: 300, foreignKey: 100, missing: 10, wrong: 1 };

interface Weighed {
  readonly issue: Issue;
  readonly weight: number;
}

/**
 * Findings as a person can use them. Where several forms were possible (`link: simulated`, `link: { serial: … }`, …) the checker says no more
 * than that none fits; here it is what is wrong with the form that comes nearest, or, where several are as near, which keys were possible.
 */
export function meantIssues(issues: readonly Issue[], valueAt: ValueAt): Issue[] {
  return issues.flatMap((issue) => weighed(issue, valueAt)).map(({ issue }) => issue);
}

/** @param issue its path is that of the whole file */
function weighed(issue: Issue, valueAt: ValueAt): Weighed[] {
  if (valueAt(issue.path) === undefined) {
    const message = issue.code === 'invalid_union' ? 'expected this key, which is missing' : issue.message;
    return [{ issue: { ...issue, message }, weight: weights.missing }];
  }
  if (issue.code === 'invalid_union' && issue.errors.length > 0) return nearest(issue, issue.errors, valueAt);
  return [{ issue, weight: weightOf(issue) }];
}

function nearest(union: Issue, branches: readonly (readonly Issue[])[], valueAt: ValueAt): Weighed[] {
  const forms = branches.map((branch) => {
    const found = branch.flatMap((issue) => {
      const isWhole = issue.path.length === 0 && (issue.code === 'invalid_type' || issue.code === 'invalid_value');
      const placed = { ...issue, path: [...union.path, ...issue.path] };
      return isWhole ? [{ issue: placed, weight: weights.otherKind }] : weighed(placed, valueAt);
    });
    return { found, weight: found.reduce((total, { weight }) => total + weight, 0) };
  });
  const least = Math.min(...forms.map(({ weight }) => weight));
  const near = forms.filter(({ weight }) => weight === least).map(({ found }) => found);
  const [first = [], ...others] = near;
  if (others.length === 0) return first;
  return [
    ...first.filter(({ issue }) => issue.code === 'unrecognized_keys'),
    { issue: choice(union, near.flat()), weight: least },
  ];
}

/** Several forms are as near: the words or keys that tell them apart. */
function choice(union: Issue, found: readonly Weighed[]): Issue {
  const words = found.flatMap(({ issue }) =>
    issue.code === 'invalid_value' ? issue.values.map((word) => JSON.stringify(word)) : [],
  );
  const at = found.find(({ issue }) => issue.code === 'invalid_value')?.issue.path ?? union.path;
  const isWhole = at.length === union.path.length;
  const keys = found.flatMap(({ issue, weight }) => (weight === weights.missing ? [String(issue.path.at(-1))] : []));
  const expected = [...new Set([...words, ...(isWhole && words.length > 0 ? ['keys that say where it is'] : keys)])];
  return { ...union, path: [...at], message: `expected ${expected.join(' or ')}` };
}

function weightOf(issue: Issue): number {
  if (issue.code === 'invalid_value') return weights.otherWord;
  return issue.code === 'unrecognized_keys' ? weights.foreignKey * issue.keys.length : weights.wrong;
}
