import type { Bot, Job, UndoAnswer } from '@pacekeeper/contracts';
import { useState } from 'react';
import { ActionButton } from '../../../components/action-button.tsx';
import { ConfirmDialog } from '../../../components/confirm-dialog.tsx';
import { AppLink } from '../../../components/links.tsx';
import { SymbolWords } from '../../../components/symbol-words.tsx';
import { arrive } from '../../../lib/focus.ts';
import { number } from '../../../lib/format/number.ts';
import { paths } from '../../../lib/paths.ts';
import { usePerson } from '../../../lib/session/person.ts';
import { jobTitle } from '../../../lib/words.ts';
import { useUndoJob } from '../api/plans.mutations.ts';
import classes from './job.module.css';

/** What taking back means, by action; an action that is not here cannot be taken back. */
const WORDS: Readonly<Partial<Record<Job['action'], { readonly can: string; readonly cannot: string }>>> = {
  follow: {
    can: 'The accounts that this job followed are unfollowed',
    cannot: 'People may have seen the follow, and those who followed back stay.',
  },
  like: {
    can: 'The likes of this job are taken away',
    cannot: 'People may have seen them.',
  },
};

interface Props {
  readonly job: Job;
  readonly bot: Bot | undefined;
}

/** Takes back what a job that has ended did, where that is possible; else says that it is not. */
export function JobUndo({ job, bot }: Props) {
  const undo = useUndoJob(job.id);
  const { needs_approval: needsApproval } = usePerson();
  const [asking, setAsking] = useState(false);
  const words = WORDS[job.action];
  if (job.done === 0 || job.source === 'job') return null;
  if (!words) return <p className={classes.reason}>What this job did cannot be taken back.</p>;
  if (undo.isSuccess) return <Undoing answer={undo.data} />;
  const start = bot?.state === 'stopped' && !needsApproval;
  return (
    <div className={classes.steer}>
      <div className={classes.buttons}>
        <ActionButton variant="default" size="xs" onClick={() => setAsking(true)}>
          Undo
        </ActionButton>
      </div>
      <ConfirmDialog
        opened={asking}
        title={`Undo ${jobTitle(job)}?`}
        confirm={start ? 'Start bot and undo' : 'Undo job'}
        keep="Keep it"
        busyWords="Undoing"
        busy={undo.isPending}
        error={undo.error}
        onConfirm={() => undo.mutate({ start }, { onSuccess: () => setAsking(false) })}
        onClose={() => {
          undo.reset();
          setAsking(false);
        }}
      >
        {words.can}, the oldest first, by a job of its own at the usual pace and within the limits of the day:{' '}
        {number(job.done)} at most. What you took back yourself is left alone. {words.cannot} Actions whose outcome is
        not known are not taken back.
        {needsApproval && ' An administrator has to approve it.'}
      </ConfirmDialog>
    </div>
  );
}

interface UndoingProps {
  readonly answer: UndoAnswer;
}

/** The job that takes it back, and what stays. */
function Undoing({ answer: { job, not_undone: rest } }: UndoingProps) {
  return (
    <div className={classes.steer} role="status" ref={arrive} tabIndex={-1}>
      <p className={classes.reason}>
        Being taken back by <AppLink to={paths.job.href(job.id)}>{jobTitle(job)}</AppLink>.
      </p>
      {rest.length > 0 && (
        <>
          <p className={classes.reason}>{number(rest.length)} not taken back:</p>
          <ul>
            {rest.map(({ target, symbol }, at) => (
              <li key={`${target.pk} ${at}`}>
                @{target.username ?? target.pk}: <SymbolWords symbol={symbol} />
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}
