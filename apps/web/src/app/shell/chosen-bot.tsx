import { useQuery } from '@tanstack/react-query';
import { AccountChip } from '../../components/account-chip.tsx';
import { ClockLine } from '../../components/clock-line.tsx';
import { useChosenAccount } from '../../lib/chosen-account.ts';
import { accountsQuery } from '../../lib/queries/accounts.query.ts';
import { botQuery } from '../../lib/queries/bots.query.ts';
import { openJobsQuery } from '../../lib/queries/open-jobs.query.ts';
import { botClock } from '../../lib/selectors/clock.ts';
import classes from './top-bar.module.css';

/** The state of the chosen account's bot, and when it acts next. */
export function ChosenBot() {
  const { data: list } = useQuery(accountsQuery());
  const account = useChosenAccount(list?.items ?? []);
  const { data: bot } = useQuery({ ...botQuery(account?.id ?? ''), enabled: account !== undefined });
  const { data: jobs = [] } = useQuery(openJobsQuery());
  if (!account) return null;
  const own = jobs.filter(({ account_id: id }) => id === account.id);
  const clock = bot?.state === 'running' && bot.session_valid ? botClock(bot, own) : null;
  return (
    <div className={classes.bot}>
      <AccountChip account={account} bot={bot} />
      <ClockLine clock={clock?.at ? { ...clock, why: {} } : null} />
    </div>
  );
}
