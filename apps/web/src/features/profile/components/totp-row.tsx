import { useState } from 'react';
import { ActionButton } from '../../../components/action-button.tsx';
import { ConfirmDialog } from '../../../components/confirm-dialog.tsx';
import { ErrorBlock } from '../../../components/error-block.tsx';
import { RelativeTime } from '../../../components/times.tsx';
import { ToolRow } from '../../../components/tool-row.tsx';
import { announce } from '../../../lib/announce.ts';
import { useEnrollTotp, useRemoveTotp } from '../api/two-factor.mutations.ts';
import { TotpSetup } from './totp-setup.tsx';

interface TotpRowProps {
  /** ISO 8601; null where there is none. */
  readonly confirmedAt: string | null;
}

const WHAT = 'An app on your phone shows a 6-digit code that you enter after your password.';

/** The authenticator app: to set up, or its state. */
export function TotpRow({ confirmedAt }: TotpRowProps) {
  const enroll = useEnrollTotp();
  if (confirmedAt) {
    return (
      <ToolRow
        title="Authenticator app"
        words={
          <>
            Set up <RelativeTime at={confirmedAt} />. {WHAT}
          </>
        }
        action={<RemoveTotp />}
      />
    );
  }
  const begin = (
    <ActionButton busy={enroll.isPending} busyWords="Creating a secret" onClick={() => enroll.mutate()}>
      Set up authenticator app
    </ActionButton>
  );
  return (
    <ToolRow
      title="Authenticator app"
      words={`${WHAT} It works without a network.`}
      action={enroll.data ? null : begin}
      result={
        (enroll.isError || enroll.data) && (
          <>
            {enroll.isError && <ErrorBlock key={enroll.submittedAt} error={enroll.error} />}
            {enroll.data && <TotpSetup totp={enroll.data} onCancel={enroll.reset} />}
          </>
        )
      }
    />
  );
}

function RemoveTotp() {
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
        You are no longer asked for its codes. Unless you also have a passkey, your password alone signs you in, and
        your recovery codes stop working.
      </ConfirmDialog>
    </>
  );
}
