import type { User } from '@pacekeeper/contracts';
import type { ReactNode } from 'react';
import { AppLink } from '../../../components/links.tsx';
import { Columns } from '../../../components/columns.tsx';
import { CopyButton } from '../../../components/copy-button.tsx';
import { Facts } from '../../../components/facts.tsx';
import { RelativeTime } from '../../../components/times.tsx';
import { Section } from '../../../components/section.tsx';
import { paths } from '../../../lib/paths.ts';
import { usePerson } from '../../../lib/session/person.ts';
import { ActiveSwitch } from './active-switch.tsx';
import { FactorsRemoval } from './factors-removal.tsx';
import { PasswordReset } from './password-reset.tsx';
import { SessionsEnd } from './sessions-end.tsx';
import { UserDeletion } from './user-deletion.tsx';
import { UserForm } from './user-form.tsx';
import classes from './users.module.css';

interface Props {
  readonly user: User;
  /** What they may do today. */
  readonly today: ReactNode;
  /** The limits that are theirs alone. */
  readonly limits: ReactNode;
}

/** Everything about one user, and everything that can be done. */
export function UserDetails({ user, today, limits }: Props) {
  const isSelf = usePerson().id === user.id;
  return (
    <>
      <Columns
        side={
          <>
            {today}
            <Section card title="About this user">
              <Facts
                facts={[
                  ['Created', <RelativeTime key="created" at={user.created_at} />],
                  ['Last sign-in', user.last_login_at ? <RelativeTime key="seen" at={user.last_login_at} /> : 'never'],
                  ['Time zone', user.time_zone],
                  ['Id', <CopyButton key="id" text={user.id} label="Copy user id" />],
                ]}
              />
              <div className={classes.links}>
                <AppLink to={paths.auditLog.href({ actor_id: user.id })}>What {user.username} did</AppLink>
                <AppLink to={paths.auditLog.href({ subject_id: user.id })}>What was done to {user.username}</AppLink>
              </div>
            </Section>
          </>
        }
      >
        <Section card title="Name and role">
          <UserForm user={user} isSelf={isSelf} />
        </Section>
        <Section card title="Sign-in">
          <div>
            <PasswordReset user={user} />
            <FactorsRemoval user={user} />
            <SessionsEnd user={user} isSelf={isSelf} />
          </div>
        </Section>
        {limits}
      </Columns>
      <Section card title="Disable or delete">
        <div>
          <ActiveSwitch user={user} isSelf={isSelf} />
          <UserDeletion user={user} isSelf={isSelf} />
        </div>
      </Section>
    </>
  );
}
