import { type Account, ACTION_LABELS, ACTIONS, may, RAMP_EARNED } from '@pacekeeper/contracts';
import { useQuery } from '@tanstack/react-query';
import { SkeletonRows } from '../../../components/loading.tsx';
import { QueryView } from '../../../components/query-view.tsx';
import { RampForm } from '../../../components/ramp-form.tsx';
import { counted, number } from '../../../lib/format/number.ts';
import { limitsQuery } from '../../../lib/queries/limits.query.ts';
import { usePerson } from '../../../lib/session/person.ts';
import classes from './account-settings.module.css';

interface Props {
  readonly account: Account;
}

const percentOf = (share: number): number => Math.round(share * 100);

/** Why an account may do as many actions today as it may. */
export function AccountRamp({ account }: Props) {
  const { role } = usePerson();
  const query = useQuery(limitsQuery());
  const percent = percentOf(account.ramp);
  const days = Math.ceil((100 - percent) / percentOf(RAMP_EARNED));
  return (
    <>
      <p className={classes.now}>
        This account may use <strong>{number(percent)} %</strong> of its limits today.
      </p>
      <QueryView query={query} skeleton={<SkeletonRows rows={3} height={20} />}>
        {({ actions }) => (
          <ul className={classes.shares}>
            {ACTIONS.map((action) => {
              const { limit, effective } = actions[action];
              const share = Math.min(effective, Math.ceil((limit * percent) / 100));
              return (
                <li key={action}>
                  {counted(share, ACTION_LABELS[action])} today
                  {share < limit && `, full limit ${number(limit)}`}
                </li>
              );
            })}
          </ul>
        )}
      </QueryView>
      <p className={classes.words}>
        {percent < 100 &&
          `The full limits come after ${counted(days, { one: 'clean day', many: 'clean days' })} at the earliest. `}
        A day with actions and without a block earns {percentOf(RAMP_EARNED)} %; a block halves the share. All your
        accounts together stay within your daily limits.
      </p>
      {may(role, 'quota.update') && <RampForm accountId={account.id} ramp={account.ramp} />}
    </>
  );
}
