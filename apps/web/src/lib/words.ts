import {
  ACTION_LABELS,
  ACTIONS,
  type Action,
  type Job,
  renderJobTitle,
  type Side,
  SOURCE_ENTRIES,
  type SourceEntry,
} from '@pacekeeper/contracts';
import { capital, sentenceCase } from './format/number.ts';
import { languageOf } from './said.ts';

/** The looks a state may have; each goes with a word and an icon. */
export type Look = 'running' | 'waiting' | 'paused' | 'stopped' | 'blocked' | 'unknown';

export { isOver } from './selectors/job-state.ts';

const isAction = (name: string): name is Action => (ACTIONS as readonly string[]).includes(name);

/** What an activity row calls what happened. */
export const activityLabel = (name: string): string => {
  const label = isAction(name) ? ACTION_LABELS[name].one : sentenceCase(name);
  return capital(label);
};

const SOURCES: readonly SourceEntry[] = SOURCE_ENTRIES;

/** "20 follows from #travel": in the reader's words, from what the entry of its source says it is about. */
export const jobTitle = (job: Pick<Job, 'action' | 'source' | 'amount'>): string =>
  renderJobTitle(
    {
      action: job.action,
      amount: job.amount,
      source: job.source,
      of: SOURCES.find(({ source }) => source === job.source)?.about({ ...job }),
    },
    languageOf(navigator.languages),
  );

export const SIDE_WORDS: Readonly<Record<Side, string>> = {
  you: 'On your side',
  instagram: 'On Instagram’s side',
  target: 'On the target’s side',
  us: 'On our side',
};
