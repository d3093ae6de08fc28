import { Drawer, UnstyledButton } from '@mantine/core';
import type { User } from '@pacekeeper/contracts';
import { IconDots } from '@tabler/icons-react';
import { useState } from 'react';
import { NavLink } from 'react-router';
import { ThemeSwitch } from '../../components/theme-switch.tsx';
import { NavList } from './nav-list.tsx';
import { ADMIN_PLACES, MORE_PLACES, openTo, OWN_PLACES, THUMB_PLACES } from './navigation.ts';
import classes from './shell.module.css';
import { SignOutButton } from './sign-out-button.tsx';

interface Props {
  readonly user: User;
}

/** Heights in px: of the drawer without its places, and of one. */
const FRAME = 152;
const PLACE = 46;

/** On a phone, the screens at the thumb, and the rest behind "More". */
export function BottomBar({ user }: Props) {
  const [more, setMore] = useState(false);
  const close = () => setMore(false);
  const places = [...openTo(user, MORE_PLACES), ...openTo(user, ADMIN_PLACES), ...openTo(user, OWN_PLACES)];
  return (
    <>
      <nav className={classes.bottom} aria-label="Screens">
        {openTo(user, THUMB_PLACES).map(({ to, label, icon: Drawn }) => (
          <NavLink key={to} to={to} className={classes.tab}>
            <Drawn size={20} stroke={1.5} aria-hidden="true" />
            {label}
          </NavLink>
        ))}
        <UnstyledButton className={classes.tab} aria-haspopup="dialog" onClick={() => setMore(true)}>
          <IconDots size={20} stroke={1.5} aria-hidden="true" />
          More
        </UnstyledButton>
      </nav>
      <Drawer
        opened={more}
        onClose={close}
        position="bottom"
        size={FRAME + PLACE * places.length}
        title={user.username}
      >
        <nav aria-label="More screens">
          <NavList places={places} onGo={close} />
        </nav>
        <div className={classes.moreFoot}>
          <ThemeSwitch />
          <SignOutButton />
        </div>
      </Drawer>
    </>
  );
}
