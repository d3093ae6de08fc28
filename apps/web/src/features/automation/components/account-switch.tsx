import type { Account } from '@pacekeeper/contracts';
import { Link } from 'react-router';
import { paths } from '../../../lib/paths.ts';
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
      {accounts.map(({ id, instagram_username: name }) => (
        <Link
          key={id}
          to={paths.automation.href({ account: id })}
          className={classes.switchItem}
          aria-current={id === selected.id ? 'true' : undefined}
          preventScrollReset
        >
          @{name}
        </Link>
      ))}
    </nav>
  );
}
