import type { LoginSession, SignInMethod } from '@pacekeeper/contracts';
import { useInfiniteQuery } from '@tanstack/react-query';
import { ActionButton } from '../../../components/action-button.tsx';
import { Done } from '../../../components/done.tsx';
import { ErrorBlock } from '../../../components/error-block.tsx';
import { LoadMore } from '../../../components/load-more.tsx';
import { SkeletonRows } from '../../../components/loading.tsx';
import { QueryView } from '../../../components/query-view.tsx';
import { Section } from '../../../components/section.tsx';
import { StateChip } from '../../../components/state-chip.tsx';
import { RelativeTime } from '../../../components/times.tsx';
import { VisuallyHidden } from '../../../components/visually-hidden.tsx';
import { announce } from '../../../lib/announce.ts';
import { counted } from '../../../lib/format/number.ts';
import { useEndOtherSessions, useEndSession } from '../api/login-sessions.mutations.ts';
import { loginSessionsQuery } from '../api/login-sessions.queries.ts';
import classes from './profile.module.css';

/** Where the user is signed in. */
export function SessionsSection() {
  const query = useInfiniteQuery(loginSessionsQuery());
  const sessions = query.data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <Section card title="Login sessions" aside="Where you are signed in">
      <QueryView query={query} skeleton={<SkeletonRows rows={3} height={44} />}>
        {() => (
          <ul className={classes.lines}>
            {sessions.map((session) => (
              <SessionLine key={session.id} session={session} />
            ))}
          </ul>
        )}
      </QueryView>
      <LoadMore query={query}>Load more login sessions</LoadMore>
      <EndOthers alone={query.isSuccess && sessions.length < 2} />
    </Section>
  );
}

/** "Signed in with ...". */
const METHOD_WORDS: Readonly<Record<SignInMethod, string>> = {
  password: 'the password alone',
  password_totp: 'password and authenticator app',
  password_recovery_code: 'password and a recovery code',
  password_passkey: 'password and passkey',
  passkey: 'a passkey',
};

interface SessionLineProps {
  readonly session: LoginSession;
}

function SessionLine({ session: { id, current, device, address, method, ...session } }: SessionLineProps) {
  const end = useEndSession(id);
  const press = () => end.mutate(undefined, { onSuccess: () => announce(`The login session of ${device} has ended`) });
  return (
    <li className={classes.line}>
      <div className={classes.body}>
        <p className={classes.name}>
          {device}
          {current && (
            <StateChip look="running" icon="check">
              this device
            </StateChip>
          )}
        </p>
        <p className={classes.facts}>
          <span>{address ?? 'Unknown address'}</span>
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

interface EndOthersProps {
  /** True where there is no other. */
  readonly alone: boolean;
}

const SESSIONS = { one: 'other login session has ended', many: 'other login sessions have ended' };

/** Ends all login sessions but this one. */
function EndOthers({ alone }: EndOthersProps) {
  const end = useEndOtherSessions();
  return (
    <>
      {end.isError && <ErrorBlock key={end.submittedAt} error={end.error} />}
      {end.isSuccess && <Done>{counted(end.data, SESSIONS)}.</Done>}
      {alone ? (
        !end.isSuccess && <p className={classes.words}>You are not signed in anywhere else.</p>
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
