import { NavLink } from 'react-router';
import classes from './tab-links.module.css';

interface Props {
  /** What they are parts of. */
  readonly label: string;
  readonly tabs: readonly { readonly label: string; readonly to: string }[];
}

/** The parts of a page, each with an address of its own; where the room is narrow they take several lines. */
export function TabLinks({ label, tabs }: Props) {
  return (
    <nav className={classes.tabs} aria-label={label}>
      {tabs.map(({ label: words, to }) => (
        <NavLink key={to} to={to} className={classes.tab} preventScrollReset>
          {words}
        </NavLink>
      ))}
    </nav>
  );
}
