import { TextInput } from '@mantine/core';
import type { Account, Job, JobRequest } from '@pacekeeper/contracts';
import { useState } from 'react';
import { Choice } from '../../../components/choice.tsx';
import { announce } from '../../../lib/announce.ts';
import { usePerson } from '../../../lib/session/person.ts';
import { jobTitle } from '../../../lib/words.ts';
import { useCreateSchedule } from '../api/schedules.mutations.ts';
import { ScheduleFields } from './schedule-fields.tsx';
import classes from './schedules.module.css';

interface Props {
  readonly job: Readonly<Record<string, unknown>>;
  readonly name: string;
  readonly cron: string;
  /** Parameters of the job that the person fills in. */
  readonly fillIn: readonly string[];
  /** To choose from where the job names none. */
  readonly accounts: readonly Account[];
  readonly onCreated: () => void;
  readonly onClose: () => void;
}

/** A schedule of a job that is known but for a few words. */
export function NewSchedule({ job, name, cron, fillIn, accounts, onCreated, onClose }: Props) {
  const create = useCreateSchedule();
  const { time_zone: zone } = usePerson();
  const [filled, setFilled] = useState<Readonly<Record<string, string>>>({});
  const [account, setAccount] = useState(String(job['account_id'] ?? accounts[0]?.id ?? ''));
  const body = { ...job, ...filled, ...(account && { account_id: account }) };
  return (
    <div className={classes.card}>
      <p className={classes.quiet}>
        {jobTitle(body as unknown as Job)}, again and again. It never starts a stopped bot.
      </p>
      {accounts.length > 1 && job['account_id'] === undefined && (
        <Choice
          label="Instagram account"
          value={account}
          data={accounts.map(({ id, instagram_username: username }) => ({ value: id, label: `@${username}` }))}
          onChange={(event) => setAccount(event.currentTarget.value)}
        />
      )}
      {fillIn.map((field) => (
        <TextInput
          key={field}
          label={field === 'hashtag' ? 'Hashtag' : field}
          value={filled[field] ?? String(job[field] ?? '')}
          autoComplete="off"
          onChange={(event) => setFilled({ ...filled, [field]: event.currentTarget.value })}
        />
      ))}
      <ScheduleFields
        label="New schedule"
        initial={{ name, cron }}
        zone={zone}
        button="Create schedule"
        busyWords="Creating"
        busy={create.isPending}
        error={create.error}
        onSend={async (times) => {
          await create.mutateAsync({ ...times, job: body as unknown as JobRequest });
          announce(`${times.name} is created`);
          onCreated();
        }}
        onClose={onClose}
      />
    </div>
  );
}
