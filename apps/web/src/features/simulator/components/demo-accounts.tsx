import type { DemoAccount } from '@pacekeeper/contracts';
import { useNavigate } from 'react-router';
import { CopyButton } from '../../../components/copy-button.tsx';
import { ActionButton } from '../../../components/action-button.tsx';
import { announce } from '../../../lib/announce.ts';
import { chooseDemoAccount } from '../../../lib/demo-choice.ts';
import { capital } from '../../../lib/format/number.ts';
import { paths } from '../../../lib/paths.ts';
import { useSession } from '../../../lib/session/use-session.ts';
import classes from './simulator-banner.module.css';

interface Props {
  readonly accounts: readonly DemoAccount[];
  readonly onChosen: () => void;
}

/** The invented accounts: one click fills the connect form; before a sign-in they can be copied. */
export function DemoAccounts({ accounts, onChosen }: Props) {
  const session = useSession();
  const navigate = useNavigate();
  const canConnect = session.status === 'signed_in' && !session.mustChangePassword;

  const choose = (account: DemoAccount) => {
    const taken = chooseDemoAccount(account);
    announce(`${account.username} is in the connect form`);
    onChosen();
    if (!taken) void navigate(paths.accounts.href());
  };

  return (
    <div className={classes.panel}>
      <p className={classes.hint}>
        Invented Instagram accounts to connect here
        {canConnect ? '.' : ' once you are signed in. They do not sign in to Pacekeeper itself.'}
      </p>
      <ul className={classes.accounts}>
        {accounts.map((account) => (
          <li key={account.username} className={classes.account}>
            <p className={classes.shows}>{capital(account.shows)}</p>
            <div className={classes.keys}>
              <CopyButton text={account.username} label="Copy name" />
              <CopyButton text={account.password} label={`Copy password of ${account.username}`} />
              {account.code && <CopyButton text={account.code} label={`Copy code of ${account.username}`} />}
            </div>
            {canConnect && (
              <ActionButton variant="default" size="xs" onClick={() => choose(account)}>
                {`Use ${account.username}`}
              </ActionButton>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}
