import { Navigate, useSearchParams } from 'react-router';
import { Door } from '../../components/door.tsx';
import { RouteError } from '../route-error.tsx';
import { paths } from '../../lib/paths.ts';
import { dutyOf } from '../../lib/session/duty.ts';
import { useSession } from '../../lib/session/use-session.ts';
import { SignInFlow } from '../../features/sign-in/components/sign-in-flow.tsx';

export { RouteError as ErrorBoundary };

const ENDED = 'Your login session has ended. Sign in again to continue where you were.';
const RESET = 'Your password was changed, and all your login sessions have ended. Sign in with the new password.';

export function Component() {
  const session = useSession();
  const [search] = useSearchParams();
  if (session.status === 'signed_in') {
    return <Navigate to={dutyOf(session) ?? paths.login.nextOf(search)} replace />;
  }
  const ended = session.status === 'signed_out' && session.ended;
  const reset = search.get('after') === 'reset';
  return (
    <Door
      tab="Sign in"
      title="Sign in to Pacekeeper"
      lead="It paces what your own Instagram accounts do, and records every action."
      notice={reset ? RESET : ended ? ENDED : null}
      foot="No login yet? Ask an administrator."
    >
      <SignInFlow />
    </Door>
  );
}
