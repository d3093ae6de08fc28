import type { ErrorSymbol } from '@pacekeeper/contracts';
import type { Answer, Failure, InstagramSession } from '../../instagram/index.ts';
import { isRetried } from '../deciding/breaker.ts';
import type { Candidate, PlannedPerson } from '../deciding/planner.ts';
import type { FleetSignal } from '../fleet/verdict.ts';
import type { NewTarget, PreparedPerson } from '../ledger/ledger.repository.ts';
import type { Intent, Logged } from '../ledger/ledger.service.ts';
import type { Settling } from '../ledger/outcome.ts';
import type { KnownProfile } from '../profiles/profile-facts.ts';
import type { TargetPage } from '../sources/target.ts';
import type { OpenJobRow } from './open-jobs.repository.ts';

/** An action on a target; `intendedAt` (monotonic milliseconds) where its intent is written already. */
export interface Act {
  readonly kind: 'act';
  readonly job: OpenJobRow;
  readonly candidate: Candidate;
  readonly intendedAt?: number;
}

/** What a turn does next: a call to Instagram, a short pause, or nothing more. */
export type Next =
  | Act
  | { readonly kind: 'read'; readonly job: OpenJobRow }
  /** The second half of reading: the account's relationship to the targets of a page. */
  | { readonly kind: 'standing'; readonly job: OpenJobRow; readonly page: TargetPage }
  /** What has to be read of people before anything can be done to them. */
  | { readonly kind: 'prepare'; readonly job: OpenJobRow; readonly people: readonly PlannedPerson[] }
  /** Whether a target is still as it was when it was chosen; then it is acted on. */
  | { readonly kind: 'look'; readonly job: OpenJobRow; readonly candidate: Candidate }
  | { readonly kind: 'verify'; readonly job: OpenJobRow }
  /** A page went wrong: one unrelated question tells whether the page or the account is the cause. */
  | { readonly kind: 'control'; readonly job: OpenJobRow; readonly failure: Failure; readonly spoilsJob: boolean }
  /** Whether the session holds, asked before any other call. */
  | { readonly kind: 'ask_session'; readonly job: OpenJobRow }
  | { readonly kind: 'linger'; readonly until: Date }
  | { readonly kind: 'ended' };

export const ENDED: Next = { kind: 'ended' };

/** An objection of Instagram to going on. */
export type Objection =
  | { readonly to: 'action' | 'source'; readonly failure: Failure }
  /** Accepted without effect; several in a row are no accident. */
  | { readonly to: 'nothing' };

/** One change that an answer leads to. */
export type Write =
  | {
      readonly kind: 'settle';
      readonly intent: Intent;
      readonly settling: Settling;
      readonly logged: Logged;
      readonly durationMs: number;
    }
  | { readonly kind: 'clear_faults' }
  | { readonly kind: 'trust_session' }
  | {
      readonly kind: 'page';
      readonly job: OpenJobRow;
      readonly page: TargetPage;
      readonly targets: readonly NewTarget[];
      /** Followers to remember as known; null: the page does not decide who is new. */
      readonly followers: readonly string[] | null;
    }
  | { readonly kind: 'profiles'; readonly profiles: readonly KnownProfile[] }
  | { readonly kind: 'prepared'; readonly job: OpenJobRow; readonly people: readonly PreparedPerson[] }
  | { readonly kind: 'skip'; readonly jobId: string; readonly interactionId: string; readonly symbol: ErrorSymbol }
  | { readonly kind: 'retract'; readonly jobId: string; readonly action: string; readonly objects: readonly string[] }
  | { readonly kind: 'job_trouble'; readonly jobIds: readonly string[]; readonly symbol: ErrorSymbol };

/** What an answer leads to: values alone. One place writes it (outcome-writer.ts). */
export interface Outcome {
  /** In this order. They are kept for a bot that was stopped meanwhile, not for an account that is another's by now. */
  readonly writes: readonly Write[];
  readonly objection: Objection | null;
  /** What the answer says of the fleet; null: nothing. */
  readonly fleetSignal: FleetSignal | null;
  /** What the turn does next where nothing objects; null: what the plan says. */
  readonly next: Next | null;
}

/** One call of a turn. `record` is pure: what follows from an answer is a value. */
export interface TurnStep<T> {
  readonly job: OpenJobRow;
  call(session: InstagramSession): Promise<Answer<T>>;
  record(answer: Answer<T>): Outcome;
}

const NOTHING: Outcome = { writes: [], objection: null, fleetSignal: null, next: null };

/** A successful answer. */
export const good = (outcome: Partial<Outcome> = {}): Outcome => ({ ...NOTHING, fleetSignal: 'good', ...outcome });

/** An objection carries its own meaning for the fleet. */
export const objectedTo = (objection: Objection, writes: readonly Write[] = []): Outcome => ({
  ...NOTHING,
  writes,
  objection,
});

/** Answers that may lie with what was asked, and not with the account or the fleet. */
const ABOUT_THE_QUESTION: ReadonlySet<ErrorSymbol> = new Set(['INSTAGRAM_UNEXPECTED', 'INSTAGRAM_UNAVAILABLE']);

/** What follows from a page that could not be had. `spoilsJob`: the job cannot go on without it. */
export const unreadable = (
  { job, faultsInARow, spoilsJob }: { job: OpenJobRow; faultsInARow: number; spoilsJob: boolean },
  failure: Failure,
): Outcome =>
  ABOUT_THE_QUESTION.has(failure.symbol) && !failure.doubt && !isRetried(failure, faultsInARow)
    ? { ...NOTHING, next: { kind: 'control', job, failure, spoilsJob } }
    : objectedTo({ to: spoilsJob ? 'source' : 'action', failure });
