import type { IncomingHttpHeaders } from 'node:http';
import type { Account } from '../accounts/account.ts';
import type { Session } from '../accounts/sessions.ts';
import type { ActionName, Deed } from '../effects/actions.ts';
import type { Simulation } from '../simulation.ts';
import type { Fields } from '../support/json.ts';
import type { SignatureState } from '../transport/form.ts';
import type { ProxyCredentials } from '../transport/proxy.ts';
import type { Reply } from '../transport/reply.ts';
import type { Wire } from '../wire/wire.ts';

/** A decoded call on the instagram port. */
export interface Call {
  readonly method: string;
  readonly path: string;
  /** Asked for by its whole URL, as one asks a proxy. */
  readonly absolute: boolean;
  readonly params: Readonly<Record<string, string>>;
  readonly query: Fields;
  /** The form, and over it the signed text. */
  readonly fields: Fields;
  readonly signature: SignatureState;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  /** The session that it names, also a revoked one. */
  readonly session: Session | null;
  /** The X-IG-Android-ID header. */
  readonly device: string;
  readonly appVersion: string;
  readonly proxy: ProxyCredentials | null;
  readonly address: string;
  readonly wire: Wire;
}

/** A call whose session is live and whose account may act. */
export interface SessionCall extends Call {
  readonly account: Account;
  readonly session: Session;
}

/** A handler's answer. What it does to the world is in `deeds`: the handler itself changes nothing. */
export interface Answer extends Reply {
  readonly deeds?: readonly Deed[];
  /** The answer that shows the state as it is, for a call that is silently not carried out. */
  readonly honest?: () => Reply;
}

export interface PublicRoute {
  readonly access: 'public';
  readonly handle: (sim: Simulation, call: Call) => Answer;
}

export interface SessionRoute {
  readonly access: 'session';
  /** Null for reads. */
  readonly action: ActionName | null;
  /** False where an account that must still consent may call. */
  readonly needsConsent: boolean;
  readonly handle: (sim: Simulation, call: SessionCall) => Answer;
}

export type Route = PublicRoute | SessionRoute;

export interface RouteEntry {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly route: Route;
}

type SessionHandler = SessionRoute['handle'];

/** A call that needs no session. */
export const open = (method: RouteEntry['method'], path: string, handle: PublicRoute['handle']): RouteEntry => ({
  method,
  path,
  route: { access: 'public', handle },
});

/** A call of a session that changes nothing at others. */
export const signedIn = (method: RouteEntry['method'], path: string, handle: SessionHandler): RouteEntry => ({
  method,
  path,
  route: { access: 'session', action: null, needsConsent: true, handle },
});

/** A call of a session that is counted and limited. */
export const action = (path: string, name: ActionName, handle: SessionHandler): RouteEntry => ({
  method: 'POST',
  path,
  route: { access: 'session', action: name, needsConsent: true, handle },
});

export const beforeConsent = (method: RouteEntry['method'], path: string, handle: SessionHandler): RouteEntry => ({
  method,
  path,
  route: { access: 'session', action: null, needsConsent: false, handle },
});
