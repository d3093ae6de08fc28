import type { Job } from '@pacekeeper/contracts';
import { Bar } from '../../../components/bar.tsx';
import { number } from '../../../lib/format/number.ts';
import { isOver } from '../../../lib/words.ts';
import classes from './job.module.css';

interface Props {
  readonly job: Job;
}

/** How far a job is: the bar, and the same in numbers. */
export function JobProgress({ job: { state, amount, done, skipped, failed, remaining } }: Props) {
  return (
    <div className={classes.progress}>
      <Bar
        whole={Math.max(amount, done + failed)}
        parts={[
          { value: done, tone: 'done' },
          { value: failed, tone: 'failed' },
        ]}
      />
      <p className={classes.counts}>
        <span data-tone="done">
          {number(done)} of {number(amount)} done
        </span>
        <span data-tone="skipped">{number(skipped)} skipped</span>
        <span data-tone="failed">{number(failed)} failed</span>
        {!isOver({ state }) && <span>{number(remaining)} remaining</span>}
      </p>
    </div>
  );
}
