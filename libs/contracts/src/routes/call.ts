import type { z } from 'zod';
import type { JsonRoute, Method, RouteEntry } from './entry.ts';
import { queryString } from './query-string.ts';

type Simplify<T> = { [Key in keyof T]: T[Key] };
type Part = 'params' | 'query' | 'body';
type Nothing = Partial<Record<never, never>>;

type Parsed<R extends RouteEntry, Name extends Part> =
  R extends Readonly<Record<Name, infer Schema extends z.ZodType>>
    ? { readonly [Key in Name]: z.output<Schema> }
    : unknown;

/** What a handler gets: the parts of a request as their schemas leave them. */
export type InputOf<R extends RouteEntry> = Simplify<Parsed<R, 'params'> & Parsed<R, 'query'> & Parsed<R, 'body'>>;

/** What a handler returns, before the schema takes away what is not declared. */
export type AnswerGiven<R extends JsonRoute> = z.input<R['answer']>;

/** What a caller gets. */
export type AnswerOf<R extends JsonRoute> = z.output<R['answer']>;

/** A query may be given as text or as what the text means; null is the same as leaving it out. */
type QuerySent<Input, Output> = {
  readonly [Key in keyof Input]: Input[Key] | (Key extends keyof Output ? Output[Key] : never) | null;
};

type Optional<Name extends Part, Value> = { readonly [Key in Name]?: Value };

/** A query of optional fields may be left out, a body only where its schema says so. A part that the route lacks is refused. */
type Sent<R extends RouteEntry, Name extends Part> =
  R extends Readonly<Record<Name, infer Schema extends z.ZodType>>
    ? Name extends 'query'
      ? Nothing extends z.input<Schema>
        ? Optional<Name, QuerySent<z.input<Schema>, z.output<Schema>>>
        : { readonly [Key in Name]: QuerySent<z.input<Schema>, z.output<Schema>> }
      : undefined extends z.input<Schema>
        ? Optional<Name, z.input<Schema>>
        : { readonly [Key in Name]: z.input<Schema> }
    : Optional<Name, never>;

/** What a caller sends. */
export type CallOptions<R extends RouteEntry> = Simplify<Sent<R, 'params'> & Sent<R, 'query'> & Sent<R, 'body'>>;

/** The arguments of a call behind the route; none are needed where nothing has to be sent. `More`: of the transport. */
export type CallArgs<R extends RouteEntry, More = unknown> =
  Nothing extends CallOptions<R> ? [options?: CallOptions<R> & More] : [options: CallOptions<R> & More];

/** Any call's options, as the transport sees them. */
export interface SentParts {
  readonly params?: Readonly<Record<string, unknown>> | undefined;
  readonly query?: object | undefined;
  readonly body?: unknown;
}

/** A request without a transport: `path` carries the query. */
export interface RouteRequest {
  readonly method: Method;
  readonly path: string;
  readonly body?: unknown;
}

const pathOf = (path: string, params: Readonly<Record<string, unknown>> = {}): string =>
  path.replaceAll(/:(\w+)/g, (_, name: string) => encodeURIComponent(String(params[name])));

/** What is to be sent for a call, whatever sends it. */
export const requestOf = ({ method, path }: RouteEntry, { params, query, body }: SentParts = {}): RouteRequest => ({
  method,
  path: `${pathOf(path, params)}${queryString(query)}`,
  ...(body === undefined ? {} : { body }),
});
