import { TextInput } from '@mantine/core';
import { SEVERITIES, SIDES } from '@pacekeeper/contracts';
import { Choice } from '../../../components/choice.tsx';
import { IconSearch } from '@tabler/icons-react';
import { useSearchParams } from 'react-router';
import { sentenceCase } from '../../../lib/format/number.ts';
import { SIDE_WORDS } from '../../../lib/words.ts';
import { ORDERS, type CodeFilters, type Order } from '../matching.ts';
import { SEVERITY_LOOKS } from './severity-chip.tsx';
import classes from './knowledge-base.module.css';

interface Props {
  readonly filters: CodeFilters;
  /** Whose occurrences are counted; null: none are. */
  readonly counted: 'you' | 'anybody' | null;
}

const HAPPENED = { you: 'Happened to you', anybody: 'Happened here' } as const;
const ORDER_WORDS: Readonly<Record<Order, string>> = { latest: 'Latest first', often: 'Most often', title: 'By title' };

/** What to look for; kept in the address. */
export function CodeFilterBar({ filters, counted }: Props) {
  const [, setSearch] = useSearchParams();
  const choose = (name: string, value: string) =>
    setSearch(
      (before) => {
        if (value) before.set(name, value);
        else before.delete(name);
        return before;
      },
      { replace: true, preventScrollReset: true },
    );
  return (
    <search className={classes.filters} aria-label="Filter error codes">
      <TextInput
        className={classes.grow}
        label="Search"
        type="search"
        placeholder="Code, name, or words of a page"
        leftSection={<IconSearch size={16} stroke={1.5} aria-hidden="true" />}
        value={filters.text}
        onChange={(event) => choose('search', event.currentTarget.value)}
      />
      <Choice
        label="Side"
        value={filters.side ?? ''}
        onChange={(event) => choose('side', event.currentTarget.value)}
        data={[{ value: '', label: 'Every side' }, ...SIDES.map((side) => ({ value: side, label: SIDE_WORDS[side] }))]}
      />
      <Choice
        label="Severity"
        value={filters.severity ?? ''}
        onChange={(event) => choose('severity', event.currentTarget.value)}
        data={[
          { value: '', label: 'Every severity' },
          ...SEVERITIES.map((one) => ({ value: one, label: sentenceCase(SEVERITY_LOOKS[one].word) })),
        ]}
      />
      {counted && (
        <>
          <Choice
            label="Show"
            value={filters.occurred ? 'yes' : ''}
            onChange={(event) => choose('occurred', event.currentTarget.value)}
            data={[
              { value: '', label: 'Every code' },
              { value: 'yes', label: HAPPENED[counted] },
            ]}
          />
          <Choice
            label="Order"
            value={filters.order}
            onChange={(event) =>
              choose('order', event.currentTarget.value === 'latest' ? '' : event.currentTarget.value)
            }
            data={ORDERS.map((order) => ({
              value: order,
              label: order === 'latest' && filters.text.trim() ? 'Best match first' : ORDER_WORDS[order],
            }))}
          />
        </>
      )}
    </search>
  );
}
