import { type Action, ACTION_LABELS, type Limits } from '@pacekeeper/contracts';
import { Bar } from '../../../components/bar.tsx';
import { counted, number } from '../../../lib/format/number.ts';
import { clockTime } from '../../../lib/format/time.ts';
import { quotaWords } from '../../../lib/quota-words.ts';
import { quotaParts } from '../../../lib/selectors/quota.ts';
import classes from './composer.module.css';

interface Props {
  readonly limits: Limits;
  readonly spends: Action;
  /** NaN while none is typed. */
  readonly amount: number;
}

/** The day before and after the job. */
export function QuotaPreview({ limits, spends, amount }: Props) {
  const limit = limits.actions[spends];
  const wanted = Number.isSafeInteger(amount) && amount > 0 ? amount : 0;
  const { whole, used, wanted: today, closed } = quotaParts(limit, wanted);
  const later = wanted - today;
  const resets = `${clockTime(limits.resets_at, limits.time_zone)} (${limits.time_zone})`;
  return (
    <div className={classes.quota}>
      <Bar
        whole={whole}
        parts={[
          { value: used, tone: 'used' },
          { value: today, tone: 'wanted' },
          { value: closed, tone: 'closed' },
        ]}
      />
      <dl className={classes.sums}>
        <div>
          <dt>Before</dt>
          <dd>{quotaWords(limit)}</dd>
        </div>
        <div>
          <dt>After</dt>
          <dd>
            {counted(limit.remaining - today, ACTION_LABELS[spends])} left today
            {later > 0 && `; ${number(later)} of this job wait until ${resets}`}
          </dd>
        </div>
      </dl>
    </div>
  );
}
