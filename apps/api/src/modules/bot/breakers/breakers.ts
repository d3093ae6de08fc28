import { Injectable } from '@nestjs/common';
import {
  type Action,
  type BreakerTrigger,
  errorEntry,
  type ErrorMessage,
  type ErrorSymbol,
  say,
} from '@pacekeeper/contracts';
import { Clock } from '../../../platform/clock/clock.ts';
import type { Tx } from '../../../platform/database/tx.ts';
import { AccountRamps, AccountsService } from '../../accounts/index.ts';
import { ActivityService } from '../../activity/index.ts';
import type { Failure } from '../../instagram/index.ts';
import { isAskedOfAccount } from '../deciding/breaker.ts';
import { continued, openUntilOf } from '../deciding/breaker-course.ts';
import { RAMP_LOSERS } from '../deciding/ramp.ts';
import { BreakersRepository } from './breakers.repository.ts';

/** The account that was objected to. */
export interface ObjectedTo {
  readonly accountId: string;
  readonly username: string;
  readonly instagramPk: string;
}

export interface Objecting {
  /** What it stops; null: the whole account. */
  readonly action: Action | null;
  readonly failure: Failure;
  readonly error: ErrorMessage;
  readonly trigger: BreakerTrigger;
  readonly jobId: string;
  /** Failures of the account in a row before this one. */
  readonly inARow: number;
}

/** This many actions in a row without effect are no accident. */
const IN_A_ROW = 3;

/** Opens breakers when Instagram objects, and closes them when it lets a try through. */
@Injectable()
export class Breakers {
  constructor(
    private readonly breakers: BreakersRepository,
    private readonly ramps: AccountRamps,
    private readonly accounts: AccountsService,
    private readonly activity: ActivityService,
    private readonly clock: Clock,
  ) {}

  /** By the holder of the account's lease, who alone opens its breakers. Until when it is open. */
  async open(tx: Tx, account: ObjectedTo, objecting: Objecting): Promise<Date> {
    const { action, failure, trigger, jobId } = objecting;
    const { accountId } = account;
    const now = this.clock.now();
    const { code } = errorEntry(failure.symbol);
    const last = await this.breakers.findLastForUpdate(tx, accountId, action);
    const before = last && {
      closedAt: last.closedAt,
      releasedAt: last.closedBy === 'release' ? last.closedAt : null,
      reopened: last.reopened,
      releases: last.releases,
    };
    // Another trouble than the one before begins anew.
    const course = continued(last?.errorCode === code ? before : null, now);
    const inARow = action === null ? objecting.inARow : null;
    const until = openUntilOf(failure, course, { now, inARow });
    if (!until) throw new TypeError(`${failure.symbol} opens no breaker`);
    await this.breakers.open(tx, { accountId, action, at: now, until, code, ...course, trigger, jobId });
    if (RAMP_LOSERS.includes(failure.symbol)) await this.ramps.halve(tx, accountId);
    if (isAskedOfAccount(failure)) await this.accounts.keepWait(tx, account.instagramPk, { code, until, action });
    await this.tellOpened(tx, account, objecting, until, code);
    return until;
  }

  /** An action took effect: what was half open for it is closed. */
  async tried(tx: Tx, account: ObjectedTo, action: Action, jobId: string): Promise<void> {
    for (const closed of await this.breakers.closeTried(tx, account.accountId, action, this.clock.now())) {
      await this.activity.append(
        tx,
        {
          action: 'breaker_closed',
          status: 'info',
          message: say('breaker.closed', {
            account: account.username,
            ...(closed.action ? { action: closed.action } : {}),
          }),
          accountId: account.accountId,
          jobId,
        },
        [['bot', account.accountId]],
      );
    }
  }

  /** True where the latest actions of this kind were accepted without effect, and no accident explains it. */
  async isSilentBlock(tx: Tx, accountId: string, action: string): Promise<boolean> {
    const { code } = errorEntry('ACTION_NOT_APPLIED' satisfies ErrorSymbol);
    return (await this.breakers.countWithoutEffect(tx, { accountId, action, code, most: IN_A_ROW })) >= IN_A_ROW;
  }

  private async tellOpened(
    tx: Tx,
    { accountId, username }: ObjectedTo,
    { action, error, jobId }: Objecting,
    until: Date,
    errorCode: string,
  ): Promise<void> {
    const told = { account: username, error, until: until.toISOString() };
    await this.activity.append(
      tx,
      {
        ...(action
          ? { action: 'breaker_opened', message: say('breaker.opened', { ...told, action }) }
          : { action: 'bot_paused', message: say('bot.paused', told) }),
        status: 'warning',
        errorCode,
        accountId,
        jobId,
      },
      [
        ['bot', accountId],
        ['job', jobId],
        ['quota', tx.userId],
      ],
    );
  }
}
