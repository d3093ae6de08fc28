import type { LogFn, Logger } from 'pino';
import { isConnectionLoss } from '../database/database-errors.ts';

/** While the database is away, a line at the most in this long, milliseconds. */
const QUIET_MS = 10_000;

interface Raised {
  readonly symbol?: unknown;
  readonly code?: unknown;
  readonly cause?: unknown;
}

/** What Node.js itself says of a socket. Other libraries hang more on their errors: a proxy or a mail server is away then. */
const OF_SOCKETS: ReadonlySet<string> = new Set(['errno', 'code', 'syscall', 'address', 'port', 'hostname', 'fatal']);
const isBare = (error: unknown): boolean => Object.keys(Object(error)).every((key) => OF_SOCKETS.has(key));

/** Why the database is away, where that is what an error says; undefined for any other. */
const outageOf = (error: unknown): string | undefined => {
  const { symbol, code, cause } = (error ?? {}) as Raised;
  if (symbol === 'DATABASE_UNAVAILABLE' && isConnectionLoss(cause)) return outageOf(cause);
  if (!isConnectionLoss(error)) return undefined;
  if (typeof code === 'string' && /^E[A-Z]/.test(code) && !isBare(error)) return undefined;
  return typeof code === 'string' ? code : 'connection lost';
};

type Fields = Readonly<Record<string, unknown>>;

/**
 * What everything in a process says while the database is away is one thing: it is told in one line, without a stack, and
 * not again for a while. A hook of pino.
 */
export const boundOutages = (now: () => number = () => performance.now()) => {
  let quietUntil = -Infinity;
  return function logMethod(this: Logger, args: Parameters<LogFn>, method: LogFn): void {
    const [fields, message] = args as unknown as [Fields | null, unknown];
    // An error in the place of fields is written by its serializer, and by nothing else.
    const told = typeof fields === 'object' && fields !== null && !(fields instanceof Error);
    const reason = told ? outageOf(fields['error']) : undefined;
    if (reason === undefined) return method.apply(this, args);
    if (now() < quietUntil) return;
    quietUntil = now() + QUIET_MS;
    const { error: _, ...others } = fields as Fields;
    method.call(this, { ...others, reason }, `${String(message)} (the database is away: ${reason})`);
  };
};
