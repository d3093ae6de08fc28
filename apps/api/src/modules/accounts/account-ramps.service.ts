import { Injectable } from '@nestjs/common';
import { type RampAnswer, say, type SetRamp } from '@pacekeeper/contracts';
import { Clock } from '../../platform/clock/clock.ts';
import { Database } from '../../platform/database/database.ts';
import type { Tx } from '../../platform/database/tx.ts';
import { AppError } from '../../platform/errors/app-error.ts';
import type { Caller } from '../../platform/http/access.ts';
import { ActivityService } from '../activity/index.ts';
import { AuditService } from '../audit/index.ts';
import { AccountRampsRepository } from './account-ramps.repository.ts';

/** The share of its limits that an account may use: earned day by day, lost by blocks, or set by an administrator. */
@Injectable()
export class AccountRamps {
  constructor(
    private readonly db: Database,
    private readonly ramps: AccountRampsRepository,
    private readonly activity: ActivityService,
    private readonly audit: AuditService,
    private readonly clock: Clock,
  ) {}

  /** At the first turn of a day, before anything is done on it; the share that holds then, null: as it was. */
  reckon(tx: Tx, accountId: string): Promise<string | null> {
    return this.ramps.reckon(tx, accountId, this.clock.now());
  }

  /** For accounts without a turn, so that what people see of their limits is right too. */
  async reckonAll(): Promise<number> {
    const at = this.clock.now();
    let all = 0;
    for (;;) {
      const reckoned = await this.ramps.reckonSome(at);
      all += reckoned;
      // Each is reckoned once a day, so this comes to an end.
      if (reckoned === 0) return all;
    }
  }

  /** Instagram blocked an action of this account. */
  halve(tx: Tx, accountId: string): Promise<void> {
    return this.ramps.halve(tx, accountId);
  }

  /** @throws AppError NOT_FOUND */
  set(admin: Caller, accountId: string, { ramp, reason }: SetRamp): Promise<RampAnswer> {
    return this.db.asAdmin(admin.id, async (tx) => {
      const changed = await this.ramps.set(tx, accountId, ramp);
      if (!changed) throw new AppError('NOT_FOUND');
      const { user_id: userId, instagram_username: name, before } = changed;
      const message = say('account.ramp_set', { account: name, percent: Math.round(ramp * 100), reason });
      // Of nothing else may an administrator write into another user's activity.
      const entry = { userId, action: 'limits_changed', status: 'info' as const, message };
      await this.activity.append(tx, entry, [
        ['bot', accountId],
        ['quota', userId],
      ]);
      await this.audit.append(tx, {
        action: 'ramp_changed',
        subjectId: userId,
        details: { account_id: accountId, before: Number(before), after: ramp, reason },
      });
      return { success: true, account: { id: accountId, user_id: userId, instagram_username: name, ramp } };
    });
  }
}
