import type { Problem, RouteRequest } from '@pacekeeper/contracts';
import { RequestError } from './request-error.ts';

export interface Request extends RouteRequest {
  readonly signal?: AbortSignal | undefined;
  readonly token?: string | null;
  readonly accept?: string;
  /** The answer and its cookie arrive even if the page is left. */
  readonly keepalive?: boolean;
}

const headersOf = (request: Request): Record<string, string> => ({
  accept: request.accept ?? 'application/json',
  ...(request.body !== undefined && { 'content-type': 'application/json' }),
  ...(request.token && { authorization: `Bearer ${request.token}` }),
});

const failureOf = async (response: Response): Promise<RequestError> => {
  if (response.headers.get('content-type')?.startsWith('application/problem+json')) {
    const problem = (await response.json().catch(() => null)) as Problem | null;
    if (problem) return new RequestError({ kind: 'refused', problem });
  }
  return new RequestError({ kind: 'unexpected', status: response.status });
};

/** Sends one request on this origin; throws RequestError for anything but an answer, and passes an abort on. */
export const send = async (request: Request): Promise<Response> => {
  let response: Response;
  try {
    response = await fetch(request.path, {
      method: request.method,
      headers: headersOf(request),
      body: request.body === undefined ? null : JSON.stringify(request.body),
      signal: request.signal ?? null,
      keepalive: request.keepalive ?? false,
      credentials: 'same-origin',
      cache: 'no-store',
    });
  } catch (error) {
    if (request.signal?.aborted) throw error;
    throw new RequestError({ kind: 'unreachable' });
  }
  if (!response.ok) throw await failureOf(response);
  return response;
};

/** The JSON of an answer; a body that is none counts as an unexpected answer. */
export const jsonOf = async (response: Response): Promise<unknown> => {
  try {
    return await response.json();
  } catch {
    throw new RequestError({ kind: 'unexpected', status: response.status });
  }
};
