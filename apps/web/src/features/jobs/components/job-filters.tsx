import { JOB_STATES } from '@pacekeeper/contracts';
import { useSearchParams } from 'react-router';
import { Choice } from '../../../components/choice.tsx';
import { sentenceCase } from '../../../lib/format/number.ts';
import type { JobFilters } from '../../../lib/paths.ts';
import classes from './job-pages.module.css';

interface Props {
  readonly filters: JobFilters;
  readonly accounts: ReadonlyMap<string, string>;
}

/** The filters live in the address, so that a view can be kept and sent. */
export function JobFilterBar({ filters, accounts }: Props) {
  const [, setSearch] = useSearchParams();
  const choose = (name: keyof JobFilters, value: string) =>
    setSearch(
      (before) => {
        if (value) before.set(name, value);
        else before.delete(name);
        return before;
      },
      { preventScrollReset: true },
    );
  return (
    <search className={classes.filters} aria-label="Filter jobs">
      <Choice
        label="State"
        value={filters.state ?? ''}
        onChange={(event) => choose('state', event.currentTarget.value)}
        data={[
          { value: '', label: 'Every state' },
          ...JOB_STATES.map((state) => ({ value: state, label: sentenceCase(state) })),
        ]}
      />
      {(accounts.size > 1 || filters.account_id) && (
        <Choice
          label="Account"
          value={filters.account_id ?? ''}
          onChange={(event) => choose('account_id', event.currentTarget.value)}
          data={[
            { value: '', label: 'Every account' },
            ...[...accounts].map(([value, label]) => ({ value, label })),
            ...(filters.account_id && !accounts.has(filters.account_id)
              ? [{ value: filters.account_id, label: 'Another account' }]
              : []),
          ]}
        />
      )}
    </search>
  );
}
