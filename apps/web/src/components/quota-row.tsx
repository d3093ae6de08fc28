import { ACTION_LABELS, type Action, type Limit } from '@pacekeeper/contracts';
import { capital, number } from '../lib/format/number.ts';
import { Bar } from './bar.tsx';
import classes from './quota-row.module.css';

interface Props {
  readonly action: Action;
  readonly limit: Limit;
  /** Why it holds, where that is not what the limit itself says; null: it is said elsewhere. */
  readonly why?: string | null;
  /** Says too how many an hour may hold. */
  readonly hourly?: boolean;
}

/** One action's day: the bar, and the same in words. */
export function QuotaRow({ action, limit: today, why = today.why ?? null, hourly = false }: Props) {
  const { limit, effective, used, remaining, hourly_cap: cap } = today;
  const lowered = effective < limit;
  return (
    <li className={classes.row}>
      <div className={classes.words}>
        <span className={classes.name}>{capital(ACTION_LABELS[action].many)}</span>
        <span>
          {number(used)} of {number(effective)} used today
          <span className={classes.left}>, {remaining === 0 ? 'none left' : `${number(remaining)} left`}</span>
        </span>
      </div>
      <Bar
        whole={limit}
        parts={[
          { value: Math.min(used, limit), tone: remaining === 0 && effective > 0 ? 'full' : 'used' },
          { value: Math.max(0, limit - Math.max(effective, used)), tone: 'closed' },
        ]}
      />
      {(lowered || why) && (
        <p className={classes.why}>
          {lowered && `Full limit ${number(limit)}. `}
          {why}
        </p>
      )}
      {hourly && <p className={classes.why}>At most {number(cap)} an hour for each account.</p>}
    </li>
  );
}
