import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type ConnectAnswer, say } from '@pacekeeper/contracts';
import { Clock } from '../../platform/clock/clock.ts';
import { Database } from '../../platform/database/database.ts';
import { AppError } from '../../platform/errors/app-error.ts';
import { ActivityService, EventsService } from '../activity/index.ts';
import { AccountLease } from './account-lease.ts';
import { toAccountView } from './accounts.mapper.ts';
import { AccountsRepository } from './accounts.repository.ts';
import { ConnectAttemptsRepository } from './connect-attempts.repository.ts';
import type { Visit } from './connect-outcomes.service.ts';
import { Takeovers } from './connect-takeover.service.ts';
import { type Connected, ConnectedAccounts } from './connected-accounts.service.ts';

/** A sign-in that worked: its session is stored, and everyone concerned is told. */
@Injectable()
export class NewConnections {
  constructor(
    private readonly db: Database,
    private readonly accounts: AccountsRepository,
    private readonly stored: ConnectedAccounts,
    private readonly attempts: ConnectAttemptsRepository,
    private readonly takeovers: Takeovers,
    private readonly lease: AccountLease,
    private readonly activity: ActivityService,
    private readonly events: EventsService,
    private readonly clock: Clock,
  ) {}

  /**
   * Stores a session while no other call for its account is under way: a running turn of its bot ends first, so it does
   * not overwrite the new session with the old one. A renamed account may differ from the one held.
   */
  async store(visit: Visit, result: Connected): Promise<ConnectAnswer> {
    const { userId, lease } = visit;
    const known = await this.db.asUser(userId, async (tx) => {
      const id = await this.accounts.findIdByPk(tx, result.user.pk);
      return { id, held: lease !== null && lease.accountId === id && (await this.lease.extend(tx, lease)) };
    });
    const write = () => this.write(visit, result, known.id ?? randomUUID());
    return known.id === null || known.held ? write() : this.lease.hold(userId, known.id, write);
  }

  private async write(
    { userId, username, typed }: Visit,
    { user, state }: Connected,
    id: string,
  ): Promise<ConnectAnswer> {
    const { account, ended } = await this.db.asUser(userId, async (tx) => {
      await this.stored.write(tx, id, { user, state, typed });
      await this.attempts.endAllOf(tx, [username, user.username]);
      const others = await this.takeovers.takeOver(tx, { instagramPk: user.pk, instagramUsername: user.username });
      await this.activity.append(tx, {
        action: 'account_connected',
        status: 'success',
        message: say(others.length > 0 ? 'account.connected_by_takeover' : 'account.connected', {
          account: user.username,
        }),
        accountId: id,
      });
      await this.events.publish(tx, 'bot', id);
      return { account: await this.accounts.findById(tx, id), ended: others };
    });
    await this.takeovers.mail(ended, user.username);
    if (!account) throw new AppError('NOT_FOUND');
    return { success: true, account: toAccountView(account, this.clock.now()) };
  }
}
