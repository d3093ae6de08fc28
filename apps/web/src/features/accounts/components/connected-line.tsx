import type { Account, Job } from '@pacekeeper/contracts';
import { ActionButton } from '../../../components/action-button.tsx';
import { usePerson } from '../../../lib/session/person.ts';
import { useTestSession } from '../api/accounts.mutations.ts';
import { AccountSettingsButton } from './account-settings-button.tsx';
import { SessionChip } from './bot-chips.tsx';
import { DisconnectButton } from './disconnect-button.tsx';
import classes from './accounts.module.css';
import { SessionTestResult } from './session-test.tsx';

interface Props {
  readonly account: Account;
  readonly jobs: readonly Job[];
}

/** The first step once it is done: which account, and whether Instagram still knows it. */
export function ConnectedLine({ account, jobs }: Props) {
  const person = usePerson();
  const test = useTestSession(person.id, account.id);
  return (
    <>
      <div className={classes.line}>
        <span className={classes.name}>@{account.instagram_username}</span>
        <SessionChip valid={account.session_valid} />
        <ActionButton
          variant="default"
          busy={test.isPending}
          busyWords="Asking Instagram"
          onClick={() => test.mutate()}
        >
          Test session
        </ActionButton>
        <DisconnectButton account={account} jobs={jobs} />
        <AccountSettingsButton account={account} />
      </div>
      <SessionTestResult test={test} />
    </>
  );
}
