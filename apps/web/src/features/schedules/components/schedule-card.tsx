import { Switch } from '@mantine/core';
import type { Job, Schedule } from '@pacekeeper/contracts';
import { useId, useState } from 'react';
import { ActionButton } from '../../../components/action-button.tsx';
import { ErrorBlock } from '../../../components/error-block.tsx';
import { Facts } from '../../../components/facts.tsx';
import { AppLink } from '../../../components/links.tsx';
import { SymbolWords } from '../../../components/symbol-words.tsx';
import { RelativeTime, Until } from '../../../components/times.tsx';
import { VisuallyHidden } from '../../../components/visually-hidden.tsx';
import { announce } from '../../../lib/announce.ts';
import { useKeptFocus } from '../../../lib/focus.ts';
import { capital } from '../../../lib/format/number.ts';
import { paths } from '../../../lib/paths.ts';
import { jobTitle } from '../../../lib/words.ts';
import { useChangeSchedule, useRunSchedule } from '../api/schedules.mutations.ts';
import { cronWords } from '../cron-words.ts';
import { ScheduleFields } from './schedule-fields.tsx';
import classes from './schedules.module.css';

interface Props {
  readonly schedule: Schedule;
  /** "@mia.travels"; absent while the accounts are being loaded. */
  readonly account: string | undefined;
  readonly onRemove: () => void;
}

/** One schedule: what it creates, when, how the last run went, and what can be done with it. */
export function ScheduleCard({ schedule, account, onRemove }: Props) {
  const { id, name, job, cron, time_zone: zone, enabled, next_run_at: next, last_run: last } = schedule;
  const title = useId();
  const change = useChangeSchedule(id);
  const run = useRunSchedule(id);
  const [editing, setEditing] = useState(false);
  const here = useKeptFocus<HTMLElement>(String(editing));
  const close = () => {
    change.reset();
    setEditing(false);
  };
  return (
    <article className={classes.card} aria-labelledby={title} ref={here} tabIndex={-1}>
      <div className={classes.head}>
        <h2 id={title} className={classes.name}>
          {name}
        </h2>
        <Switch
          label="On"
          aria-label={`On: ${name}`}
          checked={change.isPending && change.variables.enabled !== undefined ? change.variables.enabled : enabled}
          onChange={(event) => !change.isPending && change.mutate({ enabled: event.currentTarget.checked })}
        />
      </div>
      <p className={classes.quiet}>
        {jobTitle(job as unknown as Job)}
        {account && `, by ${account}`}
      </p>
      <Facts
        facts={[
          ['When', capital(cronWords(cron) ?? cron)],
          ['Zone', zone],
          ['Next run', next ? <Until key="next" at={next} show="in" /> : 'none while it is off'],
          [
            'Last run',
            last && (
              <span key="last">
                <RelativeTime at={last.at} />
                {last.job_id && (
                  <>
                    : <AppLink to={paths.job.href(last.job_id)}>its job</AppLink>
                  </>
                )}
                {last.symbol && (
                  <>
                    : no job. <SymbolWords symbol={last.symbol} />
                  </>
                )}
              </span>
            ),
          ],
        ]}
      />
      {change.isError && !editing && <ErrorBlock key={change.submittedAt} error={change.error} />}
      {run.isError && <ErrorBlock key={run.submittedAt} error={run.error} />}
      {run.isSuccess && (
        <p role="status" className={classes.quiet}>
          A job was created: <AppLink to={paths.job.href(run.data.job.id)}>{jobTitle(run.data.job)}</AppLink>
        </p>
      )}
      {editing ? (
        <ScheduleFields
          label={`Edit ${name}`}
          initial={{ name, cron }}
          zone={zone}
          button="Save schedule"
          busyWords="Saving"
          busy={change.isPending}
          error={change.error}
          onSend={async (body) => {
            await change.mutateAsync(body);
            announce(`${body.name} is saved`);
            close();
          }}
          onClose={close}
        />
      ) : (
        <div className={classes.buttons}>
          <ActionButton variant="default" size="xs" busy={run.isPending} onClick={() => run.mutate()}>
            Run now <VisuallyHidden>{name}</VisuallyHidden>
          </ActionButton>
          <ActionButton variant="default" size="xs" onClick={() => setEditing(true)}>
            Edit <VisuallyHidden>{name}</VisuallyHidden>
          </ActionButton>
          <ActionButton variant="subtle" size="xs" onClick={onRemove}>
            Delete <VisuallyHidden>{name}</VisuallyHidden>
          </ActionButton>
        </div>
      )}
    </article>
  );
}
