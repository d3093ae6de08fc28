import type { User } from '@pacekeeper/contracts';
import { useState } from 'react';
import { ActionButton } from '../../../components/action-button.tsx';
import { ConfirmDialog } from '../../../components/confirm-dialog.tsx';
import { ToolRow } from '../../../components/tool-row.tsx';
import { announce } from '../../../lib/announce.ts';
import { useRemoveSecondFactors } from '../api/users.mutations.ts';
import { SecondFactorChip } from './user-chips.tsx';

interface Props {
  readonly user: User;
}

/** For a user who lost the phone and the recovery codes. */
export function FactorsRemoval({ user }: Props) {
  const [asking, setAsking] = useState(false);
  const remove = useRemoveSecondFactors(user.id);
  const confirm = () =>
    remove.mutate(undefined, {
      onSuccess: () => {
        setAsking(false);
        announce(`The second factors of ${user.username} were removed`);
      },
    });
  return (
    <ToolRow
      title="Second factor"
      words={
        user.two_factor_enabled
          ? 'Remove it only if they lost both the device and the recovery codes, and you have verified who they are.'
          : 'They sign in with the password alone. They set up a second factor in their own profile.'
      }
      state={<SecondFactorChip user={user} />}
      action={
        user.two_factor_enabled && (
          <ActionButton variant="default" onClick={() => setAsking(true)}>
            Remove second factors
          </ActionButton>
        )
      }
    >
      <ConfirmDialog
        opened={asking}
        title={`Remove the second factors of ${user.username}?`}
        confirm="Remove second factors"
        keep="Keep them"
        busyWords="Removing second factors"
        busy={remove.isPending}
        error={remove.error}
        onConfirm={confirm}
        onClose={() => setAsking(false)}
      >
        The authenticator app, every passkey and all recovery codes of {user.username} stop working for good. Until a
        new one is set up, the password alone opens the way in.
      </ConfirmDialog>
    </ToolRow>
  );
}
