import { Inject, Injectable } from '@nestjs/common';
import { type ErrorSymbol, symbolOfCode } from '@pacekeeper/contracts';
import { CONFIG, type Config } from '../../platform/config/config.ts';
import type { Tx } from '../../platform/database/tx.ts';
import type { BotJob } from './bot-job.entity.ts';
import { type Clock, clockOf, earliest } from './deciding/clock.ts';
import { expectedEnd } from './deciding/expected-end.ts';
import { remainingOf } from './deciding/job-sums.ts';
import { clockFacts, type JobFacts } from './deciding/planner.ts';
import { FactsService } from './work/facts.service.ts';
import { TurnsRepository } from './work/turns.repository.ts';

/** What is shown of a job's time, or a bot's. */
export interface ShownClock extends Clock {
  /** What Instagram said, where a breaker is the reason. */
  readonly error: ErrorSymbol | null;
  readonly expectedEnd: Date | null;
}

export interface AccountClocks {
  readonly jobs: ReadonlyMap<string, ShownClock>;
  /** Null where the bot has nothing to do. */
  readonly bot: ShownClock | null;
}

const NOTHING: AccountClocks = { jobs: new Map(), bot: null };

const OVER: ReadonlySet<BotJob['state']> = new Set(['completed', 'failed', 'cancelled']);

/**
 * When jobs and bots act next, and why not now: by the function and the facts that the worker plans with, so that what is
 * shown is what happens.
 */
@Injectable()
export class Clocks {
  private readonly speed: number;

  constructor(
    private readonly turns: TurnsRepository,
    private readonly facts: FactsService,
    @Inject(CONFIG) config: Config,
  ) {
    this.speed = config.paceSpeed;
  }

  async ofAccount(tx: Tx, accountId: string): Promise<AccountClocks> {
    const account = await this.turns.look(tx, accountId);
    if (!account) return NOTHING;
    const of = { lease: { accountId }, account, lastActionAt: account.last_action_at, usedUp: new Set<never>() };
    const { facts } = await this.facts.load(tx, of);
    const stopped = !account.bot_running || !account.session_valid;
    const jobs = new Map(facts.map((one) => [one.jobId, this.clockOfJob(one, facts, stopped)]));
    return { jobs, bot: earliest([...jobs.values()]) };
  }

  /** Of the jobs that are not over, by their ids. */
  async ofJobs(tx: Tx, jobs: readonly BotJob[]): Promise<ReadonlyMap<string, ShownClock>> {
    const shown = new Map<string, ShownClock>();
    const open = jobs.filter(({ state }) => !OVER.has(state));
    for (const accountId of new Set(open.map((job) => job.accountId))) {
      for (const [id, clock] of (await this.ofAccount(tx, accountId)).jobs) shown.set(id, clock);
    }
    for (const { id, state } of open) {
      const held =
        state === 'paused' || state === 'planned'
          ? clockOf(null, state === 'paused' ? { jobPaused: true } : { approval: true })
          : null;
      if (held) shown.set(id, { ...held, error: null, expectedEnd: null });
    }
    return shown;
  }

  private clockOfJob(facts: JobFacts, all: readonly JobFacts[], stopped: boolean): ShownClock {
    const clock = clockOf(clockFacts(facts), { stopped }) ?? { at: null, reason: null };
    const { breakerCode } = facts;
    return {
      ...clock,
      error: clock.reason === 'breaker' && breakerCode ? symbolOfCode(breakerCode) : null,
      expectedEnd: clock.at && this.endOf(facts, all, clock.at),
    };
  }

  private endOf(facts: JobFacts, all: readonly JobFacts[], first: Date): Date | null {
    const { pace, spends } = facts;
    const leftOf = (job: JobFacts) => remainingOf(job, job.inReview);
    return expectedEnd({
      action: spends,
      left: leftOf(facts),
      others: all.filter((one) => one !== facts && one.spends === spends).map(leftOf),
      first,
      quotaLeft: facts.quotaLeft,
      quotaResetsAt: facts.quotaResetsAt,
      perDay: facts.quotaPerDay ?? 0,
      hours: pace.hours,
      timeZone: pace.timeZone,
      speed: this.speed,
      ...(pace.own && { own: pace.own }),
    });
  }
}
