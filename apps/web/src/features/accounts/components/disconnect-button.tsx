import type { Account, Job } from '@pacekeeper/contracts';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { ActionButton } from '../../../components/action-button.tsx';
import { ConfirmDialog } from '../../../components/confirm-dialog.tsx';
import { announce } from '../../../lib/announce.ts';
import { paths } from '../../../lib/paths.ts';
import { isOver, jobTitle } from '../../../lib/words.ts';
import { useDisconnect } from '../api/accounts.mutations.ts';

/** What becomes of the jobs that are not over. */
const jobWords = ([job, ...more]: readonly Job[]): string => {
  if (!job) return '';
  const which = more.length === 0 ? `The open job (${jobTitle(job)}) waits` : 'Its open jobs wait';
  return ` ${which} until you reconnect and start the bot again.`;
};

interface Props {
  readonly account: Account;
  /** Its jobs, for what becomes of them. */
  readonly jobs: readonly Job[];
}

export function DisconnectButton({ account, jobs }: Props) {
  const [asking, setAsking] = useState(false);
  const navigate = useNavigate();
  const disconnect = useDisconnect(account.id);
  const name = `@${account.instagram_username}`;
  const open = jobs.filter((job) => !isOver(job));
  const confirm = () => {
    // The screen stays on this account, although connected ones now come before it in the list.
    void navigate(paths.automation.href({ account: account.id }), { replace: true, preventScrollReset: true });
    // The button is unmounted by then, and `mutate` callbacks with it.
    disconnect.mutateAsync().then(
      () => {
        setAsking(false);
        announce(`Disconnected ${name}.`);
      },
      () => undefined,
    );
  };
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
        The bot of {name} stops, and the stored Instagram session is deleted.{jobWords(open)} What it did stays in your
        activity. To continue later, sign in to Instagram again.
      </ConfirmDialog>
    </>
  );
}
