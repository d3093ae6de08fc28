import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/clock/clock.ts';
import { Database } from '../../../platform/database/database.ts';
import type { Tx } from '../../../platform/database/tx.ts';
import { AccountLease, AccountsService, LEASE_SECONDS } from '../../accounts/index.ts';
import { type Answer, CALL_TIMEOUT_MS, type InstagramSession } from '../../instagram/index.ts';
import { actionKind, type Applied } from '../actions/index.ts';
import { BotsRepository } from '../bots.repository.ts';
import { afterAction } from '../deciding/outlook.ts';
import type { OpenJobRow } from '../jobs/jobs.repository.ts';
import { planAccount } from '../deciding/planner.ts';
import { type Done, type Intent, LedgerService } from '../ledger/ledger.service.ts';
import { type Act, Course, jobOf, type Next } from './course.ts';
import type { HeldTurn } from './held-turn.ts';
import { type Objected, Objections } from './objections.ts';

/** An intent older than this is not sent: the call might outlast the lease. Milliseconds. */
const LATEST_SEND_MS = LEASE_SECONDS * 1000 - CALL_TIMEOUT_MS - 1_000;

/** One action of a turn: reserve and intend, call, record. */
@Injectable()
export class Performer {
  constructor(
    private readonly db: Database,
    private readonly lease: AccountLease,
    private readonly course: Course,
    private readonly ledger: LedgerService,
    private readonly objections: Objections,
    private readonly bots: BotsRepository,
    private readonly accounts: AccountsService,
    private readonly clock: Clock,
  ) {}

  async act(held: HeldTurn, session: InstagramSession, next: Act): Promise<Next> {
    const { job, candidate } = next;
    const intent = this.intentOf(held, next);
    const started = next.intendedAt ?? this.clock.monotonic();
    if (next.intendedAt === undefined) {
      const result = await this.ledger.intend(held.userId, intent);
      if (result === 'quota') {
        held.usedUp.add(job.action);
        return this.db.asUser(held.userId, (tx) => this.course.advance(tx, held));
      }
      if (result === 'lost') return this.db.asUser(held.userId, (tx) => this.course.giveUp(tx, held));
    }
    held.lastActionAt = this.clock.now();
    // Too late to send: the intent stands, and is read back as not applied.
    if (this.clock.monotonic() - started > LATEST_SEND_MS) {
      return this.db.asUser(held.userId, (tx) => this.course.giveUp(tx, held));
    }

    const answer = await intent.action.perform(session, candidate.pk);
    if (answer.ok) held.heard = 'good';
    const changed = await session.changedState();
    if (answer.ok && answer.value.applied && !changed && held.faultsInARow === 0) {
      const following = await this.actOn(held, next, { intent, applied: answer.value, durationMs: answer.durationMs });
      if (following) return following;
    }
    const faultsBefore = held.faultsInARow;
    // Should this be lost, the intent still stands, and the outcome is read back.
    const after = await this.db.asUserSoon(held.userId, async (tx) => {
      // The account before its jobs, as requests lock them; and whoever lost it writes nothing more of it.
      const turn = await this.lease.renewTurn(tx, held.lease);
      const settled = await this.ledger.settle(tx, intent, answer);
      if (turn === 'lost') return this.course.giveUp(tx, held);
      if (changed) await this.accounts.storeSession(tx, held.lease.accountId, changed);
      if (!settled) return this.course.giveUp(tx, held);
      // Also of a bot that was stopped during the call: the next start must know of a block.
      const objected = await this.objected(tx, held, job, answer, faultsBefore);
      if (turn === 'stopped') return this.course.giveUp(tx, held);
      return objected ? this.course.end(tx, held, objected.until) : this.course.advance(tx, held);
    });
    if (answer.ok) held.faultsInARow = answer.value.applied ? 0 : faultsBefore + 1;
    return after;
  }

  /** What Instagram has against going on; null: nothing. */
  private async objected(
    tx: Tx,
    held: HeldTurn,
    job: OpenJobRow,
    answer: Answer<Applied>,
    faultsBefore: number,
  ): Promise<Objected | null> {
    if (!answer.ok) return this.objections.toAction(tx, held, job, answer.failure);
    if (!answer.value.applied) return this.objections.toNothing(tx, held, job);
    if (faultsBefore > 0) await this.bots.clearFaults(tx, held.lease.accountId);
    return null;
  }

  /**
   * Where the next action is due at once and known already: records the one that is done and takes up the next, in one
   * transaction. Null where that is not so, and nothing was recorded.
   */
  private async actOn(held: HeldTurn, { job, candidate }: Act, done: Omit<Done, 'target'>): Promise<Act | null> {
    if (!held.outlook || !held.lastActionAt || !this.course.inTime(held)) return null;
    const { rows } = held.outlook;
    const facts = afterAction(held.outlook.facts, {
      jobId: job.id,
      at: held.lastActionAt,
      now: this.clock.now(),
      chance: this.clock.chance(),
    });
    const step = facts && planAccount(facts);
    if (!facts || step?.kind !== 'act') return null;
    const next: Act = {
      kind: 'act',
      job: jobOf(rows, step.jobId),
      candidate: step.candidate,
      intendedAt: this.clock.monotonic(),
    };
    const target = { action: job.action, job_id: job.id, target_pk: candidate.pk, target_username: candidate.username };
    if (!(await this.ledger.settleAndIntend(held.userId, { ...done, target }, this.intentOf(held, next)))) return null;
    held.outlook = { rows, facts };
    return next;
  }

  private intentOf(held: HeldTurn, { job, candidate }: Act): Intent {
    return {
      lease: held.lease,
      jobId: job.id,
      interactionId: candidate.interactionId,
      action: actionKind(job.action),
      ramp: Number(held.account.ramp),
    };
  }
}
