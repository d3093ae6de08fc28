import type { User } from '@pacekeeper/contracts';
import { RelativeTime } from '../../../components/relative-time.tsx';
import { StateChip } from '../../../components/state-chip.tsx';
import classes from './users.module.css';

interface Props {
  readonly users: readonly User[];
}

const state = (user: User) => {
  if (!user.is_active) return <StateChip look="stopped">inactive</StateChip>;
  if (user.must_change_password) return <StateChip look="waiting">must change password</StateChip>;
  return (
    <StateChip look="running" icon="check">
      active
    </StateChip>
  );
};

export function UserTable({ users }: Props) {
  return (
    <table className={classes.table}>
      <thead>
        <tr>
          <th scope="col">User name</th>
          <th scope="col">E-mail</th>
          <th scope="col">Role</th>
          <th scope="col">State</th>
          <th scope="col">Last sign-in</th>
          <th scope="col">Created</th>
        </tr>
      </thead>
      <tbody>
        {users.map((user) => (
          <tr key={user.id}>
            <th scope="row">{user.username}</th>
            <td data-label="E-mail">{user.email ?? <span className={classes.none}>none</span>}</td>
            <td data-label="Role">{user.role === 'admin' ? 'Administrator' : 'User'}</td>
            <td data-label="State">{state(user)}</td>
            <td data-label="Last sign-in">
              {user.last_login_at ? (
                <RelativeTime at={user.last_login_at} />
              ) : (
                <span className={classes.none}>never</span>
              )}
            </td>
            <td data-label="Created">
              <RelativeTime at={user.created_at} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
