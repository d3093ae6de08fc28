import { ACTION_LABELS, ACTIONS, type Action, type Limit } from '@pacekeeper/contracts';
import { useQuery } from '@tanstack/react-query';
import { Bar } from '../../../components/bar.tsx';
import { SkeletonRows } from '../../../components/loading.tsx';
import { QueryView } from '../../../components/query-view.tsx';
import { Section } from '../../../components/section.tsx';
import { capital } from '../../../lib/format/number.ts';
import { clockTime } from '../../../lib/format/time.ts';
import { limitsQuery } from '../../../lib/queries/limits.query.ts';
import { quotaParts } from '../../../lib/selectors/quota.ts';
import { quotaWords } from '../../../lib/quota-words.ts';
import classes from './dashboard.module.css';

interface Props {
  /** With several accounts: the limits are for all of them together. */
  readonly several: boolean;
}

/** What is used and left of the day. */
export function Today({ several }: Props) {
  const query = useQuery(limitsQuery());
  const limits = query.data;
  return (
    <Section
      title={several ? 'Today, all accounts together' : 'Today'}
      aside={limits && `Resets at ${clockTime(limits.resets_at, limits.time_zone)} (${limits.time_zone})`}
    >
      <QueryView query={query} skeleton={<SkeletonRows rows={1} height={48} />}>
        {({ actions }) => (
          <ul className={classes.today}>
            {ACTIONS.map((action) => (
              <DayBar key={action} action={action} limit={actions[action]} />
            ))}
          </ul>
        )}
      </QueryView>
    </Section>
  );
}

interface DayProps {
  readonly action: Action;
  readonly limit: Limit;
}

function DayBar({ action, limit }: DayProps) {
  const { whole, used, closed, full } = quotaParts(limit);
  return (
    <li>
      <p className={classes.dayName}>{capital(ACTION_LABELS[action].many)}</p>
      <Bar
        whole={whole}
        parts={[
          { value: used, tone: full ? 'full' : 'used' },
          { value: closed, tone: 'closed' },
        ]}
      />
      <p className={classes.quiet}>{quotaWords(limit)}</p>
    </li>
  );
}
