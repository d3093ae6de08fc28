import type { Account, Bot, Job } from '@pacekeeper/contracts';
import type { ReactNode, RefObject } from 'react';
import { ActionButton } from '../../../components/action-button.tsx';
import { ErrorBlock } from '../../../components/error-block.tsx';
import { RelativeTime, Until } from '../../../components/times.tsx';
import { troubleOfLastError } from '../../../lib/errors/trouble.ts';
import { number } from '../../../lib/format/number.ts';
import { useSaid } from '../../../lib/said.ts';
import { usePerson } from '../../../lib/session/person.ts';
import { isSessionLost } from '../account-mark.ts';
import { useSwitchBot, useTestSession } from '../api/accounts.mutations.ts';
import { AccountSettingsButton } from './account-settings-button.tsx';
import classes from './accounts.module.css';
import { BotChip, SessionChip } from './bot-chips.tsx';
import { Breakers } from './breakers.tsx';
import { BotSwitch } from './bot-switch.tsx';
import { DisconnectButton } from './disconnect-button.tsx';
import { SessionOpenings } from './session-openings.tsx';
import { SessionTestResult } from './session-test.tsx';

interface AccountCardProps {
  /** The name of the account. */
  readonly here: RefObject<HTMLHeadingElement | null>;
  readonly account: Account;
  readonly bot: Bot | undefined;
  readonly jobs: readonly Job[];
  /** The way back in, shown while it is not connected. */
  readonly reconnect: ReactNode;
}

/** One account: its state, and what can be done with it. */
export function AccountCard({ here, account, bot, jobs, reconnect }: AccountCardProps) {
  const person = usePerson();
  const said = useSaid();
  const switching = useSwitchBot(account.id);
  const test = useTestSession(person.id, account.id);
  const lost = isSessionLost(bot);
  const name = `@${account.instagram_username}`;
  return (
    <section className={classes.account} aria-label={`Account ${name}`}>
      <div className={classes.accountHead}>
        <div className={classes.accountWords}>
          <h2 className={classes.accountName} ref={here} tabIndex={-1}>
            {name}
          </h2>
          <div className={classes.chips}>
            <BotChip bot={bot ?? account} />
            <SessionChip valid={account.session_valid} lost={lost} />
          </div>
        </div>
        <div className={classes.buttons}>
          {account.session_valid && <BotSwitch on={account.state !== 'stopped'} switching={switching} />}
          <ActionButton
            variant="default"
            busy={test.isPending}
            busyWords="Asking Instagram"
            onClick={() => test.mutate()}
          >
            Test session
          </ActionButton>
          {(account.session_valid || lost) && <DisconnectButton account={account} jobs={jobs} />}
          <AccountSettingsButton account={account} />
        </div>
      </div>
      <AccountFacts account={account} bot={bot} />
      {bot?.state === 'paused' && bot.reason && bot.reason !== bot.last_error?.message && (
        <p className={classes.reason}>{said(bot)}</p>
      )}
      {switching.isError && <ErrorBlock key={switching.submittedAt} error={switching.error} />}
      <Breakers account={account} />
      <SessionTestResult test={test} />
      {bot?.last_error && !test.data && (
        <ErrorBlock silent trouble={troubleOfLastError(bot.last_error, said(bot.last_error))} />
      )}
      <SessionOpenings account={account} />
      {!account.session_valid && (
        <div className={classes.again}>
          <h3>Connect {name} again</h3>
          {reconnect}
        </div>
      )}
    </section>
  );
}

interface AccountFactsProps {
  readonly account: Account;
  readonly bot: Bot | undefined;
}

/** The quiet line below the name. */
function AccountFacts({ account, bot }: AccountFactsProps) {
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
      {account.proxy_set && <span>Uses its own proxy</span>}
    </p>
  );
}
