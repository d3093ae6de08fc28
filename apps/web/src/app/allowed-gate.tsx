import { may, type Permission } from '@pacekeeper/contracts';
import { Outlet } from 'react-router';
import { ErrorBlock } from '../components/error-block.tsx';
import { Page } from '../components/page.tsx';
import { useSession } from '../lib/session/use-session.ts';

/** Admits users whose role includes the permission. The API checks the same table; this only avoids a failed request. */
export const allowedGate = (needs: Permission) =>
  function AllowedGate() {
    const session = useSession();
    if (session.status !== 'signed_in') return null;
    if (may(session.user.role, needs)) return <Outlet />;
    return (
      <Page title="You do not have access">
        <ErrorBlock trouble={{ code: 'E-AUTH-W-50CA' }} />
      </Page>
    );
  };
