import type { LastError, Problem, Situation } from '@pacekeeper/contracts';
import { RequestError } from '../http/request-error.ts';

/** What the error block shows. Where it carries a code, title and steps come from the catalogue. */
export interface Trouble {
  readonly title?: string;
  readonly message?: string;
  readonly code?: string;
  readonly steps?: readonly string[];
  /** Where it was met, for entries of the catalogue whose words depend on it. */
  readonly situation?: Situation;
  readonly correlationId?: string;
  /** Seconds until it is worth trying again. */
  readonly retryAfter?: number;
  /** ISO 8601: when it happened. */
  readonly at?: string;
}

/** An error that knows already what to say. */
export class Troubled extends Error {
  readonly trouble: Trouble;

  constructor(trouble: Trouble) {
    super(trouble.title);
    this.name = 'Troubled';
    this.trouble = trouble;
  }
}

const UNREACHABLE: Trouble = {
  title: 'Pacekeeper cannot be reached',
  message: 'There was no answer. Your bots keep running without this page.',
  steps: ['Check your connection.', 'If it works, the server is down or restarting. Try again in a minute.'],
};

const unexpected = (status: number): Trouble => ({
  title: 'The answer could not be read',
  message:
    status === 200
      ? 'Pacekeeper answered in a way that this page does not understand. The page may be older than the server.'
      : `Something between this page and Pacekeeper answered with ${status}.`,
  steps: ['Reload the page.', 'If that does not help, tell an administrator.'],
});

const OUTDATED_PAGE: Trouble = {
  title: 'This part of the page did not load',
  message: 'Pacekeeper was updated, or the connection broke.',
  steps: ['Reload the page. You will have to type again what you had entered here.'],
};

const UNKNOWN: Trouble = {
  title: 'Something went wrong on this page',
  message: 'It could not be shown. Nothing was changed.',
  steps: ['Reload the page.', 'If it happens again, tell an administrator what you did just before.'],
};

const ofProblem = (problem: Problem): Trouble => ({
  title: problem.title,
  message: problem.detail,
  code: problem.code,
  ...(problem.steps !== undefined && { steps: problem.steps }),
  correlationId: problem.correlation_id,
  ...(problem.retry_after !== undefined && { retryAfter: problem.retry_after }),
});

/** The trouble of any thrown value. */
export const troubleOf = (error: unknown): Trouble => {
  if (error instanceof RequestError) {
    const { failure } = error;
    if (failure.kind === 'refused') return ofProblem(failure.problem);
    return failure.kind === 'unreachable' ? UNREACHABLE : unexpected(failure.status);
  }
  if (error instanceof Troubled) return error.trouble;
  const words = error instanceof Error ? error.message : '';
  if (/dynamically imported module|module script failed/i.test(words)) return OUTDATED_PAGE;
  return UNKNOWN;
};

/** The trouble that a bot or a job remembers, in the words that the reader is shown. */
export const troubleOfLastError = (error: LastError, message: string): Trouble => ({
  message,
  code: error.code,
  at: error.at,
});
