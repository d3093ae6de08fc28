import { ActionButton } from '../../../components/action-button.tsx';
import { Done } from '../../../components/done.tsx';
import { ErrorBlock } from '../../../components/error-block.tsx';
import { counted } from '../../../lib/format/number.ts';
import { useEndOtherSessions } from '../api/end-other-sessions.mutation.ts';
import classes from './profile.module.css';

interface Props {
  /** True where there is no other. */
  readonly alone: boolean;
}

const SESSIONS = { one: 'other login session has ended', many: 'other login sessions have ended' };

/** Ends all login sessions but this one. */
export function EndOthers({ alone }: Props) {
  const end = useEndOtherSessions();
  return (
    <>
      {end.isError && <ErrorBlock key={end.submittedAt} error={end.error} />}
      {end.isSuccess && <Done>{counted(end.data, SESSIONS)}.</Done>}
      {alone ? (
        !end.isSuccess && <p className={classes.words}>You are signed in nowhere else.</p>
      ) : (
        <div>
          <ActionButton variant="default" busy={end.isPending} busyWords="Signing out" onClick={() => end.mutate()}>
            Sign out everywhere else
          </ActionButton>
        </div>
      )}
    </>
  );
}
