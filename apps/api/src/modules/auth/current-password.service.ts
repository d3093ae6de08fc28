import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock/clock.ts';
import { hashPassword, needsRehash, verifyPassword } from '../../platform/crypto/passwords.ts';
import { Database } from '../../platform/database/database.ts';
import type { Tx } from '../../platform/database/tx.ts';
import { AppError } from '../../platform/errors/app-error.ts';
import { UsersService } from '../users/index.ts';

/** How far the clocks of two processes may be apart, and a change may take from its stamp to its commit; milliseconds. */
const TOLERANCE_MS = 5_000;

/**
 * A password may change between its proof and the action it allows. The proved hash is compared with the stored one
 * here, so an old password allows nothing once a new one is set, however close the two are in time.
 */
@Injectable()
export class CurrentPassword {
  constructor(
    private readonly db: Database,
    private readonly users: UsersService,
    private readonly clock: Clock,
  ) {}

  /**
   * Runs a proof of `password`; returns whose it is, with the stored hash that it belongs to. A hash that costs less
   * than those of today is replaced by one of today.
   */
  async prove(password: string, proof: () => Promise<string>): Promise<{ userId: string; hash: string }> {
    const began = this.clock.now().getTime();
    const userId = await proof();
    const { hash, changedAt } = await this.stored(userId);
    if (changedAt.getTime() > began - TOLERANCE_MS) await assertRight(userId, hash, password);
    return { userId, hash: needsRehash(hash) ? await this.strengthen(userId, hash, password) : hash };
  }

  /** Locks the password until the end of `tx`. @throws AppError INVALID_CREDENTIALS if it has just changed. */
  async hold(tx: Tx, hash: string): Promise<void> {
    if (!(await this.users.holdPassword(tx, tx.userId, hash))) throw new AppError('INVALID_CREDENTIALS');
  }

  private async strengthen(userId: string, hash: string, password: string): Promise<string> {
    const stronger = await hashPassword(password, { userId });
    if (await this.db.asUser(userId, (tx) => this.users.rehash(tx, userId, hash, stronger))) return stronger;
    // Lost a race: another sign-in of the same user with the same rehash, or a new password.
    const { hash: current } = await this.stored(userId);
    await assertRight(userId, current, password);
    return current;
  }

  private stored(userId: string): Promise<{ hash: string; changedAt: Date }> {
    return this.db.asUser(userId, (tx) => this.users.storedPassword(tx, userId));
  }
}

const assertRight = async (userId: string, hash: string, password: string): Promise<void> => {
  if (!(await verifyPassword(hash, password, { userId }))) throw new AppError('INVALID_CREDENTIALS');
};
