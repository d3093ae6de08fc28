import type { ErrorSymbol } from '@pacekeeper/contracts';
import type { Failure } from '../../instagram/index.ts';

/** How long answers count; milliseconds. */
export const WINDOW_MS = 5 * 60_000;
/** Minimum number of accounts, and their minimum share of those answered. */
export const LEAST_ACCOUNTS = 5;
export const LEAST_SHARE = 0.2;

/**
 * The answers that may have another reason than the account that got them, and how many accounts it takes to believe
 * it. Refusals that name the account (a block, a check, a lost session) stay with it, however many there are.
 */
const TROUBLES = {
  INSTAGRAM_UNAVAILABLE: { accounts: LEAST_ACCOUNTS, share: LEAST_SHARE },
  INSTAGRAM_UNEXPECTED: { accounts: LEAST_ACCOUNTS, share: LEAST_SHARE },
  // Many accounts at once share an address that Instagram limits.
  RATE_LIMITED: { accounts: LEAST_ACCOUNTS, share: LEAST_SHARE },
} as const satisfies Partial<Record<ErrorSymbol, { accounts: number; share: number }>>;

export type Trouble = keyof typeof TROUBLES;

export const isTrouble = (symbol: ErrorSymbol | FleetSignal): symbol is Trouble => Object.hasOwn(TROUBLES, symbol);

/**
 * What an answer says of the fleet: `good` is one that is understood, `own` a matter of the account alone, `outdated` one of
 * the accounts that claim the same app version (version-verdict.ts).
 */
export type FleetSignal = 'good' | 'own' | 'outdated' | Trouble;

/** Pure: whether the answer counts for others too, for the whole fleet or for the accounts of one app version. */
export const concernsOthers = (signal: FleetSignal): boolean => isTrouble(signal) || signal === 'outdated';

/** Pure. What an account's own proxy kept from being answered is a matter of the account. */
export const fleetSignalOf = ({
  symbol,
  scope,
  viaProxy,
}: Pick<Failure, 'symbol' | 'scope' | 'viaProxy'>): FleetSignal => {
  if (viaProxy) return 'own';
  if (symbol === 'CLIENT_OUTDATED') return 'outdated';
  if (isTrouble(symbol)) return symbol;
  return scope === 'target' ? 'good' : 'own';
};

/**
 * Pure. Whether an answer that comes while all bots are paused is not held against its account: it would be the fleet's
 * trouble once more. A wait that Instagram asks for is each account's own, also where many are asked.
 */
export const isForgiven = (signal: FleetSignal): boolean => isTrouble(signal) && signal !== 'RATE_LIMITED';

/** How many running accounts got this answer within the window, of how many that got any. */
export interface Count {
  readonly symbol: Trouble;
  readonly accounts: number;
  readonly answered: number;
}

const isEnough = ({ symbol, accounts, answered }: Count): boolean => {
  const least = TROUBLES[symbol];
  return accounts >= least.accounts && accounts >= least.share * answered;
};

/** Pure: the answer because of which all bots pause; null where they go on. Of several, the one that most accounts got. */
export const verdict = (counts: readonly Count[]): Count | null =>
  counts
    .filter(isEnough)
    .reduce<Count | null>((most, one) => (most && most.accounts >= one.accounts ? most : one), null);
