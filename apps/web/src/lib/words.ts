import { ACTION_LABELS, ACTIONS, type Action, type Job, type JobState, type Side } from '@pacekeeper/contracts';
import { capital, counted, sentenceCase } from './format/number.ts';

/** The looks a state may have; each goes with a word and an icon. */
export type Look = 'running' | 'waiting' | 'paused' | 'stopped' | 'blocked' | 'unknown';

export const JOB_STATE_LOOKS: Readonly<Record<JobState, { look: Look; word: string }>> = {
  queued: { look: 'waiting', word: 'queued' },
  running: { look: 'running', word: 'running' },
  waiting: { look: 'waiting', word: 'waiting' },
  paused: { look: 'paused', word: 'paused' },
  completed: { look: 'running', word: 'completed' },
  failed: { look: 'blocked', word: 'failed' },
  cancelled: { look: 'stopped', word: 'cancelled' },
};

const OVER: readonly JobState[] = ['completed', 'failed', 'cancelled'];

/** True where nothing more will come of the job. */
export const isOver = (job: Pick<Job, 'state'>): boolean => OVER.includes(job.state);

const isAction = (name: string): name is Action => (ACTIONS as readonly string[]).includes(name);

/** What an activity row calls what happened. */
export const activityLabel = (name: string): string => {
  const label = isAction(name) ? ACTION_LABELS[name].one : sentenceCase(name);
  return capital(label);
};

/** "20 follows from #travel". */
export const jobTitle = (job: Pick<Job, 'action' | 'source' | 'hashtag' | 'amount'>): string => {
  const what = counted(job.amount, ACTION_LABELS[job.action]);
  return job.hashtag ? `${what} from #${job.hashtag}` : `${what} from ${job.source.replaceAll('_', ' ')}`;
};

export const SIDE_WORDS: Readonly<Record<Side, string>> = {
  you: 'On your side',
  instagram: 'On Instagram’s side',
  target: 'On the target’s side',
  us: 'On our side',
};
