import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database.ts';
import type { Tx } from '../../platform/database/tx.ts';
import { AppError } from '../../platform/errors/app-error.ts';
import { InstagramGateway, type InstagramSession } from '../instagram/index.ts';
import type { Opening } from './accounts.repository.ts';
import { AccountsService, endsSession } from './accounts.service.ts';

/** Why there is no client: the session is lost, or it waits for a key that is not here. */
export type Unopened = 'lost' | 'waits_for_key';

/** From an account to the client that calls for it, and what follows where its session cannot be opened. */
@Injectable()
export class SessionOpener {
  constructor(
    private readonly db: Database,
    private readonly accounts: AccountsService,
    private readonly instagram: InstagramGateway,
  ) {}

  /**
   * Null where the session cannot be opened: it is lost, or its person is told that a key is missing. `after` runs in the
   * transaction that writes this.
   */
  async open(
    userId: string,
    accountId: string,
    opening: Opening,
    after: (tx: Tx, what: Unopened) => Promise<void> = async () => undefined,
  ): Promise<InstagramSession | null> {
    try {
      return await this.attempt(userId, accountId, opening);
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      const lost = endsSession(error.symbol);
      if (!lost && error.symbol !== 'SEALING_KEY_MISSING') throw error;
      await this.db.asUser(userId, async (tx) => {
        await (lost ? this.accounts.loseSession(tx, accountId, error) : this.accounts.awaitKey(tx, accountId, error));
        await after(tx, lost ? 'lost' : 'waits_for_key');
      });
      return null;
    }
  }

  /** @throws AppError SESSION_INVALID, SESSION_UNREADABLE, SEALING_KEY_MISSING; nothing follows from it here */
  async attempt(userId: string, accountId: string, opening: Opening): Promise<InstagramSession> {
    // What is written of it reaches the disk with the next commit that waits for it.
    const state = await this.db.asUserSoon(userId, (tx) => this.accounts.openSession(tx, accountId, opening));
    return this.instagram.open(state);
  }
}
