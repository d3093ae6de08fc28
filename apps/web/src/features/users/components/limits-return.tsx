import type { User } from '@pacekeeper/contracts';
import { useState } from 'react';
import { ActionButton } from '../../../components/action-button.tsx';
import { ConfirmDialog } from '../../../components/confirm-dialog.tsx';
import { announce } from '../../../lib/announce.ts';
import { useClearUserLimits } from '../api/clear-user-limits.mutation.ts';

interface Props {
  readonly user: User;
}

/** Back to the limits that hold for everybody. */
export function LimitsReturn({ user: { id, username } }: Props) {
  const [asking, setAsking] = useState(false);
  const clear = useClearUserLimits(id);
  const confirm = () =>
    clear.mutate(undefined, {
      onSuccess: () => {
        setAsking(false);
        announce(`The limits of everybody hold for ${username} again`);
      },
    });
  return (
    <>
      <ActionButton variant="default" onClick={() => setAsking(true)}>
        Back to the default
      </ActionButton>
      <ConfirmDialog
        opened={asking}
        title={`Back to the default for ${username}?`}
        confirm="Back to the default"
        keep="Keep their own"
        busyWords="Changing limits"
        busy={clear.isPending}
        error={clear.error}
        danger={false}
        onConfirm={confirm}
        onClose={() => setAsking(false)}
      >
        The limits that were set for {username} alone, and their reason, are dropped. The limits of everybody hold from
        the next action on.
      </ConfirmDialog>
    </>
  );
}
