import type { Action as Quota } from '@pacekeeper/contracts';
import type { FetchedTurn } from '../../../platform/queue/queue.ts';
import type { Lease } from '../../accounts/index.ts';
import type { InstagramSession } from '../../instagram/index.ts';
import type { AccountPlan } from '../deciding/account-plan.ts';
import type { FleetSignal } from '../fleet/verdict.ts';
import type { OpenJobRow } from './open-jobs.repository.ts';
import type { ObjectedTo } from '../breakers/breakers.ts';
import type { TurnRow } from './turns.repository.ts';

/** A turn whose account this worker holds. It lives for seconds, and nothing of it is kept. */
export interface HeldTurn {
  readonly fetched: FetchedTurn;
  readonly userId: string;
  readonly lease: Lease;
  readonly account: TurnRow;
  /** Monotonic milliseconds. */
  readonly startedAt: number;
  /** Aborted when this process is about to end. */
  readonly stopping: AbortSignal;
  /** The bot is stopped: the turn only reads, for jobs that are being planned. */
  readonly readsOnly: boolean;
  /** True where all bots are paused and this account tries. */
  readonly probe: boolean;
  /** What the last answer of Instagram says of the fleet; null before the first. */
  fleetSignal: FleetSignal | null;
  session: InstagramSession | null;
  /** Before anything else is asked of Instagram, whether the session holds. */
  sessionDoubted: boolean;
  faultsInARow: number;
  lastActionAt: Date | null;
  /** The last plan; null if it must be read again. */
  plan: AccountPlan<OpenJobRow> | null;
  /** Jobs whose actions were asked about, with how many were done then. */
  readonly verified: Map<string, number>;
  /** Daily limits of which the account's share is used up, though the user's sum is not. */
  readonly usedUp: Set<Quota>;
}

/** The account as its breakers know it. */
export const objectedTo = ({ lease, account }: HeldTurn): ObjectedTo => ({
  accountId: lease.accountId,
  username: account.instagram_username,
  instagramPk: account.instagram_pk,
});

/** Whether a breaker lets the action of this job through as a try, by the plan that the turn follows. */
export const isHalfOpen = ({ plan }: HeldTurn, jobId: string): boolean =>
  plan?.facts.some((facts) => facts.jobId === jobId && facts.tries === true) ?? false;
