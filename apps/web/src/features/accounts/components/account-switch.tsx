import type { Account } from '@pacekeeper/contracts';
import {
  IconAlertTriangle,
  IconPlayerPause,
  IconPlayerPlay,
  IconPlayerStop,
  IconPlugConnectedX,
} from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { VisuallyHidden } from '../../../components/visually-hidden.tsx';
import { paths } from '../../../lib/paths.ts';
import { accountMark } from '../account-mark.ts';
import { botQuery } from '../api/accounts.queries.ts';
import classes from './accounts.module.css';

interface AccountSwitchProps {
  readonly accounts: readonly Account[];
  readonly selected: Account;
}

/** Which of several accounts the screen shows. */
export function AccountSwitch({ accounts, selected }: AccountSwitchProps) {
  if (accounts.length < 2) return null;
  return (
    <nav className={classes.switch} aria-label="Accounts">
      {accounts.map((account) => (
        <AccountTab key={account.id} account={account} here={account.id === selected.id} />
      ))}
    </nav>
  );
}

const ICONS = {
  running: IconPlayerPlay,
  paused: IconPlayerPause,
  stopped: IconPlayerStop,
  'session lost': IconAlertTriangle,
  'not connected': IconPlugConnectedX,
} as const;

interface AccountTabProps {
  readonly account: Account;
  readonly here: boolean;
}

/** The row shows the account that the screen shows; only the row is scrolled, never the page. */
const show = (tab: HTMLAnchorElement | null): void => {
  const row = tab?.parentElement;
  if (tab && row) row.scrollLeft = tab.offsetLeft - (row.clientWidth - tab.offsetWidth) / 2;
};

/** One account of several, and its state. */
function AccountTab({ account, here }: AccountTabProps) {
  const { id, instagram_username: name, session_valid: connected } = account;
  // Only the bot knows why an account is not connected.
  const { data: bot } = useQuery({ ...botQuery(id), enabled: !connected });
  const mark = accountMark(account, bot);
  const Drawn = ICONS[mark];
  return (
    <Link
      ref={here ? show : undefined}
      to={paths.automation.href({ account: id })}
      className={classes.switchItem}
      aria-current={here ? 'true' : undefined}
      preventScrollReset
    >
      <Drawn size={14} stroke={1.75} aria-hidden="true" data-mark={mark} />
      <span className={classes.switchName}>@{name}</span>
      <VisuallyHidden>, {mark}</VisuallyHidden>
    </Link>
  );
}
