import { Navigate, useSearchParams } from 'react-router';
import { Mark } from '../../../components/mark.tsx';
import { PageTitle } from '../../../components/page-title.tsx';
import { RouteError } from '../../../components/route-error.tsx';
import { ThemeSwitch } from '../../../components/theme-switch.tsx';
import { paths } from '../../../lib/paths.ts';
import { useSession } from '../../../lib/session/use-session.ts';
import { SignInForm } from '../components/sign-in-form.tsx';
import classes from './sign-in.module.css';

export { RouteError as ErrorBoundary };

export function Component() {
  const session = useSession();
  const [search] = useSearchParams();
  if (session.status === 'signed_in') {
    const next = session.mustChangePassword ? paths.changePassword.href() : paths.login.nextOf(search);
    return <Navigate to={next} replace />;
  }
  const ended = session.status === 'signed_out' && session.ended;
  return (
    <main className={classes.page} id="main">
      <PageTitle>Sign in</PageTitle>
      <div className={classes.panel}>
        <header className={classes.head}>
          <Mark size={48} />
          <div>
            <h1 className={classes.title}>Sign in to Pacekeeper</h1>
            <p className={classes.lead}>It paces your own Instagram accounts and accounts for every action.</p>
          </div>
        </header>
        {ended && (
          <p className={classes.ended} role="status">
            Your sign-in has ended. Sign in again to go on where you were.
          </p>
        )}
        <div className={classes.card}>
          <SignInForm />
        </div>
        <footer className={classes.foot}>
          <p>No sign-in? Ask an administrator.</p>
          <ThemeSwitch />
        </footer>
      </div>
    </main>
  );
}
