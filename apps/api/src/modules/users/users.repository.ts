import { Injectable } from '@nestjs/common';
import type { Role } from '@pacekeeper/contracts';
import { violates, violatesCheck } from '../../platform/database/database-errors.ts';
import type { ReadTx, Tx } from '../../platform/database/tx.ts';
import { AppError } from '../../platform/errors/app-error.ts';
import { User } from './user.entity.ts';

export type NewUser = Pick<
  User,
  'username' | 'usernameKey' | 'email' | 'emailKey' | 'passwordHash' | 'role' | 'timeZone'
>;
export type UserChanges = Partial<
  Pick<User, 'username' | 'usernameKey' | 'email' | 'emailKey' | 'role' | 'isActive' | 'needsApproval' | 'timeZone'>
>;

export interface UserFilter {
  /** Part of a name or e-mail. */
  readonly search: string | null;
  readonly role: Role | undefined;
  readonly isActive: boolean | undefined;
}

const taken = (what: string, path: string) =>
  new AppError('CONFLICT', { what: `This ${what} is taken.` }, { details: [{ path, message: 'is taken' }] });

/** The database's objection to a change of a user, in plain words. */
const refusal = (error: unknown): unknown => {
  if (violates(error, 'users_username_key_key')) return taken('user name', 'username');
  if (violates(error, 'users_email_key_key')) return taken('e-mail address', 'email');
  if (violatesCheck(error, 'users_last_admin')) {
    const what = 'This is the last active administrator. Make somebody else one first.';
    return new AppError('CONFLICT', { what });
  }
  return error;
};

const refused = (error: unknown): never => {
  throw refusal(error);
};

/** The fields of a user that are shown. */
export interface ShownUser extends Omit<User, 'usernameKey' | 'emailKey' | 'passwordHash' | 'passwordChangedAt'> {
  /** The address that they have asked for and not confirmed yet; only they see it. */
  readonly pendingEmail?: string | null;
}

const SHOWN = `
  SELECT id, username, email, role, is_active AS "isActive", needs_approval AS "needsApproval", must_change_password AS "mustChangePassword",
         time_zone AS "timeZone", created_at AS "createdAt", last_login_at AS "lastLoginAt",
         two_factor_since AS "twoFactorSince",
         (SELECT c.email FROM email_changes c WHERE c.user_id = users.id AND c.expires_at > now()) AS "pendingEmail"
  FROM users WHERE id = $1`;

const CREATE = 'SELECT admin_create_user($1, $2, $3, $4, $5, $6, $7) AS id';

@Injectable()
export class UsersRepository {
  /** One statement, for what is asked with every page. */
  findShown(tx: ReadTx, id: string): Promise<ShownUser | null> {
    return tx.one<ShownUser & Record<string, unknown>>(SHOWN, [id]);
  }

  findById(tx: Tx, id: string): Promise<User | null> {
    return tx.of(User).findOneBy({ id });
  }

  /** Locks the user until the transaction ends. */
  async findForUpdate(tx: Tx, id: string): Promise<User | null> {
    const locked = await tx.one('SELECT id FROM users WHERE id = $1 FOR NO KEY UPDATE', [id]);
    return locked && this.findById(tx, id);
  }

  /** For callers about to do more than insert. @throws AppError CONFLICT for a name or e-mail that is taken */
  async assertFree(tx: Tx, { usernameKey, emailKey }: Pick<User, 'usernameKey' | 'emailKey'>): Promise<void> {
    if (await tx.of(User).existsBy({ usernameKey })) throw taken('user name', 'username');
    if (emailKey !== null && (await tx.of(User).existsBy({ emailKey }))) throw taken('e-mail address', 'email');
  }

  /** @throws AppError CONFLICT for a name or e-mail that is taken, whatever its case. */
  async create(tx: Tx, user: NewUser): Promise<User> {
    const { username, usernameKey, email, emailKey, passwordHash, role, timeZone } = user;
    const values = [username, usernameKey, email, emailKey, passwordHash, role, timeZone];
    const made = await tx.one<{ id: string }>(CREATE, values).catch(refused);
    return tx.of(User).findOneByOrFail({ id: made?.id ?? '' });
  }

  /** @throws AppError CONFLICT for a name or e-mail that is taken, and for the last administrator */
  async update(tx: Tx, id: string, changes: UserChanges): Promise<void> {
    await tx.of(User).update({ id }, changes).catch(refused);
  }

  /** False if it is taken; then the transaction is over. */
  async setEmail(tx: Tx, id: string, email: string, emailKey: string): Promise<boolean> {
    try {
      await tx.of(User).update({ id }, { email, emailKey });
      return true;
    } catch (error) {
      if (violates(error, 'users_email_key_key')) return false;
      throw error;
    }
  }

  /** With everything that is theirs. @throws AppError CONFLICT for the last administrator */
  async delete(tx: Tx, id: string): Promise<void> {
    await tx.of(User).delete({ id }).catch(refused);
  }

  /** Rows behind `after`, by name. */
  async findPage(tx: Tx, limit: number, after: string | null, { search, role, isActive }: UserFilter): Promise<User[]> {
    const query = tx.of(User).createQueryBuilder('u').orderBy('u.usernameKey', 'ASC').take(limit);
    if (after !== null) query.andWhere('u.usernameKey > :after', { after });
    if (search !== null) {
      query.andWhere('(strpos(u.usernameKey, :search) > 0 OR strpos(u.emailKey, :search) > 0)', { search });
    }
    if (role !== undefined) query.andWhere('u.role = :role', { role });
    if (isActive !== undefined) query.andWhere('u.isActive = :isActive', { isActive });
    return query.getMany();
  }

  async setPassword(tx: Tx, id: string, passwordHash: string, mustChange: boolean, at: Date): Promise<void> {
    await tx.of(User).update({ id }, { passwordHash, mustChangePassword: mustChange, passwordChangedAt: at });
  }

  /** Replaces the hash `from` with a costlier one of the same password; false if the password was changed meanwhile. */
  async rehash(tx: Tx, id: string, from: string, to: string): Promise<boolean> {
    const { affected } = await tx.of(User).update({ id, passwordHash: from }, { passwordHash: to });
    return affected === 1;
  }

  /** Locks the row until the end of `tx`; false if the password no longer has this hash. */
  async holdPassword(tx: Tx, id: string, hash: string): Promise<boolean> {
    const row = await tx.one('SELECT id FROM users WHERE id = $1 AND password_hash = $2 FOR NO KEY UPDATE', [id, hash]);
    return row !== null;
  }

  async recordLogin(tx: Tx, id: string, at: Date): Promise<void> {
    await tx.of(User).update({ id }, { lastLoginAt: at });
  }
}
