import { z } from 'zod';
import type { Command } from '../journal/desk.ts';

/** The posts people hold; what a route asks for is one of them. */
export type Role = 'employee' | 'clerk' | 'shift-lead' | 'supervisor' | 'hr' | 'administrator';

/** The schema of an answer that is a room's view type: named in the API description, shaped by TypeScript. */
export function shown<View>(name: string): z.ZodType<View, View> {
  return z.custom<View>().meta({ title: name });
}

/** Who is using the screen. */
export interface Session {
  readonly token: string;
  readonly staffId: number;
  readonly staffNo: string;
  readonly name: string;
  readonly roles: readonly Role[];
  readonly expiresAtMs: number;
}

/**
 * `open`: anybody at the screen. `signed-in`: anybody with a session. A list of roles: a session with one of them
 * (an administrator may do everything a role may).
 */
export type Access = 'open' | 'signed-in' | readonly Role[];

/** What a handler gets: everything already parsed. */
export interface Ask<Params, Query, Body> {
  readonly params: Params;
  readonly query: Query;
  readonly body: Body;
  /** Present whenever the route's access is not `open`, and also there if somebody happens to be signed in. */
  readonly session: Session | undefined;
  /** Who asks: `staff:12` or `screen`. */
  readonly actor: string;
  /** The command's id (`Idempotency-Key`) and digest of the request; what {@link Command} needs. Reads have an empty id. */
  readonly command: Command;
  /** Sets or clears the session cookie. */
  readonly cookie: { set(token: string): void; clear(): void };
}

/** One API operation: the documentation, the checks at the edge and the call into a room's action. */
export interface Route {
  readonly method: 'get' | 'post' | 'put' | 'delete';
  /** Express path below `/api`, e.g. `/loans/:loanId/return`. */
  readonly path: string;
  /** One sentence for the API page. */
  readonly summary: string;
  readonly access: Access;
  readonly params?: z.ZodType;
  readonly query?: z.ZodType;
  readonly body?: z.ZodType;
  readonly answer: z.ZodType;
  /** Media type of a binary answer, e.g. `audio/wav`; absent: JSON. */
  readonly media?: string;
  /** What a binary answer is saved as; absent: it is shown, not saved. */
  fileName?(ask: Ask<unknown, unknown, unknown>): string;
  handle(ask: Ask<unknown, unknown, unknown>): unknown;
}

interface TypedRoute<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, A extends z.ZodType>
  extends Omit<Route, 'params' | 'query' | 'body' | 'answer' | 'fileName' | 'handle'> {
  readonly params?: P;
  readonly query?: Q;
  readonly body?: B;
  readonly answer: A;
  fileName?(ask: Ask<z.output<P>, z.output<Q>, z.output<B>>): string;
  handle(ask: Ask<z.output<P>, z.output<Q>, z.output<B>>): z.input<A> | Promise<z.input<A>>;
}

/** Defines a route with its types kept: the handler sees what the schemas let through. */
export function route<
  A extends z.ZodType,
  P extends z.ZodType = z.ZodUndefined,
  Q extends z.ZodType = z.ZodUndefined,
  B extends z.ZodType = z.ZodUndefined,
>(typed: TypedRoute<P, Q, B, A>): Route {
  return typed as unknown as Route;
}
