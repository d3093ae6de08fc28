import { IconShieldCheck } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { ActionButton } from '../../../components/action-button.tsx';
import { CopyButton } from '../../../components/copy-button.tsx';
import { QueryView } from '../../../components/query-view.tsx';
import { RelativeTime } from '../../../components/relative-time.tsx';
import { SkeletonRows } from '../../../components/skeleton-rows.tsx';
import { counted } from '../../../lib/format/number.ts';
import { auditCheckQuery } from '../api/audit-check.query.ts';
import { BrokenChain } from './broken-chain.tsx';
import classes from './audit.module.css';

/** Whether the log is as it was written. */
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
              Whole: {counted(entries, { one: 'entry', many: 'entries' })}, checked{' '}
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
