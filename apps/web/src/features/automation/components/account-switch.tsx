import type { Account } from '@pacekeeper/contracts';
import { AccountTab } from './account-tab.tsx';
import classes from './workplace.module.css';

interface Props {
  readonly accounts: readonly Account[];
  readonly selected: Account;
}

/** Which of several accounts the screen shows. */
export function AccountSwitch({ accounts, selected }: Props) {
  if (accounts.length < 2) return null;
  return (
    <nav className={classes.switch} aria-label="Accounts">
      {accounts.map((account) => (
        <AccountTab key={account.id} account={account} here={account.id === selected.id} />
      ))}
    </nav>
  );
}
