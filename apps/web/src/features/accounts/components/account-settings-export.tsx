import type { Account } from '@pacekeeper/contracts';
import { ActionButton } from '../../../components/action-button.tsx';
import classes from './account-settings.module.css';

interface Props {
  readonly account: Account;
  readonly onExport: () => void;
}

/** The session of an account as a file, to move it to another installation without a new sign-in. */
export function AccountExport({ account, onExport }: Props) {
  return (
    <>
      <p className={classes.words}>
        To move @{account.instagram_username} to another Pacekeeper without signing in again, take its session out as a
        file. You need a second factor, and are told by mail.
      </p>
      <div>
        <ActionButton variant="default" onClick={onExport}>
          Export session
        </ActionButton>
      </div>
    </>
  );
}
