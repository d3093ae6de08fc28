import type { Bot, Job, PlanSummary } from '@pacekeeper/contracts';
import { ActionButton } from '../../../components/action-button.tsx';
import { ErrorBlock } from '../../../components/error-block.tsx';
import { number } from '../../../lib/format/number.ts';
import { isRefusal } from '../../../lib/http/request-error.ts';
import { usePerson } from '../../../lib/session/person.ts';
import { useApprovePlan } from '../api/plans.mutations.ts';
import classes from './job.module.css';

interface Props {
  readonly job: Job;
  /** Absent for an administrator, who approves for a bot that its owner starts. */
  readonly bot?: Bot | undefined;
  readonly summary: PlanSummary;
}

/** Approves exactly what is shown; who has to wait for an administrator reads so. */
export function PlanApproval({ job, bot, summary: { acts, version } }: Props) {
  const { role, needs_approval: needsApproval } = usePerson();
  const approve = useApprovePlan(job.id);
  if (needsApproval && role !== 'admin') {
    return (
      <p>
        An administrator has to approve this plan before it is carried out. You can strike people from it until then, or
        cancel the job.
      </p>
    );
  }
  if (acts === 0) return <p>Nothing is left of this plan to approve. Restore somebody, or cancel the job.</p>;
  const start = bot?.state === 'stopped';
  const press = () => approve.mutate({ version, ...(start && { start }) });
  return (
    <div className={classes.steer}>
      <div className={classes.buttons}>
        <ActionButton busy={approve.isPending} busyWords="Approving" onClick={press}>
          {start ? `Start bot and approve ${number(acts)}` : `Approve ${number(acts)}`}
        </ActionButton>
      </div>
      {isRefusal(approve.error, 'CONFLICT') ? (
        <p role="alert">The plan has changed since you saw it. It was read again: look at it, then approve it.</p>
      ) : (
        approve.isError && <ErrorBlock key={approve.submittedAt} error={approve.error} />
      )}
    </div>
  );
}
