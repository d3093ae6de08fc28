import { Navigate, Outlet, useLocation } from 'react-router';
import { paths } from '../lib/paths.ts';
import { dutyOf } from '../lib/session/duty.ts';
import { useSession } from '../lib/session/use-session.ts';

/** Stops people who have signed out, here or in another tab, or have something to do first. */
export function SignedInGate() {
  const session = useSession();
  const { pathname, search } = useLocation();
  if (session.status !== 'signed_in') {
    const ended = session.status === 'signed_out' && session.ended;
    return <Navigate to={paths.login.href(ended ? { next: pathname + search } : {})} replace />;
  }
  const duty = dutyOf(session);
  if (duty && pathname !== duty) return <Navigate to={duty} replace />;
  return <Outlet />;
}
