import type { Account } from '@pacekeeper/contracts';
import { useState } from 'react';
import { ActionButton } from '../../../components/action-button.tsx';
import { ConfirmDialog } from '../../../components/confirm-dialog.tsx';
import { announce } from '../../../lib/announce.ts';
import { useDisconnect } from '../api/disconnect.mutation.ts';

interface Props {
  readonly account: Account;
}

export function DisconnectButton({ account }: Props) {
  const [asking, setAsking] = useState(false);
  const disconnect = useDisconnect(account.id);
  const name = `@${account.instagram_username}`;
  const confirm = () =>
    disconnect.mutate(undefined, {
      onSuccess: () => {
        setAsking(false);
        announce(`${name} is disconnected`);
      },
    });
  return (
    <>
      <ActionButton variant="default" onClick={() => setAsking(true)}>
        Disconnect
      </ActionButton>
      <ConfirmDialog
        opened={asking}
        title={`Disconnect ${name}?`}
        confirm="Disconnect account"
        keep="Keep connected"
        busyWords="Disconnecting"
        busy={disconnect.isPending}
        error={disconnect.error}
        onConfirm={confirm}
        onClose={() => setAsking(false)}
      >
        The bot of {name} stops, and the stored Instagram session is deleted. What it did stays in your activity. To go
        on later, you sign in at Instagram again.
      </ConfirmDialog>
    </>
  );
}
