import type { Action as Quota, ErrorSymbol } from '@pacekeeper/contracts';
import type { Details } from '../actions/action.ts';
import type { Person } from '../actions/preparation.ts';
import { type ClockFacts, type ClockReason, nextCall } from './clock.ts';
import type { PaceFacts } from './pace.ts';

/** A target that waits in the ledger for its turn. */
export interface Candidate {
  readonly interactionId: string;
  readonly pk: string;
  readonly username: string | null;
  /** The id of a post or story, else the person's. */
  readonly object: string;
  readonly details: Details | null;
  /** True where the same action may have reached it already. */
  readonly alreadyDone: boolean;
  /** Why it does not wait for its turn any longer, such as a story that has run out; null: it does. */
  readonly outdated: ErrorSymbol | null;
}

/** A person of whom something has to be read before anything can be done to them. */
export interface PlannedPerson extends Person {
  readonly interactionId: string;
  /** The post that it is about, where the source named one; else the person's own id. */
  readonly object: string;
  readonly alreadyDone: boolean;
}

/** How an action reads of people, where it does: the most at once, and the calls that it takes. */
export interface PreparationFacts {
  readonly atOnce: number;
  readonly calls: number;
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
  /** Refused by Instagram; they are not replaced. */
  readonly failed: number;
  /** Outcomes that wait for a person's word; they are not replaced either. */
  readonly inReview: number;
  /** Actions whose outcome is not known yet. */
  readonly open: number;
  /** When the first of them may be read back. */
  readonly reconcileAt: Date | null;
  readonly candidate: Candidate | null;
  /** Those after it, as far as they are known. */
  readonly upcoming: readonly Candidate[];
  /** The next people who have to be prepared; empty where there is a candidate. */
  readonly people: readonly PlannedPerson[];
  readonly preparation: PreparationFacts | null;
  readonly sourceExhausted: boolean;
  /** Targets in the plan so far; null and absent: the job is not being planned. */
  readonly planned?: number | null;
  /** When a job that failed is tried again; null where it did not. */
  readonly retryAt: Date | null;
  /** Null where it was not asked for, since nothing has to be read. */
  readonly reads: ReadFacts | null;
  readonly quotaLeft: number;
  readonly quotaResetsAt: Date;
  /** Actions a day from tomorrow on, as the limit and the account's share of it are now. */
  readonly quotaPerDay?: number;
  readonly pace: Omit<PaceFacts, 'action' | 'leftToday'>;
  /** When the breaker of this action lets a try through; absent and null: none is open. */
  readonly breakerUntil?: Date | null;
  /** Code of what Instagram said. */
  readonly breakerCode?: string | null;
  /** A breaker is half open: the next action is its try. */
  readonly tries?: boolean;
  /** While a breaker is half open: when the outcome of its only try may be read back; absent and null: none is open. */
  readonly tryReadAt?: Date | null;
  /** Until when an account that was connected again stays quiet. */
  readonly quietUntil?: Date | null;
}

export type WaitReason = ClockReason | 'retrying' | 'paused';

export type Step =
  | { readonly kind: 'act'; readonly jobId: string; readonly candidate: Candidate }
  | { readonly kind: 'skip'; readonly jobId: string; readonly interactionId: string; readonly symbol: ErrorSymbol }
  | { readonly kind: 'prepare'; readonly jobId: string; readonly people: readonly PlannedPerson[] }
  | { readonly kind: 'read_source'; readonly jobId: string }
  | { readonly kind: 'plan_ready'; readonly jobId: string }
  | { readonly kind: 'finish'; readonly jobId: string; readonly short: boolean }
  | { readonly kind: 'wait'; readonly jobId: string; readonly until: Date; readonly reason: WaitReason };

/** What has an end: refused actions and those that wait for a review are not replaced. */
const settledOf = ({ done, failed, inReview }: JobFacts): number => done + failed + inReview;

/** What the next read takes, where no target is left to act on. */
const callsOf = ({ people, preparation }: JobFacts): number =>
  people.length > 0 && preparation ? preparation.calls : READS_A_PAGE;

