import type { Problem } from '@pacekeeper/contracts';

/** Why a request brought no answer: the API refused it, could not be reached, or said something unknown. */
export type Failure =
  | { readonly kind: 'refused'; readonly problem: Problem }
  | { readonly kind: 'unreachable' }
  | { readonly kind: 'unexpected'; readonly status: number };

const words = (failure: Failure): string =>
  failure.kind === 'refused' ? failure.problem.detail : `The request failed: ${failure.kind}.`;

/** The one error that a request rejects with. */
export class RequestError extends Error {
  readonly failure: Failure;

  constructor(failure: Failure) {
    super(words(failure));
    this.name = 'RequestError';
    this.failure = failure;
  }
}

/** The problem that the API refused a request with; null for any other error. */
export const problemOf = (error: unknown): Problem | null =>
  error instanceof RequestError && error.failure.kind === 'refused' ? error.failure.problem : null;

/** True where the error is the API's refusal with this symbol. */
export const isRefusal = (error: unknown, symbol: Problem['error']): boolean => problemOf(error)?.error === symbol;

/** True where trying again may help: nothing was refused, or the server was in trouble. */
export const isPassing = (error: unknown): boolean => {
  if (!(error instanceof RequestError)) return false;
  if (error.failure.kind === 'unreachable') return true;
  const status = error.failure.kind === 'refused' ? error.failure.problem.status : error.failure.status;
  return status >= 500 || status === 429;
};
