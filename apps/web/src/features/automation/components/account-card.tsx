import type { Account, Bot } from '@pacekeeper/contracts';
import type { RefObject } from 'react';
import { ActionButton } from '../../../components/action-button.tsx';
import { ErrorBlock } from '../../../components/error-block.tsx';
import { troubleOfLastError } from '../../../lib/errors/trouble.ts';
import { usePerson } from '../../../lib/session/person.ts';
import { useSwitchBot } from '../api/switch-bot.mutation.ts';
import { useTestSession } from '../api/test-session.mutation.ts';
import { isSessionLost } from '../session-lost.ts';
import { AccountFacts } from './account-facts.tsx';
import { AccountSettingsButton } from './account-settings-button.tsx';
import { BotChip, SessionChip } from './bot-chips.tsx';
import { BotSwitch } from './bot-switch.tsx';
import { ConnectFlow } from './connect-flow.tsx';
import { DisconnectButton } from './disconnect-button.tsx';
import { SessionOpenings } from './session-openings.tsx';
import { SessionTestResult } from './session-test.tsx';
import classes from './workplace.module.css';

interface Props {
  /** The name of the account. */
  readonly here: RefObject<HTMLHeadingElement | null>;
  readonly account: Account;
  readonly bot: Bot | undefined;
}

/** One account: how it stands, and what can be done with it. */
export function AccountCard({ here, account, bot }: Props) {
  const person = usePerson();
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
          {(account.session_valid || lost) && <DisconnectButton account={account} />}
          <AccountSettingsButton account={account} />
        </div>
      </div>
      <AccountFacts account={account} bot={bot} />
      {bot?.state === 'paused' && bot.reason && bot.reason !== bot.last_error?.message && (
        <p className={classes.reason}>{bot.reason}</p>
      )}
      {switching.isError && <ErrorBlock key={switching.submittedAt} error={switching.error} />}
      <SessionTestResult test={test} />
      {bot?.last_error && !test.data && <ErrorBlock silent trouble={troubleOfLastError(bot.last_error)} />}
      <SessionOpenings account={account} />
      {!account.session_valid && (
        <div className={classes.again}>
          <h3>Connect {name} again</h3>
          <ConnectFlow username={account.instagram_username} />
        </div>
      )}
    </section>
  );
}
