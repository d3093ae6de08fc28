import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/clock/clock.ts';
import { Database } from '../../../platform/database/database.ts';
import { Queue, type Turn } from '../../../platform/queue/queue.ts';

/** A turn this late has been lost, milliseconds. */
const LOST_AFTER_MS = 20_000;
const MOST = 200;

/** Recovers what the queue loses: every running bot with an overdue turn and no holder gets a new one. */
@Injectable()
export class Sweeper {
  constructor(
    private readonly db: Database,
    private readonly queue: Queue,
    private readonly clock: Clock,
  ) {}

  /** Returns how many bots had lost their turn. */
  async run(): Promise<number> {
    const now = this.clock.now();
    const lost = await this.db.system<{ account_id: string; user_id: string; turn_seq: string }>('bots_without_turn', [
      new Date(now.getTime() - LOST_AFTER_MS),
      MOST,
    ]);
    for (const { account_id, user_id, turn_seq } of lost) {
      const turn: Turn = { account_id, user_id, seq: Number(turn_seq) };
      await this.db.asUser(user_id, (tx) => this.queue.replaceTurn(tx, turn, now));
    }
    return lost.length;
  }
}
