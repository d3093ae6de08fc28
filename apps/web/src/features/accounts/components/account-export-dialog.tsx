import type { Account } from '@pacekeeper/contracts';
import { ConfirmDialog } from '../../../components/confirm-dialog.tsx';
import { announce } from '../../../lib/announce.ts';
import { useExportSession } from '../api/accounts.mutations.ts';

interface Props {
  readonly account: Account;
  readonly opened: boolean;
  readonly onClose: () => void;
}

/** Asks before the session of an account is taken out as a file, and says what the file is. */
export function AccountExportDialog({ account, opened, onClose }: Props) {
  const exporting = useExportSession(account.id);
  const name = `@${account.instagram_username}`;
  const close = () => {
    exporting.reset();
    onClose();
  };
  const confirm = () => {
    exporting.mutateAsync().then(
      () => {
        close();
        announce(`The session of ${name} is saved as a file.`);
      },
      () => undefined,
    );
  };
  return (
    <ConfirmDialog
      opened={opened}
      title={`Export the session of ${name}?`}
      confirm="Save the file"
      keep="Cancel"
      danger={false}
      busyWords="Exporting"
      busy={exporting.isPending}
      error={exporting.error}
      onConfirm={confirm}
      onClose={close}
    >
      Whoever has the file can use {name} without its password. Disconnect the account here once the other installation
      has it: two bots with one session end it.
    </ConfirmDialog>
  );
}
