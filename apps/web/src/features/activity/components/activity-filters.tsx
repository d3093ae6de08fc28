import { ACTIVITY_STATUSES, type Activity } from '@pacekeeper/contracts';
import { Choice } from '../../../components/choice.tsx';
import { useSearchParams } from 'react-router';
import { sentenceCase } from '../../../lib/format/number.ts';
import type { ActivityFilters } from '../../../lib/paths.ts';
import { activityLabel } from '../../../lib/words.ts';
import { accountsToChoose, actionsToChoose } from '../filters.ts';
import classes from './activity.module.css';

interface Props {
  readonly filters: ActivityFilters;
  readonly rows: readonly Activity[];
  /** The names of the user's accounts, by their ids. */
  readonly accounts: ReadonlyMap<string, string>;
}

/** The filters live in the address, so that a view can be kept and sent. */
export function ActivityFilterBar({ filters, rows, accounts }: Props) {
  const [, setSearch] = useSearchParams();
  const choose = (name: keyof ActivityFilters, value: string) =>
    setSearch(
      (before) => {
        if (value) before.set(name, value);
        else before.delete(name);
        return before;
      },
      { preventScrollReset: true },
    );
  const choices = accountsToChoose(accounts, filters.account_id);
  return (
    <search className={classes.filters} aria-label="Filter activity">
      <Choice
        label="Status"
        value={filters.status ?? ''}
        onChange={(event) => choose('status', event.currentTarget.value)}
        data={[
          { value: '', label: 'Every status' },
          ...ACTIVITY_STATUSES.map((status) => ({ value: status, label: sentenceCase(status) })),
        ]}
      />
      <Choice
        label="Action"
        value={filters.action ?? ''}
        onChange={(event) => choose('action', event.currentTarget.value)}
        data={[
          { value: '', label: 'Every action' },
          ...actionsToChoose(rows, filters.action).map((action) => ({ value: action, label: activityLabel(action) })),
        ]}
      />
      {choices.length > 0 && (
        <Choice
          label="Account"
          value={filters.account_id ?? ''}
          onChange={(event) => choose('account_id', event.currentTarget.value)}
          data={[{ value: '', label: 'Every account' }, ...choices]}
        />
      )}
    </search>
  );
}
