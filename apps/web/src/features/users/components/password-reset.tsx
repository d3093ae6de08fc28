import { Modal } from '@mantine/core';
import type { User } from '@pacekeeper/contracts';
import { useState } from 'react';
import { ActionButton } from '../../../components/action-button.tsx';
import { ConfirmDialog } from '../../../components/confirm-dialog.tsx';
import { ToolRow } from '../../../components/tool-row.tsx';
import { useResetPassword } from '../api/users.mutations.ts';
import { HandOver } from './hand-over.tsx';

interface Props {
  readonly user: User;
}

/** Starts a reset: by mail where there is an address, else with a password to hand over. */
export function PasswordReset({ user: { id, username, email } }: Props) {
  const [asking, setAsking] = useState(false);
  const reset = useResetPassword(id);
  const shown = Boolean(reset.data?.one_time_password);
  return (
    <ToolRow
      title="Password"
      words={
        email
          ? `A link is mailed to ${email}, where they choose a new password. You never see it.`
          : 'There is no e-mail address, so you get a one-time password to hand over.'
      }
      action={
        <ActionButton variant="default" onClick={() => setAsking(true)}>
          Reset password
        </ActionButton>
      }
    >
      <ConfirmDialog
        opened={asking}
        title={`Reset the password of ${username}?`}
        confirm="Reset password"
        keep="Keep as it is"
        busyWords="Starting the reset"
        busy={reset.isPending}
        error={reset.error}
        onConfirm={() => reset.mutate(undefined, { onSuccess: () => setAsking(false) })}
        onClose={() => setAsking(false)}
      >
        {email
          ? `${email} gets a link that works once and for 30 minutes. Until it is used, the old password stays. Second factors stay too.`
          : 'The old password stops working now, and every login session ends. Second factors stay.'}
      </ConfirmDialog>
      {/* A one-time password is shown only now: nothing but its own button closes the dialog over it. */}
      <Modal
        opened={Boolean(reset.data)}
        onClose={reset.reset}
        title={`Password of ${username}`}
        closeOnClickOutside={!shown}
        closeOnEscape={!shown}
        withCloseButton={!shown}
      >
        {reset.data && (
          <HandOver password={reset.data.one_time_password} mailed={reset.data.mailed} onDone={reset.reset}>
            <strong>{reset.data.mailed ? `A link is on its way to ${email}.` : 'The password was reset.'}</strong>
          </HandOver>
        )}
      </Modal>
    </ToolRow>
  );
}
