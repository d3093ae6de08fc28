import { UnstyledButton } from '@mantine/core';
import type { AuditEntry } from '@pacekeeper/contracts';
import { memo } from 'react';
import { DataTable } from '../../../components/data-table.tsx';
import { RelativeTime } from '../../../components/relative-time.tsx';
import { auditLabel } from '../words.ts';
import { AuditPerson } from './audit-person.tsx';
import classes from './audit.module.css';
import { OutcomeChip } from './outcome-chip.tsx';

interface Props {
  readonly entries: readonly AuditEntry[];
  readonly onOpen: (entry: AuditEntry) => void;
}

const HEADS = ['Time', 'Who', 'What', 'To whom', 'From', 'Outcome'];

/** One row for each entry; what happened opens the rest. */
export function AuditTable({ entries, onOpen }: Props) {
  return (
    <DataTable heads={HEADS}>
      {entries.map((entry) => (
        <AuditRow key={entry.seq} entry={entry} onOpen={onOpen} />
      ))}
    </DataTable>
  );
}

const AuditRow = memo(function AuditRow({ entry, onOpen }: { entry: AuditEntry } & Pick<Props, 'onOpen'>) {
  const { actor, subject } = entry;
  return (
    <tr className={classes.row}>
      <td className={classes.time}>
        <RelativeTime at={entry.at} />
      </td>
      <td className={classes.who}>
        <AuditPerson person={actor} nobody="somebody unknown" />
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