/** What the clock needs to know of a job, the same for the worker and for what people see. */
export const clockFacts = (facts: JobFacts): ClockFacts => {
  const { candidate, reads, open, reconcileAt, pace } = facts;
  const lastOnes = open > 0 && settledOf(facts) + open >= facts.amount;
  return {
    spends: facts.spends,
    pace,
    quotaLeft: facts.quotaLeft,
    quotaResetsAt: facts.quotaResetsAt,
    breakerUntil: facts.breakerUntil ?? null,
    quietUntil: facts.quietUntil ?? null,
    readBackAt: facts.tryReadAt ?? (lastOnes ? (reconcileAt ?? pace.now) : null),
    readsAgainAt: !candidate && reads && reads.left < callsOf(facts) ? reads.againAt : null,
    retryAt: facts.retryAt,
  };
};

/** What is left out before anything else is looked at: it costs nothing. */
const toSkip = ({ jobId, candidate, people }: JobFacts): Step | null => {
  const done = candidate ?? people[0];
  if (done?.alreadyDone) return { kind: 'skip', jobId, interactionId: done.interactionId, symbol: 'ALREADY_DONE' };
  if (candidate?.outdated)
    return { kind: 'skip', jobId, interactionId: candidate.interactionId, symbol: candidate.outdated };
  return null;
};

/** What has to be read next of a job whose targets are used up; people who may have had the action are left out already. */
const toRead = ({ jobId, people, preparation }: JobFacts): Step => {
  if (!preparation || people.length === 0) return { kind: 'read_source', jobId };
  const next = people.filter(({ alreadyDone }) => !alreadyDone).slice(0, preparation.atOnce);
  return { kind: 'prepare', jobId, people: next };
};

/** The next step of a job that is being planned: it only reads, as fast as the account may read. */
const planPlan = (facts: JobFacts, planned: number): Step => {
  const { jobId, people, reads } = facts;
  if (planned >= facts.amount) return { kind: 'plan_ready', jobId };
  const [first] = people;
  if (first?.alreadyDone) return { kind: 'skip', jobId, interactionId: first.interactionId, symbol: 'ALREADY_DONE' };
  if (people.length === 0 && facts.sourceExhausted) return { kind: 'plan_ready', jobId };
  if (reads && reads.left < callsOf(facts)) return { kind: 'wait', jobId, until: reads.againAt, reason: 'read_cap' };
  return toRead(facts);
};

/** The next step of one job: pure, so that every row of its table is a test. */
export const planJob = (facts: JobFacts): Step => {
  const { jobId, candidate, people, retryAt } = facts;
  if (retryAt && retryAt > facts.pace.now) return { kind: 'wait', jobId, until: retryAt, reason: 'retrying' };
  if (typeof facts.planned === 'number') return planPlan(facts, facts.planned);
  const settled = settledOf(facts);
  const readingBack: Step = { kind: 'wait', jobId, until: facts.reconcileAt ?? facts.pace.now, reason: 'reading_back' };
  // Those under way may be the last ones; one more would be more than was asked for.
  if (settled + facts.open >= facts.amount) {
    return facts.open > 0 ? readingBack : { kind: 'finish', jobId, short: false };
  }
  if (facts.tryReadAt) return { kind: 'wait', jobId, until: facts.tryReadAt, reason: 'reading_back' };
  const skip = toSkip(facts);
  if (skip) return skip;
  if (!candidate && people.length === 0 && facts.sourceExhausted) {
    return facts.open > 0 ? readingBack : { kind: 'finish', jobId, short: true };
  }
  const { at, reason } = nextCall(clockFacts(facts));
  if (reason && at > facts.pace.now) return { kind: 'wait', jobId, until: at, reason };
  if (candidate) return { kind: 'act', jobId, candidate };
  return toRead(facts);
};

/** What an account does next, and what each of its jobs waits for where it does nothing. */
export interface AccountStep {
  readonly step: Step;
  readonly waits: ReadonlyArray<Extract<Step, { kind: 'wait' }>>;
}

/**
 * The next step of an account: its jobs in their order, the one that has waited the longest first; the first that can do
 * something does it, and where all wait, the one that waits the shortest says until when. Null where there is no job.
 */
export const planAccount = (jobs: readonly JobFacts[]): AccountStep | null => {
  const waits: Array<Extract<Step, { kind: 'wait' }>> = [];
  for (const job of jobs) {
    const step = planJob(job);
    if (step.kind !== 'wait') return { step, waits };
    waits.push(step);
  }
  const [shortest] = waits.toSorted((a, b) => a.until.getTime() - b.until.getTime());
  return shortest ? { step: shortest, waits } : null;
};
