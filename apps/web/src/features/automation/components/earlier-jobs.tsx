import type { Job } from '@pacekeeper/contracts';
import { LoadMore } from '../../../components/load-more.tsx';
import { Section } from '../../../components/section.tsx';
import { isOver } from '../../../lib/words.ts';
import type { JobsResult } from '../use-jobs.ts';
import { JobRow } from './job-row.tsx';
import classes from './job.module.css';

interface Props {
  readonly query: JobsResult;
  readonly jobs: readonly Job[];
}

/** What is over. */
export function EarlierJobs({ query, jobs }: Props) {
  const over = jobs.filter(isOver);
  if (over.length === 0 && !query.hasNextPage) return null;
  return (
    <Section title="Earlier jobs">
      <ul className={classes.rows}>
        {over.map((job) => (
          <JobRow key={job.id} job={job} />
        ))}
      </ul>
      <LoadMore query={query}>Load earlier jobs</LoadMore>
    </Section>
  );
}
