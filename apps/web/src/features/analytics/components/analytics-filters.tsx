import { TextInput } from '@mantine/core';
import { type Account, ACTION_LABELS, ACTIONS } from '@pacekeeper/contracts';
import { useSearchParams } from 'react-router';
import { Choice } from '../../../components/choice.tsx';
import { capital } from '../../../lib/format/number.ts';
import type { AnalyticsFilters } from '../../../lib/paths.ts';
import { PRESETS, type Span } from '../range.ts';
import classes from './analytics.module.css';

interface Props {
  readonly filters: AnalyticsFilters;
  readonly span: Span;
  readonly today: string;
  readonly accounts: readonly Account[];
}

const OWN = 'own';

/** The filters live in the address, so that a view can be kept and sent. */
export function AnalyticsFilterBar({ filters, span, today, accounts }: Props) {
  const [, setAddress] = useSearchParams();
  const change = (changes: Readonly<Record<string, string | null>>) =>
    setAddress(
      (before) => {
        for (const [name, value] of Object.entries(changes)) {
          if (value) before.set(name, value);
          else before.delete(name);
        }
        return before;
      },
      { replace: true, preventScrollReset: true },
    );
  const own = filters.from !== undefined;
  return (
    <search className={classes.filters} aria-label="Choose what is counted">
      <Choice
        label="Time"
        value={own ? OWN : (filters.days ?? '30')}
        data={[
          ...PRESETS.map((value) => ({ value, label: `Last ${value} days` })),
          { value: OWN, label: 'Other days' },
        ]}
        onChange={({ currentTarget: { value } }) =>
          change(value === OWN ? { ...span, days: null } : { days: value, from: null, to: null })
        }
      />
      {own && (
        <>
          <TextInput
            label="From"
            type="date"
            max={today}
            value={span.from}
            onChange={({ currentTarget: { value } }) => value && change({ from: value, to: span.to })}
          />
          <TextInput
            label="To"
            type="date"
            max={today}
            value={span.to}
            onChange={({ currentTarget: { value } }) => value && change({ from: span.from, to: value })}
          />
        </>
      )}
      {(accounts.length > 1 || filters.account_id) && (
        <Choice
          label="Account"
          value={filters.account_id ?? ''}
          data={[
            { value: '', label: 'All accounts' },
            ...accounts.map(({ id, instagram_username: name }) => ({ value: id, label: `@${name}` })),
          ]}
          onChange={({ currentTarget: { value } }) => change({ account_id: value })}
        />
      )}
      <Choice
        label="Action"
        value={filters.action ?? ''}
        data={[
          { value: '', label: 'All actions' },
          ...ACTIONS.map((value) => ({ value, label: capital(ACTION_LABELS[value].many) })),
        ]}
        onChange={({ currentTarget: { value } }) => change({ action: value })}
      />
    </search>
  );
}
