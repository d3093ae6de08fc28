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
import type { LedgerSource } from '../sources/source.ts';
import { personOf } from '../sources/target.ts';
import { Calls } from './calls.ts';
import type { HeldTurn } from './held-turn.ts';
import { KnownPeopleService } from './known-people.ts';
import type { OpenJobRow } from './open-jobs.repository.ts';
import { controlStep } from './steps/control.step.ts';
import { preparationOf } from './steps/filtering.ts';
import { lookStep } from './steps/look.step.ts';
import { prepareStep } from './steps/prepare.step.ts';
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
    private readonly people: KnownPeopleService,
    private readonly kinds: Kinds,
    private readonly calls: Calls,
    private readonly flow: TurnFlow,
    private readonly clock: Clock,
    @Inject(CONFIG) config: Config,
  ) {
    this.speed = config.paceSpeed;
  }

  page(held: HeldTurn, session: InstagramSession, { job }: Of<'read'>): Promise<Next> {
    const source = this.kinds.source(job.source);
    if ('rows' in source) return this.fromLedger(held, source, job);
    const of = { job, faultsInARow: held.faultsInARow, ownPk: held.account.instagram_pk };
    return this.counted(held, () => this.calls.take(held, session, pageStep(source, of)), {
      calls: source.calls(job.source_cursor),
    });
  }

  /** Who the people of a page are to the account: what is stored here, and what Instagram tells of all of them at once. */
  async standing(held: HeldTurn, session: InstagramSession, { job, page }: Of<'standing'>): Promise<Next> {
    const action = this.kinds.action(job.action);
    const known = await this.db.asUser(held.userId, (tx) =>
      this.people.find(tx, held.lease.accountId, page.items.map(personOf), { filters: job.filters, action }),
    );
    const { faultsInARow } = held;
    const of = { job, page, known, faultsInARow, ownPk: held.account.instagram_pk, now: this.clock.now() };
    const take = () => this.calls.take(held, session, standingStep(action, of));
    return action.standing && page.items.length > 0 ? this.counted(held, take) : take();
  }

  /** What has to be read of people before anything can be done to them. */
  async prepare(held: HeldTurn, session: InstagramSession, { job, people }: Of<'prepare'>): Promise<Next> {
    const action = this.kinds.action(job.action);
    const known = await this.db.asUser(held.userId, (tx) =>
      this.people.find(tx, held.lease.accountId, people, { filters: job.filters, action }),
    );
    const of = {
      job,
      people,
      known,
      faultsInARow: held.faultsInARow,
      now: this.clock.now(),
      chances: people.map(() => this.clock.chance()),
    };
    return this.counted(held, () => this.calls.take(held, session, prepareStep(action.preparation, of)), {
      calls: preparationOf(action.preparation, job.filters, job.params)?.calls ?? 0,
    });
  }

  /** Before an action whose target was chosen some time ago. */
  look(held: HeldTurn, session: InstagramSession, { job, candidate }: Of<'look'>): Promise<Next> {
    const { readBack } = this.kinds.action(job.action);
    if (!readBack) return Promise.resolve({ kind: 'act', job, candidate });
    const step = lookStep(readBack, { job, candidate, faultsInARow: held.faultsInARow });
    return this.counted(held, () => this.calls.take(held, session, step), {
      full: (tx) => this.flow.waitForReads(tx, held, job),
    });
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
      {
        full: (tx) => {
          held.verified.delete(job.id);
          return this.flow.waitForReads(tx, held, job);
        },
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

  /** Targets that are here already; no call and no read. */
  private async fromLedger(held: HeldTurn, source: LedgerSource, job: OpenJobRow): Promise<Next> {
    const page = await this.db.asUser(held.userId, (tx) =>
      source.rows(this.people.reads(tx, held.lease.accountId), job.params, job.source_cursor),
    );
    return { kind: 'standing', job, page };
  }

  /** Renews the lease and counts the calls, then `send`; where the window is full, `full` says what comes instead. */
  private async counted(
    held: HeldTurn,
    send: () => Promise<Next>,
    { calls = 1, full }: { calls?: number; full?: (tx: Tx) => Promise<Next> } = {},
  ): Promise<Next> {
    const { lease } = held;
    const instead = await this.db.asUser(held.userId, async (tx) => {
      if (!(await this.lease.extendTurn(tx, lease))) return this.flow.yieldTurn(tx, held);
      const now = this.clock.now();
      for (let call = 0; call < calls; call += 1) {
        const taken = await this.reads.take(tx, lease.accountId, { now, since: readsSince(now, this.speed) });
        if (!taken) return full ? full(tx) : this.flow.advance(tx, held);
      }
      return null;
    });
    return instead ?? send();
  }
}
