import { Page } from '../../components/page.tsx';
import { ApprovalList } from '../../features/jobs/components/approval-list.tsx';
import { RouteError } from '../route-error.tsx';

export { RouteError as ErrorBoundary };

export function Component() {
  return (
    <Page title="Approvals" lead="Plans of users whose jobs an administrator approves, the oldest first.">
      <ApprovalList />
    </Page>
  );
}
