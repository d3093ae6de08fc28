import { useQuery } from '@tanstack/react-query';
import { useParams } from 'react-router';
import { AppLink } from '../../components/links.tsx';
import { Page } from '../../components/page.tsx';
import { QueryView } from '../../components/query-view.tsx';
import { RouteError } from '../route-error.tsx';
import { SkeletonRows } from '../../components/loading.tsx';
import { paths } from '../../lib/paths.ts';
import { userQuery } from '../../lib/queries/user.query.ts';
import { usePerson } from '../../lib/session/person.ts';
import { UserLimits, UserToday } from '../../features/limits/components/user-limits.tsx';
import { UserChip } from '../../features/users/components/user-chips.tsx';
import { UserDetails } from '../../features/users/components/user-details.tsx';
import { UserShares } from '../../features/users/components/user-shares.tsx';
import classes from '../../features/users/components/users.module.css';

export { RouteError as ErrorBoundary };

export function Component() {
  const { id = '' } = useParams();
  const person = usePerson();
  const query = useQuery(userQuery(id));
  const user = query.data;
  return (
    <Page
      title={user?.username ?? 'User'}
      lead={
        <span className={classes.lead}>
          {user && <UserChip user={user} />}
          {user && <span>{user.role === 'admin' ? 'Administrator' : 'User'}</span>}
          {user?.id === person.id && <span className={classes.you}>you</span>}
          <AppLink to={paths.users.href()}>All users</AppLink>
        </span>
      }
    >
      <QueryView query={query} skeleton={<SkeletonRows rows={4} height={120} />}>
        {(found) => (
          <UserDetails
            key={found.id}
            user={found}
            today={<UserToday user={found} />}
            limits={
              <>
                <UserLimits user={found} />
                <UserShares user={found} />
              </>
            }
          />
        )}
      </QueryView>
    </Page>
  );
}
