import { Injectable } from '@nestjs/common';
import { verifyNothing, verifyPassword } from '../../../platform/crypto/passwords.ts';
import { Database } from '../../../platform/database/database.ts';
import { AppError } from '../../../platform/errors/app-error.ts';
import { nameKey, UsersService } from '../../users/index.ts';
import type { Device } from '../device.ts';
import { FailedAttempts } from './failed-attempts.ts';

/** The only place that compares a typed password with a stored one, and that counts how often it was wrong. */
@Injectable()
export class PasswordProof {
  constructor(
    private readonly db: Database,
    private readonly users: UsersService,
    private readonly failed: FailedAttempts,
  ) {}

  /**
   * Whose name and password these are.
   * @throws AppError INVALID_CREDENTIALS, the same for an unknown name, a wrong password and a disabled user;
   * TOO_MANY_REQUESTS
   */
  async prove(typed: string, password: string, { address }: Device): Promise<string> {
    const name = nameKey(typed);
    this.failed.assertFew(address, name);
    // Counted before it is looked at, so that many at once count as many.
    this.failed.count(address, name);
    const [found] = await this.db.system<{ id: string; password_hash: string; is_active: boolean }>('auth_find_user', [
      name,
    ]);
    const right = found ? await verifyPassword(found.password_hash, password) : await verifyNothing(password);
    if (!found || !right || !found.is_active) throw new AppError('INVALID_CREDENTIALS');
    this.failed.forget(address, name);
    return found.id;
  }

  /** That somebody who is signed in still knows the password. @throws AppError INVALID_CREDENTIALS, TOO_MANY_REQUESTS */
  async proveAgain(userId: string, password: string, { address }: Device): Promise<void> {
    this.failed.assertFew(address, userId);
    this.failed.count(address, userId);
    const hash = await this.db.asUser(userId, (tx) => this.users.passwordHash(tx, userId));
    if (!(await verifyPassword(hash, password))) throw new AppError('INVALID_CREDENTIALS');
    this.failed.forget(address, userId);
  }
}
