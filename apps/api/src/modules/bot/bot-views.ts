import { Inject, Injectable } from '@nestjs/common';
import type { Bot } from '@pacekeeper/contracts';
import { Clock } from '../../platform/clock/clock.ts';
import { CONFIG, type Config } from '../../platform/config/config.ts';
import type { Tx } from '../../platform/database/tx.ts';
import { AppError } from '../../platform/errors/app-error.ts';
import type { AccountRow } from '../accounts/index.ts';
import { toBotView } from './bot.mapper.ts';
import { BotsRepository } from './bots.repository.ts';
import { Clocks } from './clocks.ts';
import { FleetService } from './fleet/fleet.service.ts';

/** Bots as people see them. */
@Injectable()
export class BotViews {
  constructor(
    private readonly bots: BotsRepository,
    private readonly fleet: FleetService,
    private readonly clocks: Clocks,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  async of(tx: Tx, account: AccountRow): Promise<Bot> {
    const [status, fleet] = await Promise.all([this.bots.findByAccount(tx, account.id), this.fleet.paused(tx)]);
    if (!status) throw new AppError('NOT_FOUND');
    const { bot: clock } = await this.clocks.ofAccount(tx, account.id);
    return toBotView(account, { status, fleet, clock }, this.clock.now(), this.config.publicUrl);
  }
}
