import type { User } from '@pacekeeper/contracts';
import { Mark } from '../../components/mark.tsx';
import { ThemeSwitch } from '../../components/theme-switch.tsx';
import { LiveDot } from './live-dot.tsx';
import { NavList } from './nav-list.tsx';
import { ADMIN_PLACES, openTo, OWN_PLACES, PLACES } from './navigation.ts';
import classes from './shell.module.css';
import { SignOutButton } from './sign-out-button.tsx';

interface Props {
  readonly user: User;
}

export function SideBar({ user }: Props) {
  const admin = openTo(user, ADMIN_PLACES);
  return (
    <aside className={classes.side} aria-label="Pacekeeper">
      <div className={classes.sideInner}>
        <div className={classes.brand}>
          <Mark />
          Pacekeeper
        </div>
        <nav className={classes.nav} aria-label="Screens">
          <NavList places={openTo(user, PLACES)} />
          {admin.length > 0 && (
            <>
              <p className={classes.group}>Administration</p>
              <NavList places={admin} />
            </>
          )}
          <p className={classes.group}>You</p>
          <NavList places={openTo(user, OWN_PLACES)} />
        </nav>
        <div className={classes.sideFoot}>
          <div className={classes.row}>
            <LiveDot />
            <ThemeSwitch />
          </div>
          <div className={classes.row}>
            <span className={classes.name} title={user.username}>
              {user.username}
            </span>
            <SignOutButton />
          </div>
        </div>
      </div>
    </aside>
  );
}
