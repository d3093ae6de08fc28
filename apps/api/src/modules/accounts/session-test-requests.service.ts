import { Injectable } from '@nestjs/common';
import type { SessionTest } from '@pacekeeper/contracts';
import { Clock } from '../../platform/clock/clock.ts';
import { Database } from '../../platform/database/database.ts';
import type { Caller } from '../../platform/http/access.ts';
import { UserLimits, UsersService } from '../users/index.ts';
import { AccountLease } from './account-lease.ts';
import { toSessionTest } from './accounts.mapper.ts';
import type { Opening } from './accounts.repository.ts';
import { AccountsService } from './accounts.service.ts';
import { SessionTests } from './session-tests.service.ts';

/** Tests of a session that people ask for, of their own or as administrators. */
@Injectable()
export class SessionTestRequests {
  constructor(
    private readonly db: Database,
    private readonly users: UsersService,
    private readonly limits: UserLimits,
    private readonly accounts: AccountsService,
    private readonly lease: AccountLease,
    private readonly tests: SessionTests,
    private readonly clock: Clock,
  ) {}

  /** @throws AppError NOT_FOUND, ACCOUNT_REQUIRED, CONFLICT, TOO_MANY_REQUESTS */
  async test(caller: Caller, userId: string, accountId: string | undefined): Promise<SessionTest> {
    await this.users.getFor(caller, userId);
    const account = await this.db.asUser(userId, (tx) => this.accounts.choose(tx, accountId));
    if (!account?.has_session) return toSessionTest(false, account, this.clock.now(), 'SESSION_INVALID');
    await this.limits.spend('session_test', caller.id);
    const opening: Opening = { purpose: caller.id === userId ? 'test' : 'admin_test', actorId: caller.id };
    return this.lease.hold(userId, account.id, (lease) => this.tests.perform(userId, account, lease, opening));
  }
}
