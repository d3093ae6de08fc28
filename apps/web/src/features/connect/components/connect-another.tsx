import { Modal } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import type { Account, DemoAccount } from '@pacekeeper/contracts';
import { IconArrowRight, IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { ActionButton } from '../../../components/action-button.tsx';
import { Until } from '../../../components/times.tsx';
import { useDemoChoice } from '../../../lib/demo-choice.ts';
import { arriveAtButton } from '../../../lib/focus.ts';
import { pendingQuery } from '../api/connect.queries.ts';
import { waitingFor } from '../pending.ts';
import { ConnectFlow } from './connect-flow.tsx';
import classes from './connect.module.css';

interface Props {
  readonly accounts: readonly Account[];
  /** The account with a form of its own on the screen, where it is not connected. */
  readonly selected?: Account;
}

const NONE: ReadonlySet<string> = new Set();

/** A further account, beside those that are connected; says so where one waits since earlier. */
export function ConnectAnother({ accounts, selected }: Props) {
  const [open, setOpen] = useState(false);
  const place = useRef<HTMLDivElement>(null);
  const [demo, setDemo] = useState<DemoAccount>();
  const { data: pending } = useQuery(pendingQuery());
  const elsewhere = accounts.map(({ instagram_username: name }) => name);
  const waiting = waitingFor(pending, { asked: null, username: '', left: NONE, elsewhere });
  useDemoChoice((account) => {
    const hasForm = selected?.session_valid === false && account.username === selected.instagram_username;
    if (open || hasForm) return false;
    setDemo(account);
    setOpen(true);
    return true;
  });
  const ask = () => {
    setDemo(undefined);
    setOpen(true);
  };
  // On a phone a step and its buttons fit one screen only without the frame around it.
  const phone = useMediaQuery('(max-width: 30em)');
  const Drawn = waiting ? IconArrowRight : IconPlus;
  return (
    <div className={classes.another} ref={place}>
      <ActionButton variant="default" icon={<Drawn size={16} stroke={1.5} aria-hidden="true" />} onClick={ask}>
        {waiting ? `Continue connecting @${waiting.instagram_username}` : 'Connect another account'}
      </ActionButton>
      {waiting && (
        <span className={classes.quiet}>
          Valid <Until at={waiting.expires_at} show="until" />
        </span>
      )}
      <Modal
        returnFocus={false}
        onExitTransitionEnd={() => arriveAtButton(place.current)}
        fullScreen={phone}
        opened={open}
        onClose={() => setOpen(false)}
        title="Connect another account"
      >
        <ConnectFlow arrived demo={demo} elsewhere={elsewhere} onConnected={() => setOpen(false)} />
      </Modal>
    </div>
  );
}
