import { Mark } from '../components/mark.tsx';
import classes from './starting.module.css';

/** Splash screen while the session is restored. */
export function Starting() {
  return (
    <div className={classes.starting} role="status" aria-label="Loading Pacekeeper">
      <Mark size={40} />
    </div>
  );
}
