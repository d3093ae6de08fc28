import type { Account, Bot, Job } from '@pacekeeper/contracts';
import { AccountChip } from '../../../components/account-chip.tsx';
import { ClockLine } from '../../../components/clock-line.tsx';
import { Initials } from '../../../components/initials.tsx';
import { AppLink } from '../../../components/links.tsx';
import { Section } from '../../../components/section.tsx';
import { counted } from '../../../lib/format/number.ts';
import { paths } from '../../../lib/paths.ts';
import { botClock } from '../../../lib/selectors/clock.ts';
import classes from './dashboard.module.css';

interface Props {
  readonly accounts: readonly Account[];
  readonly bots: ReadonlyMap<string, Bot>;
  readonly openJobs: readonly Job[];
}

/** As many as have their bot loaded; all of them are on their own screen. */
const MOST = 40;

/** One line for each account: what its bot does, and what comes next. */
export function AccountLines({ accounts, bots, openJobs }: Props) {
  return (
    <Section title="Accounts" aside={<AppLink to={paths.accounts.href()}>All accounts</AppLink>}>
      <ul className={classes.accounts}>
        {accounts.slice(0, MOST).map((account) => (
          <AccountLine
            key={account.id}
            account={account}
            bot={bots.get(account.id)}
            jobs={openJobs.filter(({ account_id: id }) => id === account.id)}
          />
        ))}
      </ul>
    </Section>
  );
}

interface LineProps {
  readonly account: Account;
  readonly bot: Bot | undefined;
  readonly jobs: readonly Job[];
}

function AccountLine({ account, bot, jobs }: LineProps) {
  const { id, instagram_username: name } = account;
  return (
    <li className={classes.account}>
      <Initials name={name} />
      <div className={classes.accountWords}>
        <AppLink className={classes.accountName} to={paths.automation.href({ account: id })}>{`@${name}`}</AppLink>
        <AccountChip account={account} bot={bot} />
      </div>
      <div className={classes.clock}>{bot && <ClockLine clock={botClock(bot, jobs)} idle="Nothing to do." />}</div>
      <div className={classes.jobCount}>
        {jobs.length > 0 ? (
          <AppLink to={paths.jobs.href({ account_id: id })}>
            {counted(jobs.length, { one: 'open job', many: 'open jobs' })}
          </AppLink>
        ) : (
          <AppLink to={paths.newJob.href({ account: id })} label={`New job for @${name}`}>
            New job
          </AppLink>
        )}
      </div>
    </li>
  );
}
