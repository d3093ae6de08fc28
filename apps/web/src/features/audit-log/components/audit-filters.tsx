import { UnstyledButton } from '@mantine/core';
import { AUDIT_OUTCOMES } from '@pacekeeper/contracts';
import { IconX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useSearchParams } from 'react-router';
import { Choice } from '../../../components/choice.tsx';
import type { AuditFilters } from '../../../lib/paths.ts';
import { userQuery } from '../../../lib/queries/user.query.ts';
import { ACTION_CHOICES } from '../words.ts';
import classes from './audit.module.css';

interface AuditFilterBarProps {
  readonly filters: AuditFilters;
}

const ACTIONS = [{ value: '', label: 'Everything' }, ...ACTION_CHOICES];
const OUTCOME_WORDS = { success: 'Done', refused: 'Refused' } as const;
const OUTCOMES = [
  { value: '', label: 'Every outcome' },
  ...AUDIT_OUTCOMES.map((value) => ({ value, label: OUTCOME_WORDS[value] })),
];

/** The filters live in the address, so that a view can be kept and sent. */
export function AuditFilterBar({ filters }: AuditFilterBarProps) {
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

interface PersonFilterProps {
  readonly id: string;
  /** "By", "To". */
  readonly words: string;
  readonly onDrop: () => void;
}

/** The person that the log is filtered by, and the way out of it. */
function PersonFilter({ id, words, onDrop }: PersonFilterProps) {
  const { data, isError } = useQuery(userQuery(id));
  const name = data?.username ?? (isError ? `deleted user ${id.slice(0, 8)}` : '…');
  return (
    <UnstyledButton className={classes.person} aria-label={`${words} ${name}: show everybody`} onClick={onDrop}>
      <span className={classes.personName}>
        {words} <strong>{name}</strong>
      </span>
      <IconX size={14} stroke={1.5} aria-hidden="true" />
    </UnstyledButton>
  );
}
