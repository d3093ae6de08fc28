import type { ErrorSymbol } from '@pacekeeper/contracts';
import type { Failure } from '../../instagram/index.ts';

/** What becomes of the bot after Instagram objected. */
export type Consequence =
  | { readonly bot: 'goes_on' }
  /** The next turn comes a little later; the person is not told, since most such interruptions are over by then. */
  | { readonly bot: 'retries'; readonly at: Date }
  | { readonly bot: 'pauses'; readonly until: Date }
  | { readonly bot: 'stops' };

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

interface Pause {
  readonly firstMs: number;
  readonly longestMs: number;
}

/** The first pause doubles with each failure in a row, up to the longest. Real time, whatever the pace's speed. */
const PAUSES: Partial<Record<ErrorSymbol, Pause>> = {
  RATE_LIMITED: { firstMs: 15 * MINUTE, longestMs: 6 * HOUR },
  ACTION_NOT_APPLIED: { firstMs: 6 * HOUR, longestMs: 24 * HOUR },
  ACTION_BLOCKED: { firstMs: 24 * HOUR, longestMs: 72 * HOUR },
  INSTAGRAM_UNAVAILABLE: { firstMs: 15 * SECOND, longestMs: HOUR },
  INSTAGRAM_UNEXPECTED: { firstMs: 2 * MINUTE, longestMs: 6 * HOUR },
  PROXY_FAILED: { firstMs: 2 * MINUTE, longestMs: HOUR },
  CLIENT_OUTDATED: { firstMs: HOUR, longestMs: 6 * HOUR },
};

const LONG: Pause = { firstMs: 15 * MINUTE, longestMs: 6 * HOUR };

/** An outage pauses the bot only once it has lasted through these retries; milliseconds before each. */
const RETRIES_MS: Partial<Record<ErrorSymbol, readonly number[]>> = { INSTAGRAM_UNAVAILABLE: [2 * SECOND, 6 * SECOND] };

/** Pure: whether this failure, after `inARow` before it, is first the account's own to retry. */
export const isRetried = ({ symbol, retryAfterSeconds }: Failure, inARow: number): boolean =>
  retryAfterSeconds === undefined && inARow < (RETRIES_MS[symbol]?.length ?? 0);

/** Maximum length of a block, whatever end Instagram names. */
const LONGEST_BLOCK_MS = 30 * 24 * HOUR;

const endOfBlock = (day: string | undefined): number => {
  const ends = day === undefined ? Number.NaN : Date.parse(`${day}T00:00:00Z`) + 24 * HOUR;
  return Number.isNaN(ends) ? 0 : ends;
};

/**
 * Pure: whether a pause is what Instagram asks of the account itself. Such a pause stays with the Instagram account,
 * no matter which user connects it; all others concern the moment, the proxy or the fleet.
 */
export const isAskedOfAccount = ({ symbol, next }: Pick<Failure, 'symbol' | 'next'>): boolean =>
  next === 'stop_action' || symbol === 'RATE_LIMITED';

/**
 * Pure: what a failure means for the bot, after `inARow` failures before it. `factor` is how many times longer it pauses
 * than the table says; an end that Instagram names stays as it is.
 */
export const consequenceOf = (failure: Failure, inARow: number, now: Date, factor = 1): Consequence => {
  switch (failure.next) {
    case 'skip_target':
      return { bot: 'goes_on' };
    case 'ask_person':
    case 'stop_account':
      return { bot: 'stops' };
    case 'retry_later':
    case 'stop_action':
    case 'stop_fleet': {
      const from = now.getTime();
      const retries = RETRIES_MS[failure.symbol] ?? [];
      const retryMs = isRetried(failure, inARow) ? retries[inARow] : undefined;
      if (retryMs !== undefined) return { bot: 'retries', at: new Date(from + retryMs) };
      const { firstMs, longestMs } = PAUSES[failure.symbol] ?? LONG;
      const before = Math.max(0, inARow - retries.length);
      const ownMs = Math.min(firstMs * 2 ** Math.min(before, 20), longestMs);
      const pauseMs = Math.min(ownMs * factor, Math.max(ownMs, LONGEST_BLOCK_MS));
      const blockMs = Math.min(endOfBlock(failure.blockedUntil) - from, LONGEST_BLOCK_MS);
      return {
        bot: 'pauses',
        until: new Date(from + Math.max(pauseMs, blockMs, (failure.retryAfterSeconds ?? 0) * SECOND)),
      };
    }
  }
};
