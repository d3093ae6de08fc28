import {
  CODE_METHODS,
  type ErrorSymbol,
  type Resend,
  type VerificationMethod,
  type Verify,
} from '@pacekeeper/contracts';
import { AppError, tooManyRequests } from '../../platform/errors/app-error.ts';
import { type CodeMethod, type Failure, lostInProxy } from '../instagram/index.ts';
import type { ConnectAttempt } from './connect-attempt.entity.ts';

/** Codes that may be tried in one sign-in. */
export const MOST_CODES = 5;

type Asked = Pick<ConnectAttempt, 'asks' | 'method' | 'methods' | 'shown'>;

/** What a person answers with. */
export type Proof =
  | { readonly method: CodeMethod; readonly code: string }
  | { readonly method: 'approve' }
  | { readonly method: 'by_hand'; readonly password: string };

const refuse = (path: string, message: string): never => {
  throw new AppError('VALIDATION_FAILED', { summary: `${path}: ${message}` }, { details: [{ path, message }] });
};

const isCodeMethod = (method: VerificationMethod): method is CodeMethod => CODE_METHODS.some((one) => one === method);

/** Pure: the proof in a request, as what Instagram asks for. @throws AppError VALIDATION_FAILED */
export const proofIn = (attempt: Asked, { method, code, password }: Omit<Verify, 'verification_id'>): Proof => {
  if (attempt.asks === 'choice') return refuse('method', 'choose first where the code is sent to: bot/login/resend');
  const chosen = method ?? attempt.method ?? attempt.methods[0];
  if (!chosen || !attempt.methods.includes(chosen)) {
    return refuse('method', `must be one of ${attempt.methods.join(', ')}`);
  }
  if (password !== undefined && chosen !== 'by_hand') return refuse('password', 'belongs to by_hand alone');
  if (isCodeMethod(chosen)) return code === undefined ? refuse('code', 'may not be missing') : { method: chosen, code };
  if (code !== undefined) return refuse('code', 'belongs to methods with a code');
  if (chosen === 'approve') {
    // The person pressed it, or nothing is said: a default is no word of theirs.
    return method === 'approve' ? { method } : refuse('method', 'must be approve, said by the person');
  }
  return password === undefined ? refuse('password', 'may not be missing') : { method: 'by_hand', password };
};

/** Pure: by which way Instagram is asked for a code. @throws AppError VALIDATION_FAILED */
export const sendingMethod = (attempt: Asked, { method }: Pick<Resend, 'method'>): CodeMethod => {
  const offered = (attempt.shown.can_send ?? []).map((one) => one.method);
  const chosen = method ?? offered.find((one) => one === attempt.method) ?? offered[0];
  if (chosen && isCodeMethod(chosen) && offered.includes(chosen)) return chosen;
  return refuse('method', offered.length > 0 ? `must be one of ${offered.join(', ')}` : 'no code is sent for this one');
};

/** Troubles of the way, after which the very same sign-in may go on. */
const PASSING: readonly ErrorSymbol[] = [
  'INSTAGRAM_UNAVAILABLE',
  'INSTAGRAM_UNEXPECTED',
  'INSTAGRAM_BAD_PASSWORD',
  'INSTAGRAM_INVALID_USER',
  'RATE_LIMITED',
  'PROXY_FAILED',
  'CLIENT_OUTDATED',
];

type Answered = Pick<Failure, 'symbol' | 'effect' | 'viaProxy'>;

/**
 * Pure: what a failed answer does to the attempt. `triedCodes`: this one included. An answer that was lost in one's own
 * proxy counts, or codes could be tried without end by cutting it off.
 */
export const afterFailure = (failure: Answered, triedCodes: number): 'open' | 'count' | 'used_up' | 'over' => {
  const { symbol } = failure;
  if (symbol === 'VERIFICATION_CODE_INVALID' || lostInProxy(failure))
    return triedCodes >= MOST_CODES ? 'used_up' : 'count';
  return PASSING.includes(symbol) ? 'open' : 'over';
};

/** Pure: why an attempt takes nothing now. */
export const whyClosed = (
  attempt: Pick<ConnectAttempt, 'asks' | 'endedAt' | 'expiresAt' | 'wrongCodes' | 'againAt'>,
  waits: boolean,
  now: Date,
): AppError => {
  if (attempt.wrongCodes >= MOST_CODES) return new AppError('VERIFICATION_ATTEMPTS_USED_UP');
  if (attempt.endedAt || attempt.expiresAt <= now) return new AppError('VERIFICATION_EXPIRED');
  if (waits && attempt.againAt && attempt.againAt > now) {
    const retryAfter = Math.ceil((attempt.againAt.getTime() - now.getTime()) / 1000);
    const what =
      attempt.asks === 'app' || attempt.asks === 'consent'
        ? `Wait ${retryAfter} s before you have it checked again.`
        : `Instagram sends another code in ${retryAfter} s.`;
    return tooManyRequests(retryAfter, what);
  }
  return new AppError('CONFLICT', {
    what: 'This sign-in is asking Instagram at the moment; try again when it is done.',
  });
};
