import { Loader, UnstyledButton } from '@mantine/core';
import { may, type User } from '@pacekeeper/contracts';
import { IconCheck, IconChevronDown, IconPlayerStopFilled } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Dropdown } from '../../components/dropdown.tsx';
import menu from '../../components/menu.module.css';
import { useChosenAccount } from '../../lib/chosen-account.ts';
import { accountsQuery } from '../../lib/queries/accounts.query.ts';
import { STOP_WORDS, stopBot, stopEverybody, stopOwn, useStopping } from '../../lib/stopping/stopping.ts';
import classes from './top-bar.module.css';

interface Props {
  readonly user: User;
}

/** Stops at one press: nothing is asked first. Beside it, what else can be stopped. */
export function StopControl({ user }: Props) {
  const { status } = useStopping();
  const { data: list } = useQuery(accountsQuery());
  const accounts = list?.items ?? [];
  const chosen = useChosenAccount(accounts);
  const administers = may(user.role, 'fleet.operate');
  if (!chosen && !administers) return null;
  const stop = () => {
    if (status === 'stopping') return;
    void (chosen ? stopBot(chosen.id) : stopEverybody());
  };
  const own = accounts.filter(({ session_valid: connected }) => connected);
  return (
    <div className={classes.stop}>
      <UnstyledButton
        className={classes.stopButton}
        data-status={status}
        aria-disabled={status === 'stopping' || undefined}
        title={chosen ? `Stop the bot of @${chosen.instagram_username}` : 'Stop all bots of everybody'}
        onClick={stop}
      >
        <StopIcon status={status} />
        {status === 'idle' && !chosen ? 'Stop all bots' : STOP_WORDS[status]}
      </UnstyledButton>
      <Dropdown
        label="What else to stop"
        align="end"
        className={classes.stopMore}
        trigger={<IconChevronDown size={16} stroke={1.75} aria-hidden="true" />}
      >
        {(close) => {
          const then = (act: () => Promise<void>) => () => {
            void act();
            close();
          };
          return (
            <ul className={menu.list}>
              {chosen && (
                <Choice onChoose={then(() => stopBot(chosen.id))} note="It takes up its jobs when it is started again.">
                  Stop the bot of @{chosen.instagram_username}
                </Choice>
              )}
              {own.length > 0 && (
                <Choice
                  onChoose={then(stopOwn)}
                  note={own.length === 1 ? 'You have one connected account.' : `Of your ${own.length} accounts.`}
                >
                  Stop all my bots
                </Choice>
              )}
              {administers && (
                <Choice
                  onChoose={then(stopEverybody)}
                  note="Of all users of this installation. Each starts again only by hand."
                >
                  Stop all bots of everybody
                </Choice>
              )}
            </ul>
          );
        }}
      </Dropdown>
    </div>
  );
}

interface StopIconProps {
  readonly status: ReturnType<typeof useStopping>['status'];
}

function StopIcon({ status }: StopIconProps) {
  if (status === 'stopping') return <Loader size={14} color="currentColor" aria-hidden="true" />;
  const Drawn = status === 'stopped' ? IconCheck : IconPlayerStopFilled;
  return <Drawn size={16} stroke={1.75} aria-hidden="true" />;
}

interface ChoiceProps {
  readonly onChoose: () => void;
  readonly note: string;
  readonly children: React.ReactNode;
}

function Choice({ onChoose, note, children }: ChoiceProps) {
  return (
    <li>
      <UnstyledButton className={menu.item} onClick={onChoose}>
        <span className={menu.words}>
          {children}
          <span className={menu.note}>{note}</span>
        </span>
      </UnstyledButton>
    </li>
  );
}
