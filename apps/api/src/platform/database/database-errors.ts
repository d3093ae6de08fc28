import { AppError } from '../errors/app-error.ts';

const CONNECTION_CODES = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOENT',
  'ENOTFOUND',
  'EPIPE',
  'ETIMEDOUT',
  '53300', // too many connections
  '57P01', // administrator's shutdown
  '57P02', // crash
  '57P03', // starting up
]);

const CONNECTION_MESSAGES =
  /^(Connection terminated|Client has encountered a connection error|timeout exceeded when trying to connect|Cannot use a pool|Client was closed|Connection ended)/;

const codeOf = (error: unknown): string | undefined => {
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === 'string' ? code : undefined;
};

/** True where the database is away, as opposed to having answered with an error. */
export const isConnectionLoss = (error: unknown): boolean => {
  const code = codeOf(error);
  // 08P01 is a statement of ours that does not fit its parameters.
  if (code && (CONNECTION_CODES.has(code) || (code.startsWith('08') && code !== '08P01'))) return true;
  if (error instanceof AggregateError) return error.errors.some(isConnectionLoss);
  return error instanceof Error && CONNECTION_MESSAGES.test(error.message);
};

/** True if the database ended one of several transactions that waited for each other: a retry succeeds. */
export const isDeadlock = (error: unknown): boolean => codeOf(error) === '40P01';

/** True for a violation of the named unique constraint or index. */
export const violates = (error: unknown, constraint: string): boolean =>
  codeOf(error) === '23505' && (error as { constraint?: string }).constraint === constraint;

/** True for a violation of the named check, or of a rule that a trigger enforces under such a name. */
export const violatesCheck = (error: unknown, constraint: string): boolean =>
  codeOf(error) === '23514' && (error as { constraint?: string }).constraint === constraint;

/** True for a row that refers to something that does not exist, such as a user who has just been deleted. */
export const belongsToNothing = (error: unknown): boolean => codeOf(error) === '23503';

/** A lost connection as DATABASE_UNAVAILABLE; anything else as it is. */
export const translated = (error: unknown): unknown =>
  isConnectionLoss(error) ? new AppError('DATABASE_UNAVAILABLE', {}, { cause: error, retryAfter: 5 }) : error;
