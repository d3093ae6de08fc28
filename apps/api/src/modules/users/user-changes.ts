import type { UpdateUser } from '@pacekeeper/contracts';
import type { NewAuditEntry } from '../audit/index.ts';
import { nameKey } from './name-key.ts';
import type { User } from './user.entity.ts';
import type { UserChanges } from './users.repository.ts';

type Before = Pick<User, 'username' | 'email' | 'role' | 'isActive' | 'needsApproval' | 'timeZone'>;

/** What people may change of themselves; all else is an administrator's. */
const OWN = new Set(['email', 'time_zone']);

export const onlyForAdministrators = (body: UpdateUser): string[] =>
  Object.keys(body).filter((field) => !OWN.has(field));

/** What a request changes, without what is so already. */
export const changesOf = (before: Before, body: UpdateUser): UserChanges => ({
  ...(body.username !== undefined &&
    body.username !== before.username && { username: body.username, usernameKey: nameKey(body.username) }),
  ...(body.email !== undefined &&
    body.email !== before.email && { email: body.email, emailKey: body.email === null ? null : nameKey(body.email) }),
  ...(body.role !== undefined && body.role !== before.role && { role: body.role }),
  ...(body.is_active !== undefined && body.is_active !== before.isActive && { isActive: body.is_active }),
  ...(body.needs_approval !== undefined &&
    body.needs_approval !== before.needsApproval && { needsApproval: body.needs_approval }),
  ...(body.time_zone !== undefined && body.time_zone !== before.timeZone && { timeZone: body.time_zone }),
});

type Entry = Omit<NewAuditEntry, 'subjectId'>;

/** What the audit log keeps of it: no names and no addresses, since it outlives the people in it. */
export const entriesOf = (before: Before, changes: UserChanges, sessionsEnded: number): Entry[] => {
  const fields = [
    ...(changes.username === undefined ? [] : ['username']),
    ...(changes.needsApproval === undefined ? [] : ['needs_approval']),
    ...(changes.timeZone === undefined ? [] : ['time_zone']),
  ];
  return [
    ...(fields.length > 0 ? [{ action: 'user_updated', details: { fields } } as const] : []),
    ...(changes.email === undefined
      ? []
      : [{ action: 'email_changed', details: { removed: changes.email === null } } as const]),
    ...(changes.role === undefined
      ? []
      : [{ action: 'role_changed', details: { from: before.role, to: changes.role } } as const]),
    ...(changes.isActive === false ? [{ action: 'user_disabled', details: { sessions: sessionsEnded } } as const] : []),
    ...(changes.isActive === true ? [{ action: 'user_enabled' } as const] : []),
  ];
};
