import { Injectable } from '@nestjs/common';
import { ACTION_LABELS, type Action, type Limits, say, WARN_AT } from '@pacekeeper/contracts';
import { Clock } from '../../platform/clock/clock.ts';
import { Database } from '../../platform/database/database.ts';
import type { ReadTx, Tx } from '../../platform/database/tx.ts';
import { AppError } from '../../platform/errors/app-error.ts';
import type { Caller } from '../../platform/http/access.ts';
import { ActivityService, EventsService } from '../activity/index.ts';
import { UsersService } from '../users/index.ts';
import { LimitsRepository } from './limits.repository.ts';
import { QuotaRepository, type Slot } from './quota.repository.ts';
import { toLimitsView } from './quotas.mapper.ts';

/** What an account may still do of one action today. */
export interface QuotaLeft {
  readonly remaining: number;
  readonly resetsAt: Date;
  /** From tomorrow on, as limits and the account's share are now. */
  readonly perDay: number;
}

@Injectable()
export class QuotasService {
  constructor(
    private readonly db: Database,
    private readonly limits: LimitsRepository,
    private readonly quota: QuotaRepository,
    private readonly users: UsersService,
    private readonly activity: ActivityService,
    private readonly clock: Clock,
    events: EventsService,
  ) {
    events.loadWith('quota', (userId) => this.own(userId));
  }

  own(userId: string): Promise<Limits> {
    return this.db.readAsUser(userId, (tx) => this.today(tx, userId));
  }

  /** @throws AppError NOT_FOUND */
  async ofUser(admin: Caller, userId: string): Promise<Limits> {
    await this.users.getFor(admin, userId);
    return this.own(userId);
  }

  async today(tx: ReadTx, userId: string, now = this.clock.now()): Promise<Limits> {
    const rows = await this.limits.findToday(tx, userId, now);
    if (rows.length === 0) throw new AppError('NOT_FOUND');
    return toLimitsView(rows);
  }

  /** What an account of the user has left of one action today, when the next day begins, and what that brings. */
  async left(tx: Tx, action: Action, account: { id: string; ramp: number }): Promise<QuotaLeft> {
    const row = await this.limits.findLeft(tx, tx.userId, action, { account, now: this.clock.now() });
    if (!row) throw new AppError('NOT_FOUND');
    return { remaining: row.remaining, resetsAt: row.resets_at, perDay: row.per_day };
  }

  /** @throws AppError QUOTA_EXCEEDED where nothing of this action is left today. */
  async assertLeft(tx: Tx, userId: string, action: Action): Promise<void> {
    const { actions, resets_at } = await this.today(tx, userId);
    const { effective, remaining } = actions[action];
    if (remaining > 0) return;
    const retryAfter = Math.max(1, (Date.parse(resets_at) - this.clock.now().getTime()) / 1000);
    throw new AppError('QUOTA_EXCEEDED', { action: ACTION_LABELS[action].one, limit: effective }, { retryAfter });
  }

  /**
   * Takes one slot of the day that `now` falls on. If it returns false, the transaction must not commit. The call that takes
   * the slot at which most of the day is used warns the user in the same transaction, once for each day and action.
   */
  async reserve(tx: Tx, slot: Slot, ramp: number, now: Date): Promise<boolean> {
    const taken = await this.quota.reserve(tx, slot, ramp, now);
    if (!taken || taken.total === null || taken.account === null) return false;
    // Never more than what holds today, since the account is one of those that it is the sum of: below, nothing is asked.
    const least = Math.min(taken.most, taken.most_of_account);
    if (!taken.warned && taken.total / least >= WARN_AT) await this.warn(tx, slot.action, taken.day, now);
    return true;
  }

  async release(tx: Tx, slot: Slot, day: string): Promise<void> {
    await this.quota.release(tx, slot, day);
  }

  private async warn(tx: Tx, action: Action, day: string, now: Date): Promise<void> {
    const { actions } = await this.today(tx, tx.userId, now);
    const { effective, used } = actions[action];
    if (used / effective < WARN_AT || !(await this.quota.markWarned(tx, action, day, now))) return;
    const message = say('quota.nearly_used', { action, used, limit: effective });
    await this.activity.append(tx, { action: 'quota_warning', status: 'warning', message }, [['quota', tx.userId]]);
  }
}
