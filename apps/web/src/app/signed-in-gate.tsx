import { Navigate, Outlet, useLocation } from 'react-router';
import { paths } from '../lib/paths.ts';
import { useSession } from '../lib/session/use-session.ts';

/** Lets nobody past who has signed out meanwhile, here or in another tab, or must change the password first. */
export function SignedInGate() {
  const session = useSession();
  const { pathname, search } = useLocation();
  if (session.status !== 'signed_in') {
    const ended = session.status === 'signed_out' && session.ended;
    return <Navigate to={paths.login.href(ended ? { next: pathname + search } : {})} replace />;
  }
  if (session.mustChangePassword && pathname !== paths.changePassword.pattern) {
    return <Navigate to={paths.changePassword.href()} replace />;
  }
  return <Outlet />;
}
