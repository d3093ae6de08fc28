import type { Action as Quota, ErrorSymbol, Filters } from '@pacekeeper/contracts';
import { type Due, nextDue, type PaceFacts } from './pace.ts';

/** A target that waits in the ledger for its turn. */
export interface Candidate {
  readonly interactionId: string;
  readonly pk: string;
  readonly username: string | null;
  /** True where the same action may have reached it already. */
  readonly alreadyDone: boolean;
}

/** What the account may still read in this window. */
export interface ReadFacts {
  readonly left: number;
  /** When a page may be read again, where it may not now. */
  readonly againAt: Date;
}

/** A page costs two reads: the page, and the account's relationship to the people on it. */
export const READS_A_PAGE = 2;

/** All that decides about the next step of one job. */
export interface JobFacts {
  readonly jobId: string;
  readonly action: string;
  readonly spends: Quota;
  readonly amount: number;
  readonly done: number;
  /** Actions whose outcome is not known yet. */
  readonly open: number;
  /** When the first of them may be read back. */
  readonly reconcileAt: Date | null;
  readonly candidate: Candidate | null;
  /** Those after it, as far as they are known. */
  readonly upcoming: readonly Candidate[];
  readonly sourceExhausted: boolean;
  /** When a job that failed is tried again; null where it did not. */
  readonly retryAt: Date | null;
  /** Null where it was not asked for, since nothing has to be read. */
  readonly reads: ReadFacts | null;
  readonly quotaLeft: number;
  readonly quotaResetsAt: Date;
  readonly pace: Omit<PaceFacts, 'action' | 'leftToday'>;
}

export type WaitReason =
  'gap' | 'hourly_cap' | 'working_hours' | 'quota' | 'reading_back' | 'read_cap' | 'retrying' | 'paused';

export type Step =
  | { readonly kind: 'act'; readonly jobId: string; readonly candidate: Candidate }
  | { readonly kind: 'skip'; readonly jobId: string; readonly candidate: Candidate; readonly symbol: ErrorSymbol }
  | { readonly kind: 'read_source'; readonly jobId: string }
  | { readonly kind: 'finish'; readonly jobId: string; readonly short: boolean }
  | { readonly kind: 'wait'; readonly jobId: string; readonly until: Date; readonly reason: WaitReason };

const waitFor = (jobId: string, { at, reason }: Due): Step => ({
  kind: 'wait',
  jobId,
  until: at,
  reason: reason ?? 'gap',
});

/** The next step of one job: pure, so that every row of its table is a test. */
export const planJob = (facts: JobFacts): Step => {
  const { jobId, candidate, retryAt, reads } = facts;
  if (retryAt && retryAt > facts.pace.now) return { kind: 'wait', jobId, until: retryAt, reason: 'retrying' };
  if (facts.done >= facts.amount) return { kind: 'finish', jobId, short: false };
  if (facts.done + facts.open >= facts.amount) {
    // Those under way may be the last ones; one more would be more than was asked for.
    return { kind: 'wait', jobId, until: facts.reconcileAt ?? facts.pace.now, reason: 'reading_back' };
  }
  if (candidate?.alreadyDone) return { kind: 'skip', jobId, candidate, symbol: 'ALREADY_DONE' };
  if (!candidate && facts.sourceExhausted) {
    if (facts.open > 0)
      return { kind: 'wait', jobId, until: facts.reconcileAt ?? facts.pace.now, reason: 'reading_back' };
    return { kind: 'finish', jobId, short: true };
  }
  if (facts.quotaLeft <= 0) return { kind: 'wait', jobId, until: facts.quotaResetsAt, reason: 'quota' };
  const due = nextDue({ ...facts.pace, action: facts.spends, leftToday: facts.quotaLeft });
  if (due.at > facts.pace.now) return waitFor(jobId, due);
  if (candidate) return { kind: 'act', jobId, candidate };
  if (reads && reads.left < READS_A_PAGE) return { kind: 'wait', jobId, until: reads.againAt, reason: 'read_cap' };
  return { kind: 'read_source', jobId };
};

/**
 * The next step of an account: its jobs in the order they came; the first that can do something does it, and where all
 * wait, the one that waits the shortest says until when. Null where there is no job.
 */
export const planAccount = (jobs: readonly JobFacts[]): Step | null => {
  let shortest: Extract<Step, { kind: 'wait' }> | null = null;
  for (const job of jobs) {
    const step = planJob(job);
    if (step.kind !== 'wait') return step;
    if (!shortest || step.until < shortest.until) shortest = step;
  }
  return shortest;
};

export interface SourceTarget {
  readonly pk: string;
  readonly username: string;
  readonly isPrivate: boolean;
  readonly isVerified: boolean;
  /** Whether the account's relationship to the target already is what the action would make it; null: unknown. */
  readonly standing: boolean | null;
}

/** Why a target of a source is left out from the start; null where it is taken. */
export const leaveOut = (
  target: SourceTarget,
  own: { readonly pk: string },
  filters: Filters,
): { symbol: ErrorSymbol; reason: string } | null => {
  if (target.pk === own.pk) return { symbol: 'TARGET_FILTERED', reason: 'it is the account itself' };
  if (target.standing) return { symbol: 'ALREADY_DONE', reason: 'it is so already' };
  if (target.standing === null) return { symbol: 'FILTERED_UNKNOWN', reason: 'Instagram did not tell how it stands' };
  if (filters.skip_private && target.isPrivate) return { symbol: 'TARGET_FILTERED', reason: 'the account is private' };
  if (filters.skip_verified && target.isVerified)
    return { symbol: 'TARGET_FILTERED', reason: 'the account is verified' };
  return null;
};
