import { ACTION_LABELS, ACTIONS, type Action, type Limit, type Limits } from '@pacekeeper/contracts';
import { useQuery } from '@tanstack/react-query';
import { Bar } from '../../../components/bar.tsx';
import { SkeletonRows } from '../../../components/loading.tsx';
import { QueryView } from '../../../components/query-view.tsx';
import { Section } from '../../../components/section.tsx';
import { capital, number } from '../../../lib/format/number.ts';
import { clockTime } from '../../../lib/format/time.ts';
import { limitsQuery } from '../../../lib/queries/limits.query.ts';
import { quotaWords } from '../../../lib/quota-words.ts';
import { quotaParts } from '../../../lib/selectors/quota.ts';
import { limitNotes } from '../limit-notes.ts';
import classes from './quota-list.module.css';

interface QuotaListProps {
  readonly limits: Limits;
  /** Says too how many an hour may hold. */
  readonly hourly?: boolean;
}

/** Everything a user may do today: used, left, and why it is less. */
export function QuotaList({ limits, hourly = false }: QuotaListProps) {
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

interface QuotaRowProps {
  readonly action: Action;
  readonly limit: Limit;
  /** Why it holds, where that is not what the limit itself says; null: it is said elsewhere. */
  readonly why?: string | null;
  /** Says too how many an hour may hold. */
  readonly hourly?: boolean;
}

/** One action's day: the bar, and the same in words. */
function QuotaRow({ action, limit: today, why = today.why ?? null, hourly = false }: QuotaRowProps) {
  const { limit, effective, remaining, hourly_cap: cap } = today;
  const lowered = effective < limit;
  const { whole, used, closed, full } = quotaParts(today);
  return (
    <li className={classes.row}>
      <div className={classes.words}>
        <span className={classes.name}>{capital(ACTION_LABELS[action].many)}</span>
        <span>
          {quotaWords(today)}
          <span className={classes.left}>, {remaining === 0 ? 'none left' : `${number(remaining)} left`}</span>
        </span>
      </div>
      <Bar
        whole={whole}
        parts={[
          { value: used, tone: full ? 'full' : 'used' },
          { value: closed, tone: 'closed' },
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

/** What is used and left today, for each action. */
export function QuotaPanel() {
  const query = useQuery(limitsQuery());
  const limits = query.data;
  return (
    <Section
      card
      title="Today’s limits"
      aside={limits && `Resets at ${clockTime(limits.resets_at, limits.time_zone)} (${limits.time_zone})`}
    >
      <QueryView query={query} skeleton={<SkeletonRows rows={6} height={36} />}>
        {(today) => <QuotaList limits={today} />}
      </QueryView>
    </Section>
  );
}
