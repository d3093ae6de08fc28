import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/clock/clock.ts';
import { CONFIG, type Config } from '../../../platform/config/config.ts';
import type { Tx } from '../../../platform/database/tx.ts';
import { QuotasService } from '../../quotas/index.ts';
import { hoursOf, ownPaceOf } from '../deciding/account-pace.ts';
import { expectedEnd } from '../deciding/expected-end.ts';
import { Kinds } from '../kinds.ts';
import { TurnsRepository } from '../work/turns.repository.ts';

/** When each target of a plan would come, if it were approved now and nothing held it up. */
@Injectable()
export class PlanTimes {
  constructor(
    private readonly turns: TurnsRepository,
    private readonly quotas: QuotasService,
    private readonly kinds: Kinds,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** A function of a target's place in the plan, from 1; null: no time can be told. */
  async of(
    tx: Tx,
    job: { readonly account_id: string; readonly action: string },
  ): Promise<(place: number) => Date | null> {
    const account = await this.turns.look(tx, job.account_id);
    if (!account) return () => null;
    const action = this.kinds.spends(job.action);
    const left = await this.quotas.left(tx, action, { id: job.account_id, ramp: Number(account.ramp) });
    const facts = {
      action,
      others: [],
      first: this.clock.now(),
      quotaLeft: left.remaining,
      quotaResetsAt: left.resetsAt,
      perDay: left.perDay,
      hours: hoursOf(account, this.config.instagram.mode),
      timeZone: account.time_zone,
      speed: this.config.paceSpeed,
      own: ownPaceOf(account),
    };
    return (place) => expectedEnd({ ...facts, left: place });
  }
}
