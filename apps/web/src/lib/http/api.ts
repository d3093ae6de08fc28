import { askForProof } from '../session/proof.ts';
import { session } from '../session/session.ts';
import type { QueryValue } from './query-string.ts';
import { isRefusal } from './request-error.ts';
import { jsonOf, send, type Request } from './send.ts';

type Parse<T> = (json: unknown) => T;

interface Options {
  readonly query?: Readonly<Record<string, QueryValue>>;
  readonly signal?: AbortSignal;
}

/**
 * Sends a request as the person signed in. Renews a token that the API no longer takes, and asks who it is where the
 * API wants that proven again; then sends the same once more.
 */
export const sendSignedIn = async (request: Request): Promise<Response> => {
  await session.ready();
  const token = session.token();
  try {
    return await send({ ...request, token });
  } catch (error) {
    if (isRefusal(error, 'PASSWORD_CHANGE_REQUIRED')) session.requirePasswordChange();
    if (isRefusal(error, 'TWO_FACTOR_SETUP_REQUIRED')) session.requireTwoFactorSetup();
    if (isRefusal(error, 'REAUTHENTICATION_REQUIRED') && (await askForProof())) {
      return send({ ...request, token: session.token() });
    }
    if (!token || !isRefusal(error, 'TOKEN_INVALID') || !(await session.renew(token))) throw error;
    return send({ ...request, token: session.token() });
  }
};

const call = async <T>(request: Request, parse: Parse<T>): Promise<T> =>
  parse(await jsonOf(await sendSignedIn(request)));

/** The API as the screens call it: a path below `/api/`, and the reader of its answer. */
export const api = {
  get: <T>(path: string, parse: Parse<T>, options: Options = {}) => call({ method: 'GET', path, ...options }, parse),
  post: <T>(path: string, body: unknown, parse: Parse<T>) => call({ method: 'POST', path, body }, parse),
  put: <T>(path: string, body: unknown, parse: Parse<T>) => call({ method: 'PUT', path, body }, parse),
  patch: <T>(path: string, body: unknown, parse: Parse<T>) => call({ method: 'PATCH', path, body }, parse),
  delete: <T>(path: string, parse: Parse<T>) => call({ method: 'DELETE', path }, parse),
  /** A file as it comes, for saving. */
  file: async (path: string, accept: string, query: Options['query'] = {}): Promise<Blob> =>
    (await sendSignedIn({ method: 'GET', path, accept, query })).blob(),
};
