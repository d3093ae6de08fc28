import type { Account } from '@pacekeeper/contracts';
import { useState } from 'react';
import { ActionButton } from '../../../components/action-button.tsx';
import { ConfirmDialog } from '../../../components/confirm-dialog.tsx';
import { announce } from '../../../lib/announce.ts';
import { useExportSession } from '../api/accounts.mutations.ts';
import classes from './account-settings.module.css';

interface Props {
  readonly account: Account;
}

/** The session of an account as a file, to move it to another installation without a new sign-in. */
export function AccountExport({ account }: Props) {
  const [asking, setAsking] = useState(false);
  const exporting = useExportSession(account.id);
  const name = `@${account.instagram_username}`;
  const confirm = () => {
    exporting.mutate(undefined, {
      onSuccess: () => {
        setAsking(false);
        announce(`The session of ${name} is saved as a file.`);
      },
    });
  };
  return (
    <>
      <p className={classes.words}>
        To move {name} to another Pacekeeper without signing in again, take its session out as a file. You need a second
        factor, and are told by mail.
      </p>
      <div>
        <ActionButton variant="default" onClick={() => setAsking(true)}>
          Export session
        </ActionButton>
      </div>
      <ConfirmDialog
        opened={asking}
        title={`Export the session of ${name}?`}
        confirm="Save the file"
        keep="Cancel"
        busyWords="Exporting"
        busy={exporting.isPending}
        error={exporting.error}
        onConfirm={confirm}
        onClose={() => setAsking(false)}
      >
        Whoever has the file can use {name} without its password. Disconnect the account here once the other
        installation has it: two bots with one session end it.
      </ConfirmDialog>
    </>
  );
}
