import { Injectable } from '@nestjs/common';
import { Database } from '../../../platform/database/database.ts';
import { AccountLease, AccountsService } from '../../accounts/index.ts';
import type { InstagramSession } from '../../instagram/index.ts';
import { actionKind } from '../actions/index.ts';
import type { OpenJobRow } from '../jobs/jobs.repository.ts';
import { LedgerRepository } from '../ledger/ledger.repository.ts';
import { LedgerService } from '../ledger/ledger.service.ts';
import { Course, type Next } from './course.ts';
import type { HeldTurn } from './held-turn.ts';
import { Objections, SILENT_BLOCK } from './objections.ts';

/** Targets that one call asks about. */
const MOST = 100;

/**
 * Asks Instagram, before a job ends, whether what it called done is so: an answer may claim what did not happen. One
 * call for the latest actions of a job. Where most of them turn out to be untrue, those are refused after all and the
 * bot pauses.
 */
@Injectable()
export class Verifier {
  constructor(
    private readonly db: Database,
    private readonly lease: AccountLease,
    private readonly course: Course,
    private readonly ledger: LedgerRepository,
    private readonly service: LedgerService,
    private readonly objections: Objections,
    private readonly accounts: AccountsService,
  ) {}

  async verify(held: HeldTurn, session: InstagramSession, job: OpenJobRow): Promise<Next> {
    const { lease, userId } = held;
    const targets = await this.db.asUser(userId, async (tx) =>
      (await this.lease.extendTurn(tx, lease)) ? this.ledger.findConfirmed(tx, job.id, MOST) : null,
    );
    if (!targets) return this.db.asUser(userId, (tx) => this.course.giveUp(tx, held));
    held.verified.set(job.id, job.done);
    if (targets.length === 0) return this.db.asUser(userId, (tx) => this.course.advance(tx, held));

    const answer = await actionKind(job.action).alreadySo(session, targets);
    if (answer.ok) held.heard = 'good';
    const changed = await session.changedState();
    return this.db.asUser(userId, async (tx) => {
      const turn = await this.lease.renewTurn(tx, lease);
      if (turn === 'lost') return this.course.giveUp(tx, held);
      if (changed) await this.accounts.storeSession(tx, lease.accountId, changed);
      if (!answer.ok) {
        const objected = await this.objections.toAction(tx, held, job, answer.failure);
        if (turn === 'stopped') return this.course.giveUp(tx, held);
        return objected ? this.course.end(tx, held, objected.until) : this.course.advance(tx, held);
      }
      if (turn === 'stopped') return this.course.giveUp(tx, held);
      const { done, unreadable } = answer.value;
      const said = targets.filter((pk) => !unreadable.has(pk));
      const untrue = said.filter((pk) => !done.has(pk));
      // Some may have thrown the account out since, or its person undid them; most of them is Instagram's doing.
      if (untrue.length * 2 <= said.length) return this.course.advance(tx, held);
      await this.service.retract(tx, lease.accountId, job.id, untrue);
      const objected = await this.objections.toAction(tx, held, job, SILENT_BLOCK);
      return this.course.end(tx, held, objected?.until ?? null);
    });
  }
}
