import { UnstyledButton } from '@mantine/core';
import type { AuditEntry, AuditOutcome } from '@pacekeeper/contracts';
import { memo } from 'react';
import { DataTable } from '../../../components/data-table.tsx';
import { StateChip } from '../../../components/state-chip.tsx';
import { RelativeTime } from '../../../components/times.tsx';
import { auditLabel } from '../words.ts';
import classes from './audit.module.css';

interface AuditTableProps {
  readonly entries: readonly AuditEntry[];
  readonly onOpen: (entry: AuditEntry) => void;
}

const HEADS = ['Time', 'Who', 'What', 'To whom', 'From', 'Outcome'];

/** One row for each entry; what happened opens the rest. */
export function AuditTable({ entries, onOpen }: AuditTableProps) {
  return (
    <DataTable heads={HEADS}>
      {entries.map((entry) => (
        <AuditRow key={entry.seq} entry={entry} onOpen={onOpen} />
      ))}
    </DataTable>
  );
}

const AuditRow = memo(function AuditRow({ entry, onOpen }: { entry: AuditEntry } & Pick<AuditTableProps, 'onOpen'>) {
  const { actor, subject } = entry;
  return (
    <tr className={classes.row}>
      <td className={classes.time}>
        <RelativeTime at={entry.at} />
      </td>
      <td className={classes.who}>
        <AuditPerson person={actor} nobody="unknown" />
      </td>
      <td className={classes.what}>
        <UnstyledButton className={classes.open} aria-haspopup="dialog" onClick={() => onOpen(entry)}>
          {auditLabel(entry)}
        </UnstyledButton>
      </td>
      <td className={classes.whom} data-to={subject && subject.id !== actor?.id ? 'other' : undefined}>
        {subject &&
          (subject.id === actor?.id ? (
            <span className={classes.quiet}>themselves</span>
          ) : (
            <AuditPerson person={subject} nobody="" />
          ))}
      </td>
      <td className={classes.from}>{entry.address}</td>
      <td className={classes.outcome}>
        <OutcomeChip outcome={entry.outcome} />
      </td>
    </tr>
  );
});

interface AuditPersonProps {
  readonly person: AuditEntry['actor'];
  /** Shown where there is no person. */
  readonly nobody: string;
}

/** Who it was: a name, or that the user was deleted. */
export function AuditPerson({ person, nobody }: AuditPersonProps) {
  if (!person) return <span className={classes.quiet}>{nobody}</span>;
  return person.username ?? <span className={classes.quiet}>deleted user</span>;
}

interface OutcomeChipProps {
  readonly outcome: AuditOutcome;
}

export function OutcomeChip({ outcome }: OutcomeChipProps) {
  return outcome === 'success' ? (
    <StateChip look="running" icon="check">
      done
    </StateChip>
  ) : (
    <StateChip look="blocked" icon="cross">
      refused
    </StateChip>
  );
}
