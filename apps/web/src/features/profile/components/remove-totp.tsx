import { useState } from 'react';
import { ActionButton } from '../../../components/action-button.tsx';
import { ConfirmDialog } from '../../../components/confirm-dialog.tsx';
import { announce } from '../../../lib/announce.ts';
import { useRemoveTotp } from '../api/remove-totp.mutation.ts';

export function RemoveTotp() {
  const [asking, setAsking] = useState(false);
  const remove = useRemoveTotp();
  const confirm = () =>
    remove.mutate(undefined, {
      onSuccess: () => {
        setAsking(false);
        announce('The authenticator app is removed');
      },
    });
  return (
    <>
      <ActionButton variant="default" onClick={() => setAsking(true)}>
        Remove
      </ActionButton>
      <ConfirmDialog
        opened={asking}
        title="Remove the authenticator app?"
        confirm="Remove authenticator app"
        keep="Keep it"
        busyWords="Removing"
        busy={remove.isPending}
        error={remove.error}
        onConfirm={confirm}
        onClose={() => setAsking(false)}
      >
        Its codes are not asked for any more. Without a passkey beside it, your password alone signs you in, and your
        recovery codes end.
      </ConfirmDialog>
    </>
  );
}
