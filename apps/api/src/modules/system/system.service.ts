import { Inject, Injectable } from '@nestjs/common';
import type { InstanceAnswer, Readiness } from '@pacekeeper/contracts';
import { CONFIG, type Config } from '../../platform/config/config.ts';
import { Database } from '../../platform/database/database.ts';
import { DemoAccounts } from './demo-accounts.ts';

@Injectable()
export class SystemService {
  constructor(
    private readonly db: Database,
    private readonly demoAccounts: DemoAccounts,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** @throws AppError DATABASE_UNAVAILABLE */
  async readiness(): Promise<Readiness> {
    // Reads through a function of the newest migration, and so proves more than that a server answers.
    await this.db.system('fleet_figures');
    return { success: true, status: 'ready', checks: { database: 'ok', migrations: 'ok', queue: 'ok' } };
  }

  async instance(): Promise<InstanceAnswer> {
    const { instagram, paceSpeed } = this.config;
    const accounts = await this.demoAccounts.list();
    return {
      success: true,
      instance: { mode: instagram.mode, pace_speed: paceSpeed, demo_accounts: accounts },
    };
  }
}
