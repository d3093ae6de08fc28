import { useQuery } from '@tanstack/react-query';
import { EmptyState } from '../../../components/empty-state.tsx';
import { SkeletonRows } from '../../../components/loading.tsx';
import { QueryView } from '../../../components/query-view.tsx';
import { useKeptFocus } from '../../../lib/focus.ts';
import { approvalsQuery } from '../api/approvals.query.ts';
import { ApprovalCard } from './approval-card.tsx';
import classes from './approvals.module.css';

/** Plans that wait for an administrator. */
export function ApprovalList() {
  const query = useQuery(approvalsQuery());
  // A plan goes with its buttons.
  const here = useKeptFocus<HTMLDivElement>((query.data ?? []).map(({ job }) => job.id).join());
  return (
    <div ref={here} tabIndex={-1} className={classes.list}>
      <QueryView query={query} skeleton={<SkeletonRows rows={3} height={96} />}>
        {(waiting) =>
          waiting.length > 0 ? (
            waiting.map(({ user, job }) => <ApprovalCard key={job.id} user={user} job={job} />)
          ) : (
            <EmptyState title="No plan waits for approval">
              Plans of users whose jobs need approval appear here, and wait for 48 hours.
            </EmptyState>
          )
        }
      </QueryView>
    </div>
  );
}
