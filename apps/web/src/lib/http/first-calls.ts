import type { CallArgs, RouteEntry, routes, SentParts } from '@pacekeeper/contracts';
import { jsonOf, send } from './send.ts';

interface FirstRoutes extends Pick<typeof routes.auth, 'login' | 'verifyLogin' | 'refresh' | 'logout'> {
  readonly readInstance: typeof routes.instance.read;
  readonly passkeyOptions: typeof routes.passkeys.loginOptions;
  readonly passkeyLogin: typeof routes.passkeys.login;
}

type Address<R extends RouteEntry> = Pick<R, 'method' | 'path'>;

/**
 * Addresses that are called before sign-in, checked against the table by type alone: with the table itself, the first
 * script would load every schema.
 */
const ADDRESSES: { readonly [Name in keyof FirstRoutes]: Address<FirstRoutes[Name]> } = {
  login: { method: 'POST', path: '/api/auth/login' },
  verifyLogin: { method: 'POST', path: '/api/auth/login/verify' },
  refresh: { method: 'POST', path: '/api/auth/refresh' },
  logout: { method: 'POST', path: '/api/auth/logout' },
  readInstance: { method: 'GET', path: '/api/instance' },
  passkeyOptions: { method: 'POST', path: '/api/auth/passkeys/login/options' },
  passkeyLogin: { method: 'POST', path: '/api/auth/passkeys/login' },
};

interface Sending {
  readonly token?: string;
  readonly keepalive?: true;
}

/** Calls a route without its schema: the JSON is for the caller to read. None of these has parameters or a query. */
export const callFirst = async <Name extends keyof FirstRoutes>(
  name: Name,
  ...args: CallArgs<FirstRoutes[Name], Sending>
): Promise<unknown> => {
  const options: Pick<SentParts, 'body'> & Sending = args[0] ?? {};
  return jsonOf(await send({ ...ADDRESSES[name], ...options }));
};
