import { Injectable } from '@nestjs/common';
import { errorEntry, type ProxyTest } from '@pacekeeper/contracts';
import { Clock } from '../../platform/clock/clock.ts';
import { AppError } from '../../platform/errors/app-error.ts';
import { Proxies } from '../instagram/index.ts';
import { UserLimits } from '../users/index.ts';
import { AccountSettingsService } from './account-settings.service.ts';

const SYMBOLS = { reached: null, failed: 'PROXY_FAILED', refused: 'PROXY_REFUSED' } as const;

/** Whether Instagram is reached through an account's proxy. */
@Injectable()
export class ProxyTests {
  constructor(
    private readonly settings: AccountSettingsService,
    private readonly proxies: Proxies,
    private readonly limits: UserLimits,
    private readonly clock: Clock,
  ) {}

  /**
   * Only a connection is opened and closed again.
   * @throws AppError NOT_FOUND, CONFLICT where the account has no proxy, TOO_MANY_REQUESTS
   */
  async test(userId: string, id: string): Promise<ProxyTest> {
    const via = await this.settings.egressOf(userId, id);
    if (!via) throw new AppError('CONFLICT', { what: 'This account has no proxy.' });
    await this.limits.spend('session_test', userId);
    const started = this.clock.monotonic();
    const reach = await this.proxies.reach(via.url);
    const error = SYMBOLS[reach.outcome];
    return {
      success: true,
      reached: error === null,
      checked_at: this.clock.now().toISOString(),
      duration_ms: Math.round(this.clock.monotonic() - started),
      ...(reach.outcome === 'failed' ? { trouble: reach.trouble } : {}),
      ...(error === null ? {} : { error, code: errorEntry(error).code }),
    };
  }
}
