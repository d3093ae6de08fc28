import type { AuditEntry } from '@pacekeeper/contracts';
import { AppLink } from '../../../components/app-link.tsx';
import { paths } from '../../../lib/paths.ts';
import classes from './audit.module.css';

interface Props {
  readonly entry: AuditEntry;
}

const named = (person: NonNullable<AuditEntry['actor']>): string => person.username ?? 'the deleted user';

/** From an entry to the rest of what is known of the people in it. */
export function EntryLinks({ entry: { actor, subject } }: Props) {
  const other = subject && subject.id !== actor?.id ? subject : null;
  if (!actor && !other) return null;
  return (
    <div className={classes.links}>
      {actor && <AppLink to={paths.auditLog.href({ actor_id: actor.id })}>What else {named(actor)} did</AppLink>}
      {other && (
        <AppLink to={paths.auditLog.href({ subject_id: other.id })}>What else was done to {named(other)}</AppLink>
      )}
      {[actor, other].map(
        (person) =>
          person?.username && (
            <AppLink key={person.id} to={paths.user.href(person.id)}>
              {person.username} among the users
            </AppLink>
          ),
      )}
    </div>
  );
}
