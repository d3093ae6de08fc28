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
import { botQuery } from '../api/bot.query.ts';
import classes from './workplace.module.css';

const ICONS = {
  running: IconPlayerPlay,
  paused: IconPlayerPause,
  stopped: IconPlayerStop,
  'session lost': IconAlertTriangle,
  'not connected': IconPlugConnectedX,
} as const;

interface Props {
  readonly account: Account;
  readonly here: boolean;
}

/** The row shows the account that the screen shows; only the row is scrolled, never the page. */
const show = (tab: HTMLAnchorElement | null): void => {
  const row = tab?.parentElement;
  if (tab && row) row.scrollLeft = tab.offsetLeft - (row.clientWidth - tab.offsetWidth) / 2;
};

/** One account of several, and how it stands. */
export function AccountTab({ account, here }: Props) {
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
