import { errorEntry, type ErrorSymbol, type Side } from '@pacekeeper/contracts';
import { isCut, RULES, UNEXPECTED } from './classifier-rules.ts';
import { Words } from './classifier-words.ts';
import { textOf } from './foreign.ts';

/** What came back over the wire, stripped of everything secret. */
export interface Exchange {
  /** HTTP status; null when no answer came. */
  readonly status: number | null;
  /** The parsed body where it was a JSON object, else null. */
  readonly body: Readonly<Record<string, unknown>> | null;
  /** Code of a network fault, such as ECONNREFUSED or ETIMEDOUT; null when an answer came. */
  readonly network: string | null;
  /** True where the request went through the account's own proxy. */
  readonly viaProxy: boolean;
  /** The headers `Retry-After` and `Date`, as they came. */
  readonly retryAfter?: string | undefined;
  readonly date?: string | undefined;
}

/**
 * What was asked: `sign_in` with a password, `verification` the answer to what a sign-in waits for, or the wish for a code;
 * `call` is what a session asks.
 */
export type Asked = 'call' | 'sign_in' | 'verification';

/** How far the trouble reaches. */
export type Scope = 'target' | 'action' | 'account' | 'fleet';

/** What to do next. */
export type NextStep = 'skip_target' | 'retry_later' | 'stop_action' | 'stop_account' | 'ask_person' | 'stop_fleet';

/**
 * Whether an action that was under way may have taken effect. `none` is certain: nothing was sent, or the answer came before
 * any effect. `possible` must be read back before its quota is given back, and never repeated.
 */
export type Effect = 'none' | 'possible';

/** What an answer means. How long to wait is said here where the answer says it; else the breaker's table decides. */
export interface Failure {
  readonly symbol: ErrorSymbol;
  /** Where the cause lies, as the catalogue has it. */
  readonly side: Side;
  readonly scope: Scope;
  readonly next: NextStep;
  readonly effect: Effect;
  /**
   * Present if the call went through the account's own proxy and no answer came: the proxy's operator may have caused it,
   * and it says nothing about other accounts.
   */
  readonly viaProxy?: true;
  /**
   * Present where no answer came, because the connection was refused, reset or timed out. It is worth a short retry of the
   * account's own, and says less of the fleet than a 5xx, or than an answer that blames us.
   */
  readonly cut?: true;
  /**
   * `session`: the words leave open whether the session still holds. Nothing is concluded from them: after the pause one
   * question is asked (`currentUser`), and its answer decides.
   */
  readonly doubt?: 'session';
  /** Instagram's own end of a block, where it names a day; `YYYY-MM-DD`, a day that exists. */
  readonly blockedUntil?: string;
  /** How long Instagram asks to wait, seconds: 1 to a day. */
  readonly retryAfterSeconds?: number;
}

/** True where something was sent, and the answer was lost in the account's own proxy, or cut off there. */
export const lostInProxy = ({ effect, viaProxy }: Pick<Failure, 'effect' | 'viaProxy'>): boolean =>
  viaProxy === true && effect === 'possible';

const BLOCK_END = /\b(20\d{2}-[01]\d-[0-3]\d)\b/;
const DAY_SECONDS = 24 * 60 * 60;

const dayIn = (text: string): string | null => {
  const day = BLOCK_END.exec(text.slice(0, 500))?.[1];
  const at = day === undefined ? Number.NaN : Date.parse(`${day}T00:00:00Z`);
  // Some engines read the 31st of February as a day in March.
  return day !== undefined && !Number.isNaN(at) && new Date(at).toISOString().startsWith(day) ? day : null;
};

/** A number of seconds, or a date that is held against the answer's own: their clock, not ours. */
const secondsOf = ({ retryAfter, date }: Exchange): number | null => {
  if (retryAfter === undefined) return null;
  const seconds = /^\s*\d{1,9}\s*$/.test(retryAfter)
    ? Number(retryAfter)
    : Math.ceil((Date.parse(retryAfter) - Date.parse(date ?? '')) / 1000);
  return seconds > 0 ? Math.min(seconds, DAY_SECONDS) : null;
};

/**
 * The meaning of an answer that was not a success: the first rule that holds decides. Pure; never throws, whatever the
 * body, and nothing of the body leaves it but the day on which a block ends.
 */
export const classify = (exchange: Exchange, asked: Asked = 'call'): Failure => {
  const words = new Words(exchange.body);
  const rule = RULES.find(({ only = asked, when }) => [only].flat().includes(asked) && when(exchange, words));
  const { symbol, scope, next, effect, doubt } = rule?.then ?? UNEXPECTED;
  const waits = next === 'retry_later' || next === 'stop_action' || next === 'stop_fleet';
  const seconds = waits ? secondsOf(exchange) : null;
  const day = symbol === 'ACTION_BLOCKED' ? dayIn(textOf(exchange.body?.['feedback_message']) ?? '') : null;
  return {
    symbol,
    side: errorEntry(symbol).side,
    scope,
    next,
    effect,
    ...(exchange.viaProxy && exchange.network !== null ? { viaProxy: true } : {}),
    ...(isCut(exchange) && symbol === 'INSTAGRAM_UNAVAILABLE' ? { cut: true } : {}),
    ...(doubt ? { doubt: 'session' } : {}),
    ...(day === null ? {} : { blockedUntil: day }),
    ...(seconds === null ? {} : { retryAfterSeconds: seconds }),
  };
};
