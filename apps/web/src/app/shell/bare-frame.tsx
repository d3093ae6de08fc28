import { Outlet } from 'react-router';
import { AppLink } from '../../components/links.tsx';
import { Mark } from '../../components/mark.tsx';
import { ThemeSwitch } from '../../components/theme-switch.tsx';
import { paths } from '../../lib/paths.ts';
import { useVisitor } from '../../lib/session/person.ts';
import { useSession } from '../../lib/session/use-session.ts';
import classes from './bare-frame.module.css';
import { SignOutButton } from './sign-out-button.tsx';

/** Around public screens, and around a password change that must come first. */
export function BareFrame() {
  const visitor = useVisitor();
  const { status } = useSession();
  return (
    <div className={classes.frame}>
      <header className={classes.head}>
        <span className={classes.brand}>
          <Mark />
          Pacekeeper
        </span>
        <span className={classes.tools}>
          <ThemeSwitch />
          {visitor && <SignOutButton />}
          {status === 'signed_out' && <AppLink to={paths.login.href()}>Sign in</AppLink>}
        </span>
      </header>
      <main id="main" tabIndex={-1}>
        <Outlet />
      </main>
    </div>
  );
}
