import { IconAlertOctagon, IconShieldCheck } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { ActionButton } from '../../../components/action-button.tsx';
import { CopyButton } from '../../../components/copy-button.tsx';
import { SkeletonRows } from '../../../components/loading.tsx';
import { QueryView } from '../../../components/query-view.tsx';
import { RelativeTime } from '../../../components/times.tsx';
import { counted, number } from '../../../lib/format/number.ts';
import { auditCheckQuery } from '../api/audit.queries.ts';
import classes from './audit.module.css';

/** Whether the log is unchanged. */
export function IntegrityLine() {
  const query = useQuery(auditCheckQuery());
  const again = (
    <ActionButton
      variant="default"
      size="xs"
      busy={query.isFetching}
      busyWords="Checking"
      onClick={() => void query.refetch()}
    >
      Check again
    </ActionButton>
  );
  return (
    <QueryView query={query} skeleton={<SkeletonRows rows={1} height={36} />}>
      {({ whole, entries, head_hash: hash, broken_at: at }) =>
        whole ? (
          <div className={classes.whole}>
            <IconShieldCheck className={classes.wholeIcon} size={20} stroke={1.5} aria-hidden="true" />
            <span role="status">
              Intact: {counted(entries, { one: 'entry', many: 'entries' })}, checked{' '}
              <RelativeTime at={new Date(query.dataUpdatedAt).toISOString()} />
            </span>
            {again}
            <span className={classes.head}>
              Last hash <CopyButton text={hash} label="Copy last hash" />
            </span>
          </div>
        ) : (
          <BrokenChain at={at} again={again} />
        )
      }
    </QueryView>
  );
}

interface BrokenChainProps {
  /** The first entry that is not as it was written. */
  readonly at: number | null;
  readonly again: ReactNode;
}

/** The log was changed outside of Pacekeeper: what that means and what to do. */
function BrokenChain({ at, again }: BrokenChainProps) {
  return (
    <div className={classes.broken} role="alert">
      <IconAlertOctagon className={classes.brokenIcon} size={20} stroke={1.5} aria-hidden="true" />
      <div>
        <p className={classes.brokenTitle}>{at === null ? 'The log is incomplete' : `Broken at entry ${number(at)}`}</p>
        <p>
          This entry was changed or removed directly in the database. Entries before it are as they were written;
          entries from it on prove nothing.
        </p>
        <ol>
          <li>Export the log as it is now and keep the file.</li>
          <li>Compare it with the last backup, and with the hashes that you kept elsewhere.</li>
          <li>Find out who could write to the database, and change those passwords.</li>
        </ol>
        {again}
      </div>
    </div>
  );
}
