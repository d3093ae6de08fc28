import type { Effect } from './simulated.ts';
import type { Books, Follow, JobState } from './trial.ts';

export interface Facts {
  readonly jobs: readonly JobState[];
  readonly effects: readonly Effect[];
  readonly books: Books;
  /** The most calls that one account had in flight at once. */
  readonly mostInFlight: number;
}

export interface Findings {
  /** Follows that Instagram has carried out, each counted once for each time. */
  readonly actions: number;
  /** Targets whose follow Instagram accepted, or carried out, more than once for one account. */
  readonly twice: readonly string[];
  /** Follows that Instagram knows and the books do not, or the reverse. */
  readonly lost: readonly string[];
  /** Whatever else should not be, in words. */
  readonly faults: readonly string[];
}

const nameOf = ({ account, target }: Follow): string => `${account} -> ${target}`;

const without = (these: ReadonlySet<string>, those: ReadonlySet<string>, why: string): string[] =>
  [...these].filter((name) => !those.has(name)).map((name) => `${name} (${why})`);

const countBy = (follows: readonly Follow[]): Map<string, number> => {
  const counts = new Map<string, number>();
  for (const { account } of follows) counts.set(account, (counts.get(account) ?? 0) + 1);
  return counts;
};

const faultsOfJobs = (jobs: readonly JobState[], applied: number): string[] => {
  const done = jobs.reduce((sum, job) => sum + job.done, 0);
  return [
    ...jobs
      .filter(({ ended, done: did, failed, asked }) => !ended || did + failed !== asked)
      .map((job) => {
        const refused = job.failed > 0 ? ` and ${job.failed} failed` : '';
        return `a job of ${job.account} ${job.ended ? 'ended' : 'stands'} at ${job.done}${refused} of ${job.asked}`;
      }),
    ...(applied === done ? [] : [`${done} follows are called done, and Instagram has ${applied}`]),
  ];
};

const faultsOfQuota = ({ quotaUsed, confirmed }: Books): string[] => {
  if (!quotaUsed) return [];
  const done = countBy(confirmed);
  return [...new Set([...quotaUsed.keys(), ...done.keys()])]
    .filter((account) => quotaUsed.get(account) !== done.get(account))
    .map(
      (account) => `${account} has ${done.get(account) ?? 0} follows, and a quota of ${quotaUsed.get(account)} spent`,
    );
};

/** Holds what a design believes against what Instagram knows. */
export const compare = ({ jobs, effects, books, mostInFlight }: Facts): Findings => {
  const applied = effects.filter((effect) => effect.applied > 0);
  const actions = effects.reduce((sum, effect) => sum + effect.applied, 0);
  const there = new Set(applied.map(nameOf));
  const here = new Set(books.confirmed.map(nameOf));
  return {
    actions,
    twice: effects.filter((effect) => effect.accepted > 1 || effect.applied > 1).map(nameOf),
    lost: [...without(there, here, 'only Instagram knows it'), ...without(here, there, 'Instagram does not know it')],
    faults: [
      ...faultsOfJobs(jobs, actions),
      ...faultsOfQuota(books),
      ...(books.open > 0 ? [`the outcome of ${books.open} follows was never found out`] : []),
      ...(mostInFlight > 1 ? [`one account had ${mostInFlight} calls in flight at once`] : []),
    ],
  };
};
