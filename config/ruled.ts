import { z } from 'zod';

/** A number (or choice) of the regulations, with the clause it comes from. */
export interface Ruled<T> {
  readonly value: T;
  /** e.g. `R1 5.2.11`, or `desk` where the regulations give no number. */
  readonly clause: string;
}

/** Shared by the hundreds of them: to make a schema takes time at every start. */
const clause = z.string().min(1);

/** `{ value: …, clause: "R2 3(1)" }` */
export const ruled = <S extends z.ZodType>(value: S) => z.strictObject({ value, clause });

const isoDate = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, 'expected a date such as 2026-01-01');

/** A rules file: dated versions, oldest first; each is whole. */
export const dated = <S extends z.ZodRawShape>(shape: S) =>
  z
    .array(z.strictObject({ from: isoDate, ...shape }))
    .min(1)
    .refine((versions) => {
      const days = z.array(z.looseObject({ from: isoDate })).parse(versions);
      return days.every((version, index) => index === 0 || String(days[index - 1]?.from) < version.from);
    }, 'expected the versions in order of their dates');

/** The version in force on a day (`YYYY-MM-DD`); the first one also holds for the days before it. */
export function inForce<V extends { readonly from: string }>(versions: readonly V[], day: string): V {
  const version = versions.findLast((candidate) => candidate.from <= day) ?? versions[0];
  if (version === undefined) throw new Error('a rules file without a version');
  return version;
}
