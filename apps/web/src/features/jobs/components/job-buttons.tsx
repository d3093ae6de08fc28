import type { Job } from '@pacekeeper/contracts';
import { useState } from 'react';
import { ActionButton } from '../../../components/action-button.tsx';
import { ConfirmDialog } from '../../../components/confirm-dialog.tsx';
import { ErrorBlock } from '../../../components/error-block.tsx';
import { number } from '../../../lib/format/number.ts';
import { isPlan } from '../../../lib/selectors/job-state.ts';
import { jobTitle } from '../../../lib/words.ts';
import { useSteerJob } from '../api/jobs.mutations.ts';
import classes from './job.module.css';

interface Props {
  readonly job: Job;
}

/** Pause or resume, and cancel; a plan does nothing that could be paused. */
export function JobButtons({ job }: Props) {
  const steer = useSteerJob(job.id);
  const [asking, setAsking] = useState(false);
  const paused = job.state === 'paused';
  const busy = (how: typeof steer.variables) => steer.isPending && steer.variables === how;
  return (
    <div className={classes.steer}>
      <div className={classes.buttons}>
        {!isPlan(job) && (
          <ActionButton
            variant="default"
            size="xs"
            busy={busy('pause') || busy('resume')}
            busyWords={paused ? 'Resuming' : 'Pausing'}
            onClick={() => steer.mutate(paused ? 'resume' : 'pause')}
          >
            {paused ? 'Resume job' : 'Pause job'}
          </ActionButton>
        )}
        <ActionButton variant="subtle" size="xs" onClick={() => setAsking(true)}>
          Cancel job
        </ActionButton>
      </div>
      {steer.isError && !asking && <ErrorBlock key={steer.submittedAt} error={steer.error} />}
      <ConfirmDialog
        opened={asking}
        title={`Cancel ${jobTitle(job)}?`}
        confirm="Cancel job"
        keep="Keep running"
        busyWords="Cancelling"
        busy={busy('cancel')}
        error={steer.error}
        onConfirm={() => steer.mutate('cancel', { onSuccess: () => setAsking(false) })}
        onClose={() => setAsking(false)}
      >
        The remaining {number(job.remaining)} will not be done. The {number(job.done)} already done stay as they are.
      </ConfirmDialog>
    </div>
  );
}
