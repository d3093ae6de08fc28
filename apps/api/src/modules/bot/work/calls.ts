import { Injectable } from '@nestjs/common';
import type { Secret } from '../../../platform/crypto/secret.ts';
import { Database } from '../../../platform/database/database.ts';
import { AccountLease, AccountsService } from '../../accounts/index.ts';
import type { InstagramSession } from '../../instagram/index.ts';
import type { HeldTurn } from './held-turn.ts';
import { Objections } from './objections.ts';
import type { OpenJobRow } from './open-jobs.repository.ts';
import { OutcomeWriter } from './outcome-writer.ts';
import { StraightOn } from './straight-on.ts';
import { TurnFlow } from './turn-flow.ts';
import type { Next, Outcome, TurnStep } from './turn-step.ts';

/** Takes a step of a turn: the call, and what its answer leads to. The same for every step. */
@Injectable()
export class Calls {
  constructor(
    private readonly db: Database,
    private readonly lease: AccountLease,
    private readonly accounts: AccountsService,
    private readonly writer: OutcomeWriter,
    private readonly objections: Objections,
    private readonly straightOn: StraightOn,
    private readonly flow: TurnFlow,
  ) {}

  /** The caller holds a live lease; for an action its intent is written. */
  async take<T>(held: HeldTurn, session: InstagramSession, step: TurnStep<T>): Promise<Next> {
    const outcome = step.record(await step.call(session));
    if (outcome.fleetSignal) held.fleetSignal = outcome.fleetSignal;
    const changed = await session.changedState();
    const following = changed ? null : await this.straightOn.take(held, step.job, outcome);
    return following ?? this.afterCall(held, step.job, outcome, changed);
  }

  /** One transaction: renews the lease, stores the changed session, writes the results, picks the next step. */
  private async afterCall(
    held: HeldTurn,
    job: OpenJobRow,
    { writes, objection, next }: Outcome,
    changed: Secret<string> | null,
  ): Promise<Next> {
    // Should this be lost, an intent is still there and is read back, and a page is read again.
    const after = await this.db.asUserSoon(held.userId, async (tx) => {
      // The account before its jobs, as requests lock them.
      const turn = await this.lease.renewTurn(tx, held.lease);
      if (turn === 'lost') return this.flow.yieldTurn(tx, held);
      if (changed) await this.accounts.storeSession(tx, held.lease.accountId, changed);
      if (!(await this.writer.write(tx, held, writes))) return this.flow.yieldTurn(tx, held);
      // Also of a bot that was stopped during the call: the next start must know of a block.
      const acted = writes.some(({ kind }) => kind === 'settle');
      const objected = objection && (await this.objections.record(tx, held, job, objection, acted));
      if (turn === 'stopped') return this.flow.yieldTurn(tx, held);
      if (objected) return this.flow.end(tx, held, objected.until);
      return next ?? this.flow.advance(tx, held);
    });
    if (writes.some(({ kind }) => kind === 'clear_faults')) held.faultsInARow = 0;
    return after;
  }
}
