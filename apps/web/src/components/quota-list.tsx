import { ACTIONS, type Limits } from '@pacekeeper/contracts';
import classes from './quota-row.module.css';
import { QuotaRow } from './quota-row.tsx';

interface Props {
  readonly limits: Limits;
}

/** Everything that somebody may do today: used, left, why less, how many an hour. */
export function QuotaList({ limits }: Props) {
  return (
    <ul className={classes.list}>
      {ACTIONS.map((action) => (
        <QuotaRow key={action} action={action} limit={limits.actions[action]} hourly />
      ))}
    </ul>
  );
}
