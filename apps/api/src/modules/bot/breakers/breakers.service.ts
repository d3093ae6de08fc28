import { Injectable } from '@nestjs/common';
import { type Breaker, type BreakerList, type BreakerListQuery, type ReleaseBreaker, say } from '@pacekeeper/contracts';
import { Clock } from '../../../platform/clock/clock.ts';
import { Database } from '../../../platform/database/database.ts';
import type { Tx } from '../../../platform/database/tx.ts';
import { AppError } from '../../../platform/errors/app-error.ts';
import type { Caller } from '../../../platform/http/access.ts';
import { decodeDatedCursor, page } from '../../../platform/http/cursor.ts';
import { AccountsService } from '../../accounts/index.ts';
import { ActivityService } from '../../activity/index.ts';
import { AuditService } from '../../audit/index.ts';
import { TurnsService } from '../work/turns.service.ts';
import { toBreakerView } from './breaker.mapper.ts';
import { type BreakerRow, BreakersRepository } from './breakers.repository.ts';

/** Breakers as people see them, and release them. */
@Injectable()
export class BreakersService {
  constructor(
    private readonly db: Database,
    private readonly breakers: BreakersRepository,
    private readonly accounts: AccountsService,
    private readonly turns: TurnsService,
    private readonly activity: ActivityService,
    private readonly audit: AuditService,
    private readonly clock: Clock,
  ) {}

  /** @throws AppError NOT_FOUND where a caller who is no administrator asks for another user */
  async list(caller: Caller, { limit, cursor, ...wanted }: BreakerListQuery): Promise<BreakerList> {
    const userId = wanted.user_id ?? caller.id;
    if (userId !== caller.id && caller.role !== 'admin') throw new AppError('NOT_FOUND');
    const last = cursor ? decodeDatedCursor(cursor) : null;
    const after = last && { openedAt: last.at, id: last.id };
    const now = this.clock.now();
    const filter = { userId, accountId: wanted.account_id, state: wanted.state };
    const read = (tx: Tx) => this.breakers.findPage(tx, filter, { now, limit: limit + 1, after });
    const rows = await (userId === caller.id ? this.db.asUser(userId, read) : this.db.asAdmin(caller.id, read));
    return page(
      rows,
      limit,
      (row) => toBreakerView(row, now),
      (row) => [row.opened_at.toISOString(), row.id],
    );
  }

  /** Lets the account go on at once. @throws AppError NOT_FOUND; CONFLICT where it is closed already */
  async release(caller: Caller, id: string, { reason }: ReleaseBreaker): Promise<Breaker> {
    const { user_id: ownerId } = await this.find(caller, id);
    return this.db.asUser(ownerId, (tx) => this.releaseIn(tx, caller, id, reason));
  }

  private async releaseIn(tx: Tx, caller: Caller, id: string, reason: string): Promise<Breaker> {
    const breaker = await this.breakers.findById(tx, id);
    if (!breaker) throw new AppError('NOT_FOUND');
    const { account_id: accountId, action } = breaker;
    // Locks the account before its breakers, as turns do.
    await this.turns.askNow(tx, accountId);
    const now = this.clock.now();
    if (!(await this.breakers.release(tx, id, { id: caller.id, reason }, now)))
      throw new AppError('CONFLICT', { what: 'This breaker is closed already.' });
    if (breaker.instagram_pk) await this.accounts.forgetWait(tx, breaker.instagram_pk, action);
    const symbol = caller.id === tx.userId ? 'breaker.released' : 'breaker.released_by_administrator';
    const account = breaker.instagram_username ?? '';
    await this.activity.append(
      tx,
      {
        action: 'breaker_closed',
        status: 'info',
        message: say(symbol, { account, ...(action ? { action } : {}), reason }),
        accountId,
      },
      [['bot', accountId]],
    );
    await this.accounts.tellJobs(tx, await this.breakers.findOpenJobs(tx, accountId));
    const released = await this.breakers.findById(tx, id);
    await this.audit.append(tx, {
      action: 'breaker_released',
      actorId: caller.id,
      subjectId: tx.userId,
      details: { account_id: accountId, action, reason },
    });
    return toBreakerView(released as BreakerRow, now);
  }

  /** An administrator may see anyone's; for everyone else it is not there. */
  private async find(caller: Caller, id: string): Promise<BreakerRow> {
    const read = (tx: Tx) => this.breakers.findById(tx, id);
    const row = await (caller.role === 'admin' ? this.db.asAdmin(caller.id, read) : this.db.asUser(caller.id, read));
    if (!row) throw new AppError('NOT_FOUND');
    return row;
  }
}
