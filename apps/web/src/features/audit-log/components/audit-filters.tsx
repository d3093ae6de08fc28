import { AUDIT_OUTCOMES } from '@pacekeeper/contracts';
import { useSearchParams } from 'react-router';
import { Choice } from '../../../components/choice.tsx';
import type { AuditFilters } from '../../../lib/paths.ts';
import { ACTION_CHOICES } from '../words.ts';
import classes from './audit.module.css';
import { PersonFilter } from './person-filter.tsx';

interface Props {
  readonly filters: AuditFilters;
}

const ACTIONS = [{ value: '', label: 'Everything' }, ...ACTION_CHOICES];
const OUTCOME_WORDS = { success: 'Done', refused: 'Refused' } as const;
const OUTCOMES = [
  { value: '', label: 'Every outcome' },
  ...AUDIT_OUTCOMES.map((value) => ({ value, label: OUTCOME_WORDS[value] })),
];

/** The filters live in the address, so that a view can be kept and sent. */
export function AuditFilterBar({ filters }: Props) {
  const [, setAddress] = useSearchParams();
  const choose = (name: keyof AuditFilters, value: string) =>
    setAddress(
      (before) => {
        if (value) before.set(name, value);
        else before.delete(name);
        return before;
      },
      { preventScrollReset: true },
    );
  return (
    <search className={classes.filters} aria-label="Filter the audit log">
      <Choice
        label="What"
        value={filters.action ?? ''}
        data={ACTIONS}
        onChange={(event) => choose('action', event.currentTarget.value)}
      />
      <Choice
        label="Outcome"
        value={filters.outcome ?? ''}
        data={OUTCOMES}
        onChange={(event) => choose('outcome', event.currentTarget.value)}
      />
      {filters.actor_id && <PersonFilter id={filters.actor_id} words="By" onDrop={() => choose('actor_id', '')} />}
      {filters.subject_id && (
        <PersonFilter id={filters.subject_id} words="To" onDrop={() => choose('subject_id', '')} />
      )}
    </search>
  );
}
