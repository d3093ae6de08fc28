import { NavLink } from 'react-router';
import type { Place } from './navigation.ts';
import classes from './shell.module.css';

interface Props {
  readonly places: readonly Place[];
  readonly onGo?: () => void;
}

export function NavList({ places, onGo }: Props) {
  return (
    <ul className={classes.places}>
      {places.map(({ to, label, icon: Drawn }) => (
        <li key={to}>
          <NavLink to={to} className={classes.place} {...(onGo && { onClick: onGo })}>
            <Drawn size={18} stroke={1.5} aria-hidden="true" />
            {label}
          </NavLink>
        </li>
      ))}
    </ul>
  );
}
