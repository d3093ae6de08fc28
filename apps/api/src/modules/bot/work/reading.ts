import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/clock/clock.ts';
import { CONFIG, type Config } from '../../../platform/config/config.ts';
import { Database } from '../../../platform/database/database.ts';
import type { Tx } from '../../../platform/database/tx.ts';
import { AccountLease } from '../../accounts/index.ts';
import type { InstagramSession } from '../../instagram/index.ts';
import { readsSince } from '../deciding/reads.ts';
import { Kinds } from '../kinds.ts';
import { LedgerRepository } from '../ledger/ledger.repository.ts';
import { ReadsRepository } from '../ledger/reads.repository.ts';
import { Calls } from './calls.ts';
import type { HeldTurn } from './held-turn.ts';
import type { OpenJobRow } from './open-jobs.repository.ts';
import { controlStep } from './steps/control.step.ts';
import { pageStep, standingStep } from './steps/read.steps.ts';
import { sessionStep } from './steps/session.step.ts';
import { verifyStep } from './steps/verify.step.ts';
import { TurnFlow } from './turn-flow.ts';
import type { Next, TurnStep } from './turn-step.ts';

/** Targets that one call asks about. */
const MOST_VERIFIED = 100;

type Of<K extends Next['kind']> = Extract<Next, { kind: K }>;

/** Steps of a turn that change nothing at Instagram. Each is counted against the account's cap of reads before it is sent. */
@Injectable()
export class Reading {
  private readonly speed: number;

  constructor(
    private readonly db: Database,
    private readonly lease: AccountLease,
    private readonly reads: ReadsRepository,
    private readonly ledger: LedgerRepository,
    private readonly kinds: Kinds,
    private readonly calls: Calls,
    private readonly flow: TurnFlow,
    private readonly clock: Clock,
    @Inject(CONFIG) config: Config,
  ) {
    this.speed = config.paceSpeed;
  }

  page(held: HeldTurn, session: InstagramSession, { job }: Of<'read'>): Promise<Next> {
    const { faultsInARow } = held;
    const of = {
      job,
      faultsInARow,
      ownPk: held.account.instagram_pk,
      tells: this.kinds.action(job.action).standing !== null,
    };
    return this.counted(held, () => this.calls.take(held, session, pageStep(this.kinds.source(job.source), of)));
  }

  standing(held: HeldTurn, session: InstagramSession, { job, page }: Of<'standing'>): Promise<Next> {
    const { standing } = this.kinds.action(job.action);
    if (!standing) throw new TypeError('nothing tells how the account stands to these targets');
    const of = { job, page, faultsInARow: held.faultsInARow, ownPk: held.account.instagram_pk };
    return this.counted(held, () => this.calls.take(held, session, standingStep(standing, of)));
  }

  /** Before a job ends: its latest actions, where there is a way to ask about many at once. */
  async verify(held: HeldTurn, session: InstagramSession, { job }: Of<'verify'>): Promise<Next> {
    held.verified.set(job.id, job.done);
    const { standing } = this.kinds.action(job.action);
    const targets = await this.toVerify(held, job);
    if (!standing || targets.length === 0) return this.db.asUser(held.userId, (tx) => this.flow.advance(tx, held));
    return this.counted(
      held,
      () => this.calls.take(held, session, verifyStep(standing, { job, targets, faultsInARow: held.faultsInARow })),
      async (tx) => {
        held.verified.delete(job.id);
        return this.flow.waitForReads(tx, held, job);
      },
    );
  }

  /** Not counted: it is asked only where Instagram's answers are in doubt. */
  control(held: HeldTurn, session: InstagramSession, next: Of<'control'>): Promise<Next> {
    return this.uncounted(held, session, controlStep(next));
  }

  /** Not counted either: nothing else is asked before it. */
  askSession(held: HeldTurn, session: InstagramSession, { job }: Of<'ask_session'>): Promise<Next> {
    return this.uncounted(held, session, sessionStep(job));
  }

  private async uncounted<T>(held: HeldTurn, session: InstagramSession, step: TurnStep<T>): Promise<Next> {
    const ours = await this.db.asUser(held.userId, (tx) => this.lease.extendTurn(tx, held.lease));
    if (!ours) return this.db.asUser(held.userId, (tx) => this.flow.yieldTurn(tx, held));
    return this.calls.take(held, session, step);
  }

  private toVerify(held: HeldTurn, job: OpenJobRow): Promise<string[]> {
    return this.db.asUser(held.userId, (tx) => this.ledger.findConfirmed(tx, job.id, MOST_VERIFIED));
  }

  /** Renews the lease and counts the read, then `send`; where the window is full, `full` says what comes instead. */
  private async counted(
    held: HeldTurn,
    send: () => Promise<Next>,
    full = (tx: Tx): Promise<Next> => this.flow.advance(tx, held),
  ): Promise<Next> {
    const { lease } = held;
    const instead = await this.db.asUser(held.userId, async (tx) => {
      if (!(await this.lease.extendTurn(tx, lease))) return this.flow.yieldTurn(tx, held);
      const now = this.clock.now();
      const taken = await this.reads.take(tx, lease.accountId, { now, since: readsSince(now, this.speed) });
      return taken ? null : full(tx);
    });
    return instead ?? send();
  }
}
