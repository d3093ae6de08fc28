import type { z } from 'zod';
import type { Action } from '../actions.ts';
import type { Permission } from '../permissions.ts';

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** Groups routes in the OpenAPI document. */
export type Area = 'auth' | 'users' | 'quotas' | 'bot' | 'jobs' | 'content' | 'reading' | 'system' | 'audit';

/** What a person may still have to do after signing in, before other routes are open to them. */
export type Pending = 'password' | 'two_factor';

/** An answer that the handler writes itself: a file, or a stream of events. */
export interface StreamedAnswer {
  /** The media type. */
  readonly streams: string;
  readonly description?: string;
  /** The shape of the whole document, where it is JSON. */
  readonly schema?: z.ZodType;
}

/** One route of the API. The API, the OpenAPI document and every client are made from it. */
export interface RouteEntry {
  readonly method: Method;
  /** With its parameters: `/api/bot/jobs/:id`. */
  readonly path: `/api/${string}`;
  readonly area: Area;
  readonly summary: string;
  /** Who may call it: roles with this permission, or anybody, signed in or not. */
  readonly access: Permission | 'public';
  /** Only with a proof of identity from the last 15 minutes: a sign-in, or `auth/reauthenticate`. */
  readonly recentProof?: true;
  /** Only for a person who is signed in, never with an API token; so is whatever needs a recent proof. */
  readonly personOnly?: true;
  /** Also open to people who must do this first. */
  readonly openWhile?: readonly Pending[];
  /** Counts towards the lower limit for each address, which all such routes share. */
  readonly guessable?: true;
  /** Its answers carry what is left today of this action, or of the one that the body names. */
  readonly spends?: Action | 'body.action';
  readonly params?: z.ZodObject;
  readonly query?: z.ZodObject;
  readonly body?: z.ZodType;
  /** Of a success; 200 where nothing is said. */
  readonly status?: 201 | 202;
  readonly answer: z.ZodType | StreamedAnswer;
}

/** A route that answers with JSON by its schema. */
export type JsonRoute = RouteEntry & { readonly answer: z.ZodType };

/** A route whose answer the handler writes itself. */
export type StreamedRoute = RouteEntry & { readonly answer: StreamedAnswer };

type ParamNames<Path extends string> = Path extends `${string}/:${infer Rest}`
  ? Rest extends `${infer Name}/${infer More}`
    ? Name | ParamNames<`/${More}`>
    : Rest
  : never;

/** Parameters are exactly those of the path, and a GET has no body. */
type Consistent<R extends RouteEntry> = ([ParamNames<R['path']>] extends [never]
  ? { readonly params?: never }
  : { readonly params: z.ZodObject<{ readonly [Name in ParamNames<R['path']>]: z.ZodType<unknown, string> }> }) &
  (R['method'] extends 'GET' ? { readonly body?: never } : unknown) &
  (R['params'] extends z.ZodObject<infer Shape>
    ? [keyof Shape] extends [ParamNames<R['path']>]
      ? unknown
      : { readonly params: 'a parameter that is not in the path' }
    : unknown);

/** Declares a route. */
export const route = <const R extends RouteEntry>(entry: R & Consistent<R>): R => entry;

/** The schema of an answer in JSON; null where the handler writes the answer itself. */
export const answerSchemaOf = ({ answer }: RouteEntry): z.ZodType | null => ('streams' in answer ? null : answer);
