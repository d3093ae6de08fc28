import { Injectable } from '@nestjs/common';
import { violates } from '../../platform/database/database-errors.ts';
import type { Tx } from '../../platform/database/tx.ts';
import { AppError } from '../../platform/errors/app-error.ts';
import { User } from './user.entity.ts';

export type NewUser = Pick<
  User,
  'username' | 'usernameKey' | 'email' | 'emailKey' | 'passwordHash' | 'role' | 'timeZone'
>;

@Injectable()
export class UsersRepository {
  findById(tx: Tx, id: string): Promise<User | null> {
    return tx.of(User).findOneBy({ id });
  }

  /** @throws AppError CONFLICT for a name or e-mail that is taken, whatever its case. */
  async create(tx: Tx, user: NewUser): Promise<User> {
    try {
      const { identifiers } = await tx.of(User).insert({ ...user, mustChangePassword: true, isActive: true });
      return await tx.of(User).findOneByOrFail({ id: identifiers[0]?.['id'] as string });
    } catch (error) {
      if (violates(error, 'users_username_key_key')) throw taken('user name', 'username');
      if (violates(error, 'users_email_key_key')) throw taken('e-mail address', 'email');
      throw error;
    }
  }

  /** Rows behind `after`, by name; `search` is part of a name or e-mail. */
  async findPage(tx: Tx, limit: number, after: string | null, search: string | null): Promise<User[]> {
    const query = tx.of(User).createQueryBuilder('u').orderBy('u.usernameKey', 'ASC').take(limit);
    if (after !== null) query.andWhere('u.usernameKey > :after', { after });
    if (search !== null) {
      query.andWhere('(strpos(u.usernameKey, :search) > 0 OR strpos(u.emailKey, :search) > 0)', { search });
    }
    return query.getMany();
  }

  async setPassword(tx: Tx, id: string, passwordHash: string, mustChange: boolean, at: Date): Promise<void> {
    await tx.of(User).update({ id }, { passwordHash, mustChangePassword: mustChange, passwordChangedAt: at });
  }

  async recordLogin(tx: Tx, id: string, at: Date): Promise<void> {
    await tx.of(User).update({ id }, { lastLoginAt: at });
  }
}

const taken = (what: string, path: string) =>
  new AppError('CONFLICT', { what: `This ${what} is taken.` }, { details: [{ path, message: 'is taken' }] });
