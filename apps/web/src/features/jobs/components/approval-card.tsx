import type { Job, User } from '@pacekeeper/contracts';
import { useId, useState } from 'react';
import { ActionButton } from '../../../components/action-button.tsx';
import { RelativeTime } from '../../../components/times.tsx';
import { VisuallyHidden } from '../../../components/visually-hidden.tsx';
import { jobTitle } from '../../../lib/words.ts';
import classes from './approvals.module.css';
import { JobPlan } from './job-plan.tsx';
import { RejectForm } from './reject-form.tsx';

interface Props {
  readonly user: User;
  readonly job: Job;
}

/** One plan: who wants what, the plan itself with its approval, and the rejection. */
export function ApprovalCard({ user, job }: Props) {
  const id = useId();
  const [shown, setShown] = useState<'plan' | 'reject' | null>(null);
  const title = jobTitle(job);
  return (
    <article className={classes.card} aria-labelledby={id}>
      <h2 id={id} className={classes.title}>
        {title}
      </h2>
      <p className={classes.quiet}>
        By {user.username}, asked <RelativeTime at={job.created_at} />.
      </p>
      <div className={classes.buttons}>
        <ActionButton size="xs" onClick={() => setShown(shown === 'plan' ? null : 'plan')}>
          {shown === 'plan' ? 'Hide plan' : 'Look at plan'} <VisuallyHidden>of {user.username}</VisuallyHidden>
        </ActionButton>
        <ActionButton variant="default" size="xs" onClick={() => setShown(shown === 'reject' ? null : 'reject')}>
          {shown === 'reject' ? 'Keep waiting' : 'Reject'} <VisuallyHidden>the plan of {user.username}</VisuallyHidden>
        </ActionButton>
      </div>
      {shown === 'plan' && <JobPlan job={job} />}
      {shown === 'reject' && <RejectForm jobId={job.id} username={user.username} />}
    </article>
  );
}
