import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/clock/clock.ts';
import { Database } from '../../../platform/database/database.ts';
import type { Tx } from '../../../platform/database/tx.ts';
import { type FetchedTurn, Queue } from '../../../platform/queue/queue.ts';
import { AccountRamps } from '../../accounts/index.ts';
import type { HeldTurn } from './held-turn.ts';
import { TurnFailures } from './turn-failures.ts';
import { TurnFlow } from './turn-flow.ts';
import type { Next } from './turn-step.ts';
import { TurnsRepository } from './turns.repository.ts';

/** A turn that was claimed, and what it does first. */
export interface Begun {
  readonly held: HeldTurn;
  readonly next: Next;
}

/** The beginning of a turn: claims it, leases its account and plans, in one transaction. */
@Injectable()
export class TurnClaims {
  private readonly worker = randomUUID();

  constructor(
    private readonly db: Database,
    private readonly queue: Queue,
    private readonly turns: TurnsRepository,
    private readonly flow: TurnFlow,
    private readonly failures: TurnFailures,
    private readonly ramps: AccountRamps,
    private readonly clock: Clock,
  ) {}

  /** Null where there is nothing to do: the account is busy, the turn is out of date, or planning failed. */
  async begin(fetched: FetchedTurn, stopping: AbortSignal): Promise<Begun | null> {
    try {
      return await this.claim(fetched, stopping, (tx, held) => this.flow.advance(tx, held));
    } catch (error) {
      this.failures.assertOurs(error);
      // What failed took the claim with it: once more, to record the failure.
      await this.claim(fetched, stopping, (tx, held) => this.failures.record(tx, held, null, error));
      return null;
    }
  }

  private async claim(
    fetched: FetchedTurn,
    stopping: AbortSignal,
    first: (tx: Tx, held: HeldTurn) => Promise<Next>,
  ): Promise<Begun | null> {
    const claimed = await this.db.asUser(fetched.turn.user_id, async (tx) => {
      const claim = await this.turns.claim(tx, fetched.turn, this.worker);
      if (claim.kind !== 'held') return claim.kind;
      const ramp = claim.row.ramp_due ? await this.ramps.reckon(tx, claim.lease.accountId) : null;
      const held: HeldTurn = {
        fetched,
        userId: tx.userId,
        lease: claim.lease,
        account: { ...claim.row, ...(ramp === null ? {} : { ramp }) },
        startedAt: this.clock.monotonic(),
        stopping,
        readsOnly: !claim.row.bot_running,
        probe: claim.row.fleet === 'probe',
        fleetSignal: null,
        session: null,
        sessionDoubted: claim.row.session_doubted,
        faultsInARow: claim.row.faults_in_a_row,
        lastActionAt: claim.row.last_action_at,
        plan: null,
        verified: new Map(),
        usedUp: new Set(),
      };
      // Resuming all bots asks for their turns.
      const paused = claim.row.fleet === 'paused';
      return { held, next: paused ? await this.flow.end(tx, held, null) : await first(tx, held) };
    });
    if (claimed === 'busy') await this.queue.fail(fetched);
    if (claimed === 'outdated') await this.queue.complete(fetched);
    return typeof claimed === 'string' ? null : claimed;
  }
}
