import { Mark } from '../../components/mark.tsx';
import { LiveDot } from './live-dot.tsx';
import classes from './shell.module.css';

/** On a phone, above the screen. */
export function TopBar() {
  return (
    <aside className={classes.top} aria-label="Pacekeeper">
      <span className={classes.brand}>
        <Mark />
        Pacekeeper
      </span>
      <LiveDot />
    </aside>
  );
}
