import type { AuditEntry } from '@pacekeeper/contracts';
import classes from './audit.module.css';

interface Props {
  readonly person: AuditEntry['actor'];
  /** What stands there for nobody. */
  readonly nobody: string;
}

/** Who it was: a name, or that there is none any more. */
export function AuditPerson({ person, nobody }: Props) {
  if (!person) return <span className={classes.quiet}>{nobody}</span>;
  return person.username ?? <span className={classes.quiet}>deleted user</span>;
}
