import { ACTIONS, type Limits } from '@pacekeeper/contracts';
import { limitNotes } from '../lib/limit-notes.ts';
import classes from './quota-row.module.css';
import { QuotaRow } from './quota-row.tsx';

interface Props {
  readonly limits: Limits;
  /** Says too how many an hour may hold. */
  readonly hourly?: boolean;
}

/** Everything that somebody may do today: used, left, why less. */
export function QuotaList({ limits, hourly = false }: Props) {
  const { shared, own } = limitNotes(limits);
  return (
    <>
      {shared.map((why) => (
        <p key={why} className={classes.why}>
          {why}
        </p>
      ))}
      <ul className={classes.list}>
        {ACTIONS.map((action) => (
          <QuotaRow
            key={action}
            action={action}
            limit={limits.actions[action]}
            why={own[action] ?? null}
            hourly={hourly}
          />
        ))}
      </ul>
    </>
  );
}
