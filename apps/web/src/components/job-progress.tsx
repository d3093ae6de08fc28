import { number } from '../lib/format/number.ts';
import { isOver, type JobCounts, jobSums } from '../lib/selectors/job-state.ts';
import { Bar } from './bar.tsx';
import classes from './job-progress.module.css';

interface Props {
  readonly job: JobCounts;
}

/** How far a job is: the bar, and the same in numbers that add up. */
export function JobProgress({ job }: Props) {
  const { done, failed, unknown, remaining, skipped } = jobSums(job);
  const over = isOver(job);
  return (
    <div className={classes.progress}>
      <Bar
        whole={Math.max(job.amount, done + failed + unknown)}
        parts={[
          { value: done, tone: 'done' },
          { value: failed, tone: 'failed' },
          { value: unknown, tone: 'unknown' },
        ]}
      />
      <p className={classes.counts}>
        <span data-tone="done">
          {number(done)} of {number(job.amount)} done
        </span>
        {failed > 0 && <span data-tone="failed">{number(failed)} failed</span>}
        {unknown > 0 && <span data-tone="unknown">{number(unknown)} unknown</span>}
        {remaining > 0 && (
          <span data-tone="remaining">{`${number(remaining)} ${over ? 'not done' : 'remaining'}`}</span>
        )}
        {skipped > 0 && <span data-tone="skipped">{number(skipped)} skipped</span>}
      </p>
    </div>
  );
}
