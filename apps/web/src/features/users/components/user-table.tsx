import type { User } from '@pacekeeper/contracts';
import { AppLink } from '../../../components/links.tsx';
import { DataTable } from '../../../components/data-table.tsx';
import { RelativeTime } from '../../../components/times.tsx';
import { paths } from '../../../lib/paths.ts';
import { usePerson } from '../../../lib/session/person.ts';
import { SecondFactorChip, UserChip } from './user-chips.tsx';
import classes from './users.module.css';

interface Props {
  readonly users: readonly User[];
}

const HEADS = ['User name', 'E-mail', 'Role', 'State', 'Second factor', 'Last sign-in'];

/** One row for each user; the name leads to everything about them. */
export function UserTable({ users }: Props) {
  const person = usePerson();
  return (
    <DataTable heads={HEADS}>
      {users.map((user) => (
        <tr key={user.id} className={classes.row}>
          <th scope="row" className={classes.who}>
            <AppLink to={paths.user.href(user.id)} className={classes.name}>
              {user.username}
            </AppLink>
            {user.id === person.id && <span className={classes.you}>you</span>}
          </th>
          <td data-label="E-mail" className={classes.mail}>
            {user.email ?? <span className={classes.none}>no e-mail</span>}
          </td>
          <td data-label="Role" className={classes.role}>
            {user.role === 'admin' ? 'Administrator' : 'User'}
          </td>
          <td data-label="State" className={classes.state}>
            <UserChip user={user} />
          </td>
          <td data-label="Second factor" className={classes.factor}>
            <SecondFactorChip user={user} />
          </td>
          <td data-label="Last sign-in" className={classes.seen}>
            {user.last_login_at ? (
              <RelativeTime at={user.last_login_at} />
            ) : (
              <span className={classes.none}>never</span>
            )}
          </td>
        </tr>
      ))}
    </DataTable>
  );
}
