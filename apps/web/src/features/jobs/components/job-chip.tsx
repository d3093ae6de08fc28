import type { Job } from '@pacekeeper/contracts';
import { StateChip } from '../../../components/state-chip.tsx';
import { Until } from '../../../components/times.tsx';
import { jobLook } from '../../../lib/selectors/job-state.ts';

interface Props {
  readonly job: Pick<Job, 'state' | 'until' | 'done'>;
}

export function JobChip({ job }: Props) {
  const { look, word, icon } = jobLook(job);
  return (
    <StateChip look={look} {...(icon && { icon })}>
      {word}
      {job.until && (job.state === 'waiting' || job.state === 'paused') && (
        <>
          , <Until at={job.until} show="until" />
        </>
      )}
    </StateChip>
  );
}
