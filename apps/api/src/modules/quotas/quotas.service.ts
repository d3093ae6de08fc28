import { Injectable } from '@nestjs/common';
import { ACTION_LABELS, type Action, type Limits, type SetLimits } from '@pacekeeper/contracts';
import { Clock } from '../../platform/clock/clock.ts';
import { Database } from '../../platform/database/database.ts';
import type { Tx } from '../../platform/database/tx.ts';
import { AppError } from '../../platform/errors/app-error.ts';
import type { Caller } from '../../platform/http/access.ts';
import { EventsService } from '../activity/index.ts';
import { UsersService } from '../users/index.ts';
import { LimitsRepository } from './limits.repository.ts';
import { QuotaRepository, type Slot } from './quota.repository.ts';
import { toLimitsView } from './quotas.mapper.ts';

@Injectable()
export class QuotasService {
  constructor(
    private readonly db: Database,
    private readonly limits: LimitsRepository,
    private readonly quota: QuotaRepository,
    private readonly users: UsersService,
    private readonly events: EventsService,
    private readonly clock: Clock,
  ) {
    events.loadWith('quota', (userId) => this.own(userId));
  }

  own(userId: string): Promise<Limits> {
    return this.db.asUser(userId, (tx) => this.today(tx, userId));
  }

  async today(tx: Tx, userId: string): Promise<Limits> {
    const rows = await this.limits.findToday(tx, userId, this.clock.now());
    if (rows.length === 0) throw new AppError('NOT_FOUND');
    return toLimitsView(rows);
  }

  /** @throws AppError NOT_FOUND */
  async ofUser(admin: Caller, userId: string): Promise<Limits> {
    await this.users.getFor(admin, userId);
    return this.own(userId);
  }

  async setDefault(admin: Caller, body: SetLimits): Promise<Limits> {
    await this.db.asAdmin(admin.id, (tx) => this.limits.set(tx, null, body, admin.id));
    return this.own(admin.id);
  }

  /** @throws AppError NOT_FOUND */
  async setOfUser(admin: Caller, userId: string, body: SetLimits): Promise<Limits> {
    await this.users.getFor(admin, userId);
    await this.db.asAdmin(admin.id, (tx) => this.limits.set(tx, userId, body, admin.id));
    return this.tell(userId);
  }

  /** Back to the global default. @throws AppError NOT_FOUND */
  async clearOfUser(admin: Caller, userId: string): Promise<void> {
    await this.users.getFor(admin, userId);
    await this.db.asAdmin(admin.id, (tx) => this.limits.clear(tx, userId));
    await this.tell(userId);
  }

  /** What the user has left of one action today, over all accounts, and when the next day begins. */
  async left(tx: Tx, action: Action): Promise<{ remaining: number; resetsAt: Date }> {
    const row = await this.limits.findLeft(tx, tx.userId, action, this.clock.now());
    if (!row) throw new AppError('NOT_FOUND');
    return { remaining: row.remaining, resetsAt: row.resets_at };
  }

  /** @throws AppError QUOTA_EXCEEDED where nothing of this action is left today. */
  async assertLeft(tx: Tx, userId: string, action: Action): Promise<void> {
    const { actions, resets_at } = await this.today(tx, userId);
    const { effective, remaining } = actions[action];
    if (remaining > 0) return;
    const retryAfter = Math.max(1, (Date.parse(resets_at) - this.clock.now().getTime()) / 1000);
    throw new AppError('QUOTA_EXCEEDED', { action: ACTION_LABELS[action].one, limit: effective }, { retryAfter });
  }

  /** Takes one slot of the day that `now` falls on. Where it is false, the transaction must not commit. */
  async reserve(tx: Tx, slot: Slot, ramp: number, now: Date): Promise<boolean> {
    const taken = await this.quota.reserve(tx, slot, ramp, now);
    return taken !== null && taken.total !== null && taken.account !== null;
  }

  async release(tx: Tx, slot: Slot, day: string): Promise<void> {
    await this.quota.release(tx, slot, day);
  }

  private tell(userId: string): Promise<Limits> {
    return this.db.asUser(userId, async (tx) => {
      await this.events.publish(tx, 'quota', userId);
      return this.today(tx, userId);
    });
  }
}
