import type { User } from '@pacekeeper/contracts';
import { useState } from 'react';
import { ActionButton } from '../../../components/action-button.tsx';
import { ConfirmDialog } from '../../../components/confirm-dialog.tsx';
import { ToolRow } from '../../../components/tool-row.tsx';
import { announce } from '../../../lib/announce.ts';
import { counted } from '../../../lib/format/number.ts';
import { useEndSessions } from '../api/users.mutations.ts';
import classes from './users.module.css';

interface Props {
  readonly user: User;
  readonly isSelf: boolean;
}

const said = (ended: number): string =>
  ended === 0
    ? 'There was no login session to end.'
    : `${counted(ended, { one: 'login session', many: 'login sessions' })} ended.`;

/** Signs a user out on every device. */
export function SessionsEnd({ user: { id, username }, isSelf }: Props) {
  const [asking, setAsking] = useState(false);
  const end = useEndSessions(id);
  const confirm = () =>
    end.mutate(undefined, {
      onSuccess: (ended) => {
        setAsking(false);
        announce(said(ended));
      },
    });
  return (
    <ToolRow
      title="Login sessions"
      words="Signs them out on every device, for example after one was lost."
      action={
        <ActionButton variant="default" onClick={() => setAsking(true)}>
          End all login sessions
        </ActionButton>
      }
      result={end.data !== undefined && <p className={classes.result}>{said(end.data)}</p>}
    >
      <ConfirmDialog
        opened={asking}
        title={`End all login sessions of ${username}?`}
        confirm="End all login sessions"
        keep="Keep them"
        busyWords="Ending login sessions"
        busy={end.isPending}
        error={end.error}
        onConfirm={confirm}
        onClose={() => setAsking(false)}
      >
        {isSelf
          ? 'You are signed out at once, here too. '
          : `${username} is signed out at once and has to sign in again. `}
        The bots keep running.
      </ConfirmDialog>
    </ToolRow>
  );
}
