import type { User } from '@pacekeeper/contracts';
import { NavList } from './nav-list.tsx';
import { ADMIN_PLACES, openTo, PLACES } from './navigation.ts';
import classes from './shell.module.css';

interface Props {
  readonly user: User;
}

export function SideBar({ user }: Props) {
  const admin = openTo(user, ADMIN_PLACES);
  return (
    <div className={classes.side}>
      <nav className={classes.sideInner} aria-label="Screens">
        <NavList places={openTo(user, PLACES)} />
        {admin.length > 0 && (
          <>
            <p className={classes.group}>Administration</p>
            <NavList places={admin} />
          </>
        )}
      </nav>
    </div>
  );
}
