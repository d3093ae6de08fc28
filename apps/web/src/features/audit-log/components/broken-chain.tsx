import { IconAlertOctagon } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { number } from '../../../lib/format/number.ts';
import classes from './audit.module.css';

interface Props {
  /** The first entry that is not as it was written. */
  readonly at: number | null;
  readonly again: ReactNode;
}

/** Somebody changed the log behind Pacekeeper's back: what that means and what to do. */
export function BrokenChain({ at, again }: Props) {
  return (
    <div className={classes.broken} role="alert">
      <IconAlertOctagon className={classes.brokenIcon} size={20} stroke={1.5} aria-hidden="true" />
      <div>
        <p className={classes.brokenTitle}>{at === null ? 'The log is not whole' : `Broken at entry ${number(at)}`}</p>
        <p>
          This entry was changed or removed in the database, past Pacekeeper. What stands before it is as it was
          written; what stands from it on proves nothing.
        </p>
        <ol>
          <li>Export the log as it is now and keep the file.</li>
          <li>Compare it with the last backup, and with the hashes that you kept elsewhere.</li>
          <li>Find out who could write to the database, and change those passwords.</li>
        </ol>
        {again}
      </div>
    </div>
  );
}
