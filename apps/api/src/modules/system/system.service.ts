import { Inject, Injectable } from '@nestjs/common';
import type { InstanceAnswer, Readiness } from '@pacekeeper/contracts';
import { CONFIG, type Config } from '../../platform/config/config.ts';
import { DemoAccounts } from './demo-accounts.ts';
import { ReadinessCheck } from './readiness.ts';

@Injectable()
export class SystemService {
  constructor(
    private readonly ready: ReadinessCheck,
    private readonly demoAccounts: DemoAccounts,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** @throws AppError DATABASE_UNAVAILABLE */
  async readiness(): Promise<Readiness> {
    await this.ready.check();
    return { success: true, status: 'ready', checks: { database: 'ok', migrations: 'ok', queue: 'ok' } };
  }

  async instance(): Promise<InstanceAnswer> {
    const { instagram, paceSpeed, cookiesKept } = this.config;
    const accounts = await this.demoAccounts.list();
    return {
      success: true,
      instance: {
        mode: instagram.mode,
        pace_speed: paceSpeed,
        cookies_kept: cookiesKept,
        demo_accounts: accounts,
      },
    };
  }
}
