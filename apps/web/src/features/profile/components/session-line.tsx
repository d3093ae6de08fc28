import type { LoginSession } from '@pacekeeper/contracts';
import { ActionButton } from '../../../components/action-button.tsx';
import { ErrorBlock } from '../../../components/error-block.tsx';
import { RelativeTime } from '../../../components/relative-time.tsx';
import { StateChip } from '../../../components/state-chip.tsx';
import { VisuallyHidden } from '../../../components/visually-hidden.tsx';
import { announce } from '../../../lib/announce.ts';
import { useEndSession } from '../api/end-session.mutation.ts';
import { METHOD_WORDS } from '../method-words.ts';
import classes from './lines.module.css';

interface Props {
  readonly session: LoginSession;
}

export function SessionLine({ session: { id, current, device, address, method, ...session } }: Props) {
  const end = useEndSession(id);
  const press = () => end.mutate(undefined, { onSuccess: () => announce(`The login session of ${device} has ended`) });
  return (
    <li className={classes.line}>
      <div className={classes.body}>
        <p className={classes.name}>
          {device}
          {current && (
            <StateChip look="running" icon="check">
              this one
            </StateChip>
          )}
        </p>
        <p className={classes.facts}>
          <span>{address ?? 'Address not known'}</span>
          <span>
            Used <RelativeTime at={session.last_used_at} />
          </span>
          <span>
            Signed in <RelativeTime at={session.created_at} /> with {METHOD_WORDS[method]}
          </span>
        </p>
        {end.isError && <ErrorBlock key={end.submittedAt} error={end.error} />}
      </div>
      {!current && (
        <ActionButton variant="default" size="xs" busy={end.isPending} busyWords="Ending" onClick={press}>
          End <VisuallyHidden>the login session of {device}</VisuallyHidden>
        </ActionButton>
      )}
    </li>
  );
}
