import type { Simulator } from '@pacekeeper/testing';

export interface JobState {
  readonly account: string;
  readonly asked: number;
  readonly done: number;
  /** Refused, or found not to have happened; such an action is not replaced by another. */
  readonly failed: number;
  readonly ended: boolean;
}

/** One follow: by whom, of whom. */
export interface Follow {
  readonly account: string;
  readonly target: string;
}

/** What a design believes that it has done. */
export interface Books {
  readonly confirmed: readonly Follow[];
  /** Follows whose outcome it does not know yet. */
  readonly open: number;
  /** Quota spent by each account; null for a design that keeps none. */
  readonly quotaUsed: ReadonlyMap<string, number> | null;
}

/** A design at work: accounts that follow, processes that can be killed, and what it says of itself. */
export interface Trial {
  readonly simulator: Simulator;
  /** The names of its Instagram accounts. */
  readonly accounts: readonly string[];
  /** How long it waits before it gives up on a process that says nothing, milliseconds; a freeze lasts longer. */
  readonly patienceMs: number;
  /** The ids of the processes that work now. */
  workers(): number[];
  /** Gives an account one more job. */
  ask(account: string): Promise<void>;
  /** All jobs that were ever asked for. */
  jobs(): Promise<JobState[]>;
  /** The accounts that began and finished a follow, or ended a job, after that moment. */
  advancedSince(moment: Date): Promise<Set<string>>;
  books(): Promise<Books>;
  stop(): Promise<void>;
}
