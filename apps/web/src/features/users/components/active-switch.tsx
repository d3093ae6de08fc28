import type { User } from '@pacekeeper/contracts';
import { useState } from 'react';
import { ActionButton } from '../../../components/action-button.tsx';
import { ConfirmDialog } from '../../../components/confirm-dialog.tsx';
import { ErrorBlock } from '../../../components/error-block.tsx';
import { ToolRow } from '../../../components/tool-row.tsx';
import { announce } from '../../../lib/announce.ts';
import { useUpdateUser } from '../api/users.mutations.ts';

interface Props {
  readonly user: User;
  readonly isSelf: boolean;
}

/** Keeps a user out for a while, with everything that is theirs left in place. */
export function ActiveSwitch({ user, isSelf }: Props) {
  const [asking, setAsking] = useState(false);
  const update = useUpdateUser(user.id);
  const turn = (is_active: boolean) =>
    update.mutate(
      { is_active },
      {
        onSuccess: () => {
          setAsking(false);
          announce(`${user.username} is ${is_active ? 'active again' : 'disabled'}`);
        },
      },
    );
  return user.is_active ? (
    <ToolRow
      title="Disable"
      words={`Nobody can sign in as ${user.username} until the user is enabled again. Nothing is deleted.`}
      action={
        <ActionButton variant="default" onClick={() => setAsking(true)}>
          Disable user
        </ActionButton>
      }
    >
      <ConfirmDialog
        opened={asking}
        title={`Disable ${user.username}?`}
        confirm="Disable user"
        keep="Keep active"
        busyWords="Disabling user"
        busy={update.isPending}
        error={update.error}
        onConfirm={() => turn(false)}
        onClose={() => setAsking(false)}
      >
        {isSelf
          ? 'This is you: you are signed out at once, and only another administrator can let you in again.'
          : `${user.username} is signed out at once and cannot sign in.`}{' '}
        Accounts, jobs and history stay.
      </ConfirmDialog>
    </ToolRow>
  ) : (
    <ToolRow
      title="Enable"
      words={`${user.username} is disabled and cannot sign in. Their data is still here.`}
      action={
        <ActionButton variant="default" busy={update.isPending} busyWords="Enabling user" onClick={() => turn(true)}>
          Enable user
        </ActionButton>
      }
      result={update.isError && <ErrorBlock key={update.submittedAt} error={update.error} />}
    />
  );
}
