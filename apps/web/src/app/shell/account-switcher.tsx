import { TextInput } from '@mantine/core';
import type { Account } from '@pacekeeper/contracts';
import {
  IconAlertTriangle,
  IconChevronDown,
  IconPlayerPause,
  IconPlayerPlay,
  IconPlayerStop,
  IconPlugConnectedX,
  IconPlus,
} from '@tabler/icons-react';
import { useState } from 'react';
import { Link } from 'react-router';
import { Dropdown } from '../../components/dropdown.tsx';
import menu from '../../components/menu.module.css';
import { VisuallyHidden } from '../../components/visually-hidden.tsx';
import { useChosenAccount } from '../../lib/chosen-account.ts';
import { NEED_WORDS, needsYou } from '../../lib/need-words.ts';
import { paths } from '../../lib/paths.ts';
import { useMyWork } from '../../lib/queries/use-my-work.ts';
import { ACCOUNT_LOOKS, accountMark, type AccountMark } from '../../lib/selectors/account-state.ts';
import classes from './top-bar.module.css';

/** With fewer, a list is read faster than a search is typed. */
const WORTH_SEARCHING = 7;
/** The rest is found by typing. */
const MOST_SHOWN = 50;

const ICONS = {
  running: IconPlayerPlay,
  paused: IconPlayerPause,
  stopped: IconPlayerStop,
  'session lost': IconAlertTriangle,
  'not connected': IconPlugConnectedX,
} as const satisfies Record<AccountMark, unknown>;

interface StateMarkProps {
  readonly mark: AccountMark;
}

/** The state of an account where there is no room for its chip. */
function StateMark({ mark }: StateMarkProps) {
  const Drawn = ICONS[mark];
  return (
    <span className={classes.marked} data-look={ACCOUNT_LOOKS[mark]}>
      <Drawn size={16} stroke={1.75} aria-hidden="true" />
      <VisuallyHidden>{mark}</VisuallyHidden>
    </span>
  );
}

/** Which account the frame is about; and how many need their person. */
export function AccountSwitcher() {
  const { accounts, bots, needs } = useMyWork();
  const chosen = useChosenAccount(accounts);
  if (!chosen) return null;
  return (
    <Dropdown
      className={classes.switcher}
      trigger={
        <>
          <StateMark mark={accountMark(chosen, bots.get(chosen.id))} />
          <span className={classes.account}>@{chosen.instagram_username}</span>
          {needs.length > 0 && (
            <span className={classes.count} title={needsYou(needs.length)}>
              {needs.length}
              <VisuallyHidden> {needsYou(needs.length)}</VisuallyHidden>
            </span>
          )}
          <IconChevronDown size={16} stroke={1.5} aria-hidden="true" />
        </>
      }
    >
      {(close) => <Choices chosen={chosen} onChosen={close} />}
    </Dropdown>
  );
}

interface ChoicesProps {
  readonly chosen: Account;
  readonly onChosen: () => void;
}

/** The accounts, those that need their person first. */
function Choices({ chosen, onChosen }: ChoicesProps) {
  const { accounts, bots, needs } = useMyWork();
  const [typed, setTyped] = useState('');
  const wanted = typed.trim().toLowerCase().replace(/^@/, '');
  const needOf = (id: string) => needs.find(({ accountId }) => accountId === id);
  const shown = accounts
    .filter(({ instagram_username: name }) => name.includes(wanted))
    .toSorted((a, b) => Number(Boolean(needOf(b.id))) - Number(Boolean(needOf(a.id))));
  return (
    <>
      {accounts.length >= WORTH_SEARCHING && (
        <div className={classes.search}>
          <TextInput
            size="xs"
            aria-label="Find an account"
            placeholder="Find an account"
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
          />
        </div>
      )}
      <ul className={menu.list} aria-label="Accounts">
        {shown.slice(0, MOST_SHOWN).map((account) => {
          const need = needOf(account.id);
          return (
            <li key={account.id}>
              <Link
                className={menu.item}
                to={paths.automation.href({ account: account.id })}
                aria-current={account.id === chosen.id ? 'true' : undefined}
                onClick={onChosen}
              >
                <StateMark mark={accountMark(account, bots.get(account.id))} />
                <span className={menu.words}>
                  @{account.instagram_username}
                  {need && <span className={menu.note}>{NEED_WORDS[need.kind].hint}</span>}
                </span>
              </Link>
            </li>
          );
        })}
      </ul>
      {shown.length === 0 && <p className={menu.head}>No account has this name.</p>}
      <div className={menu.foot}>
        <Link className={menu.item} to={paths.accounts.href()} onClick={onChosen}>
          <IconPlus size={16} stroke={1.5} aria-hidden="true" />
          <span className={menu.words}>All accounts, connect another</span>
        </Link>
      </div>
    </>
  );
}
