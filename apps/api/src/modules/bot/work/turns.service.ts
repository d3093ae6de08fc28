import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/clock/clock.ts';
import type { Tx } from '../../../platform/database/tx.ts';
import { type FetchedTurn, Queue } from '../../../platform/queue/queue.ts';
import type { Lease } from '../../accounts/index.ts';
import { TurnsRepository } from './turns.repository.ts';

/** Turns of accounts: asked for by requests, and by the turn before. */
@Injectable()
export class TurnsService {
  constructor(
    private readonly turns: TurnsRepository,
    private readonly queue: Queue,
    private readonly clock: Clock,
  ) {}

  /** As `ask`, for a turn at once. */
  askNow(tx: Tx, accountId: string): Promise<void> {
    return this.ask(tx, accountId, this.clock.now());
  }

  /** Gives a running bot a turn at that time, with the commit of `tx`; a stopped one gets none. */
  async ask(tx: Tx, accountId: string, at: Date): Promise<void> {
    const seq = await this.turns.ask(tx, accountId, at);
    if (seq !== null) await this.queue.replaceTurn(tx, { account_id: accountId, user_id: tx.userId, seq }, at);
  }

  /** Ends a turn and, where there is more to do, sends the next: both with the commit of `tx`. */
  async end(tx: Tx, fetched: FetchedTurn, lease: Lease, nextAt: Date | null): Promise<void> {
    const seq = await this.turns.release(tx, lease, fetched.turn.seq, nextAt);
    await this.queue.complete(fetched, tx);
    if (seq !== null && nextAt) await this.queue.sendTurn(tx, { ...fetched.turn, seq }, nextAt);
  }
}
