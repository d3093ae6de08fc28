import { Mark } from '../components/mark.tsx';
import classes from './starting.module.css';

/** Stands while it is found out who is here. */
export function Starting() {
  return (
    <div className={classes.starting} role="status" aria-label="Loading Pacekeeper">
      <Mark size={40} />
    </div>
  );
}
