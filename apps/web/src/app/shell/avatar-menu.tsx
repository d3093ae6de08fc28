import type { User } from '@pacekeeper/contracts';
import { Link } from 'react-router';
import { Dropdown } from '../../components/dropdown.tsx';
import { Initials } from '../../components/initials.tsx';
import menu from '../../components/menu.module.css';
import { ThemeSwitch } from '../../components/theme-switch.tsx';
import { openTo, OWN_PLACES } from './navigation.ts';
import { SignOutButton } from './sign-out-button.tsx';
import classes from './top-bar.module.css';

interface Props {
  readonly user: User;
}

/** The person: profile, settings, theme, and the way out. */
export function AvatarMenu({ user }: Props) {
  return (
    <Dropdown
      label={`Your menu, ${user.username}`}
      align="end"
      className={classes.avatar}
      trigger={<Initials name={user.username} />}
    >
      {(close) => (
        <>
          <p className={menu.head}>
            <span className={menu.words}>
              <span className={classes.person}>{user.username}</span>
              <span className={menu.note}>{user.role === 'admin' ? 'Administrator' : 'User'}</span>
            </span>
          </p>
          <ul className={menu.list}>
            {openTo(user, OWN_PLACES).map(({ to, label, icon: Drawn }) => (
              <li key={to}>
                <Link className={menu.item} to={to} onClick={close}>
                  <Drawn size={18} stroke={1.5} aria-hidden="true" />
                  {label}
                </Link>
              </li>
            ))}
          </ul>
          <div className={menu.foot}>
            <div className={menu.row}>
              Theme
              <ThemeSwitch />
            </div>
            <div>
              <SignOutButton />
            </div>
          </div>
        </>
      )}
    </Dropdown>
  );
}
