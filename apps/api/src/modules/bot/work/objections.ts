import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/clock/clock.ts';
import { CONFIG, type Config } from '../../../platform/config/config.ts';
import type { Tx } from '../../../platform/database/tx.ts';
import { AppError } from '../../../platform/errors/app-error.ts';
import { AccountsService } from '../../accounts/index.ts';
import { ActivityService, EventsService } from '../../activity/index.ts';
import { clientOf, type Failure } from '../../instagram/index.ts';
import { BotsRepository } from '../bots.repository.ts';
import { consequenceOf, isAskedOfAccount } from '../deciding/breaker.ts';
import { heardOf, isForgiven, isTrouble } from '../fleet/verdict.ts';
import { type OpenJobRow, JobsRepository } from '../jobs/jobs.repository.ts';
import type { HeldTurn } from './held-turn.ts';

/** Instagram says that actions worked, and they did not: it drops them, and more of them would only be noted. */
export const SILENT_BLOCK: Failure = {
  symbol: 'ACTION_NOT_APPLIED',
  side: 'instagram',
  scope: 'action',
  next: 'stop_action',
  effect: 'none',
};

/** So many actions in a row without effect are no accident. */
const IN_A_ROW = 3;

/** The turn ends; the next comes then, or (null) when a person has done something. */
export interface Objected {
  readonly until: Date | null;
}

/** What happens to bot and jobs when Instagram objects. */
@Injectable()
export class Objections {
  constructor(
    private readonly bots: BotsRepository,
    private readonly jobs: JobsRepository,
    private readonly accounts: AccountsService,
    private readonly activity: ActivityService,
    private readonly events: EventsService,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** To an action on a target. Null where the bot goes on. */
  async toAction(tx: Tx, held: HeldTurn, job: OpenJobRow, failure: Failure): Promise<Objected | null> {
    const now = this.clock.now();
    const error = new AppError(failure.symbol);
    held.heard = heardOf(failure);
    await this.jobs.recordError(tx, job.id, error.entry.code, error.message, now);
    if (failure.doubt) {
      await this.accounts.doubtSession(tx, held.lease.accountId);
      held.sessionDoubted = true;
    }
    const consequence = consequenceOf(failure, held.faultsInARow, now);
    if (consequence.bot === 'goes_on') return null;
    const until = consequence.bot === 'pauses' ? consequence.until : null;
    const { accountId } = held.lease;
    const ofFleet = await this.bots.recordFault(tx, accountId, {
      code: error.entry.code,
      message: error.message,
      at: now,
      until,
      trouble: isTrouble(held.heard) ? clientOf(this.config) : null,
      forgiven: isForgiven(held.heard),
    });
    if (until && isAskedOfAccount(failure)) {
      await this.accounts.keepWait(tx, held.account.instagram_pk, { code: error.entry.code, until });
    }
    // All bots are paused for it, and get their turns when they go on.
    if (ofFleet) return { until: null };
    if (!until) {
      await this.accounts.loseSession(tx, accountId, error);
      return { until };
    }
    const waiting = await this.jobs.holdAll(tx, accountId, error.message, until);
    await this.activity.write(tx, {
      action: 'bot_paused',
      status: 'warning',
      message: `The bot of @${held.account.instagram_username} paused. ${error.message}`,
      errorCode: error.entry.code,
      accountId,
      jobId: job.id,
    });
    await this.events.publishAll(tx, [['bot', accountId], ...waiting.map((id) => ['job', id] as const)]);
    return { until };
  }

  /** An action that was accepted without effect: several in a row pause the bot. Null where it goes on. */
  async toNothing(tx: Tx, held: HeldTurn, job: OpenJobRow): Promise<Objected | null> {
    if (held.faultsInARow + 1 >= IN_A_ROW) return this.toAction(tx, held, job, SILENT_BLOCK);
    await this.bots.countFault(tx, held.lease.accountId);
    return null;
  }

  /** To reading a source. A source that is not there fails its job, not the bot. */
  async toReading(tx: Tx, held: HeldTurn, job: OpenJobRow, failure: Failure): Promise<Objected | null> {
    const objected = await this.toAction(tx, held, job, failure);
    if (objected) return objected;
    const error = new AppError(failure.symbol);
    await this.jobs.close(tx, job.id, 'failed', this.clock.now());
    await this.activity.write(tx, {
      action: 'job_finished',
      status: 'error',
      message: `The source could not be read. ${error.message}`,
      errorCode: error.entry.code,
      accountId: held.lease.accountId,
      jobId: job.id,
    });
    await this.events.publish(tx, 'job', job.id);
    return null;
  }
}
