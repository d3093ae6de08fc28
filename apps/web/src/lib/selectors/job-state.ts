import type { Job, JobState } from '@pacekeeper/contracts';
import type { Look } from '../words.ts';

/** What the counts of a job are read from; `unknown` and `short` are absent in answers of older versions. */
export interface JobCounts extends Pick<Job, 'state' | 'amount' | 'done' | 'skipped' | 'failed'> {
  readonly unknown?: number | undefined;
}

interface JobLook {
  readonly look: Look;
  readonly word: string;
  readonly icon?: 'check' | 'cross' | 'alert';
}

const LOOKS: Readonly<Record<JobState, JobLook>> = {
  planning: { look: 'waiting', word: 'being planned' },
  planned: { look: 'waiting', word: 'waiting for approval' },
  queued: { look: 'waiting', word: 'queued' },
  running: { look: 'running', word: 'running' },
  waiting: { look: 'waiting', word: 'waiting' },
  paused: { look: 'paused', word: 'paused' },
  completed: { look: 'running', word: 'completed', icon: 'check' },
  failed: { look: 'blocked', word: 'failed' },
  cancelled: { look: 'stopped', word: 'cancelled', icon: 'cross' },
};

/** A job that has ended without one action is never green. */
const IN_VAIN: JobLook = { look: 'paused', word: 'completed, nothing done', icon: 'alert' };

/** What every chip, row and announcement calls the state of a job. */
export const jobLook = ({ state, done }: Pick<JobCounts, 'state' | 'done'>): JobLook =>
  state === 'completed' && done === 0 ? IN_VAIN : LOOKS[state];

const OVER: readonly JobState[] = ['completed', 'failed', 'cancelled'];

/** True where nothing more will come of the job. */
export const isOver = (job: Pick<Job, 'state'>): boolean => OVER.includes(job.state);

/** True where nothing is done before an approval. */
export const isPlan = ({ state }: Pick<Job, 'state'>): boolean => state === 'planning' || state === 'planned';

export interface JobSums {
  readonly done: number;
  readonly failed: number;
  readonly unknown: number;
  /** Still to come; of a job that has ended, what it fell short by. */
  readonly remaining: number;
  /** Outside of the sum: done + failed + unknown + remaining = amount. */
  readonly skipped: number;
}

/** The numbers of a job, which add up to its amount wherever they are shown. */
export const jobSums = ({ amount, done, failed, skipped, unknown = 0 }: JobCounts): JobSums => ({
  done,
  failed,
  unknown,
  skipped,
  remaining: Math.max(0, amount - done - failed - unknown),
});
