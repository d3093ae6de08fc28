import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/clock/clock.ts';
import type { Tx } from '../../../platform/database/tx.ts';
import { Queue } from '../../../platform/queue/queue.ts';
import { FleetRepository } from './fleet.repository.ts';
import { LONGEST_RESUME_SECONDS, RESUMED_PER_SECOND } from './probing.ts';

/** Lets all bots go on, one after the other. */
@Injectable()
export class FleetResume {
  constructor(
    private readonly fleet: FleetRepository,
    private readonly queue: Queue,
    private readonly clock: Clock,
  ) {}

  /**
   * With the commit of `tx`: the pause ends, and every bot with something to do gets a turn. `probe`: the account that
   * tried and got a good answer; null for an administrator. False: not paused, or not theirs to say.
   */
  async run(tx: Tx, probe: string | null): Promise<boolean> {
    const limits = { perSecond: RESUMED_PER_SECOND, longestSeconds: LONGEST_RESUME_SECONDS };
    const turns = await this.fleet.resume(tx, probe, this.clock.now(), limits);
    if (!turns) return false;
    await this.queue.sendTurns(
      tx,
      turns.map(({ account_id, user_id, turn_seq, turn_at }) => ({
        turn: { account_id, user_id, seq: Number(turn_seq) },
        at: turn_at,
      })),
    );
    return true;
  }
}
