import type { Account, Bot } from '@pacekeeper/contracts';
import { RelativeTime } from '../../../components/relative-time.tsx';
import { Until } from '../../../components/until.tsx';
import { number } from '../../../lib/format/number.ts';
import classes from './workplace.module.css';

interface Props {
  readonly account: Account;
  readonly bot: Bot | undefined;
}

/** The quiet line below the name. */
export function AccountFacts({ account, bot }: Props) {
  return (
    <p className={classes.facts}>
      {bot?.next_action_at && bot.state === 'running' && (
        <span>
          Next action <Until at={bot.next_action_at} show="in" />
        </span>
      )}
      <span>
        Connected <RelativeTime at={account.connected_at} />
      </span>
      <span>
        {account.last_tested_at ? (
          <>
            Tested <RelativeTime at={account.last_tested_at} />
          </>
        ) : (
          'Not tested yet'
        )}
      </span>
      {account.ramp < 1 && <span>May use {number(Math.round(account.ramp * 100))} % of the limits today</span>}
      {account.proxy_set && <span>Through its own proxy</span>}
    </p>
  );
}
