import type { Failure } from '../../instagram/index.ts';
import { consequenceOf } from './breaker.ts';

/** What a breaker stops: one kind of action, or everything that its account does. */
export type Reach = 'action' | 'account';

/**
 * Pure: how far a breaker reaches. What the classifier says of an action stops that action, where the answer was to one;
 * the same answer to a read stops the account, since every job reads.
 */
export const reachOf = ({ scope, symbol }: Pick<Failure, 'scope' | 'symbol'>, toAction: boolean): Reach =>
  scope === 'action' && (toAction || symbol === 'ACTION_NOT_APPLIED') ? 'action' : 'account';

/** A block that comes within this time after a person released the one before is the same one; milliseconds. */
export const RELEASE_COUNTS_MS = 7 * 24 * 60 * 60 * 1000;

/** The last breaker of the same account and action. */
export interface BreakerBefore {
  /** Null: its try has not succeeded yet. */
  readonly closedAt: Date | null;
  readonly releasedAt: Date | null;
  /** How often it came back, and how many times of these after a release. */
  readonly reopened: number;
  readonly releases: number;
}

/** How often a breaker has come back: part of its row. */
export type Course = Pick<BreakerBefore, 'reopened' | 'releases'>;

/** Pure: how a breaker that opens now continues the one before. */
export const continued = (before: BreakerBefore | null, now: Date): Course => {
  const { reopened, releases } = before ?? { reopened: 0, releases: 0 };
  if (before && !before.closedAt) return { reopened: reopened + 1, releases };
  const released = before?.releasedAt && now.getTime() - before.releasedAt.getTime() < RELEASE_COUNTS_MS;
  return released ? { reopened: reopened + 1, releases: releases + 1 } : { reopened: 0, releases: 0 };
};

/**
 * Pure: until when a breaker stays open that opens now. It doubles with each try that failed, up to the longest of its
 * kind, and once more for each release after which it came back. `inARow`: failures of the account before this one,
 * where they are counted; null: those of the breaker itself.
 */
export const openUntilOf = (
  failure: Failure,
  { reopened, releases }: Course,
  { now, inARow }: { now: Date; inARow: number | null },
): Date | null => {
  const consequence = consequenceOf(failure, inARow ?? reopened - releases, now, 2 ** Math.min(releases, 10));
  return consequence.bot === 'pauses' ? consequence.until : null;
};
