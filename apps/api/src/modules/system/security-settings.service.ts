import { Injectable } from '@nestjs/common';
import type { SecurityAnswer, SecuritySettings, SetSecurity } from '@pacekeeper/contracts';
import { Clock } from '../../platform/clock/clock.ts';
import { Database } from '../../platform/database/database.ts';
import { AppError } from '../../platform/errors/app-error.ts';
import type { Caller } from '../../platform/http/access.ts';
import { AuditService } from '../audit/index.ts';
import { SecuritySettingsRepository } from './security-settings.repository.ts';

/** Security settings that administrators choose for all users. */
@Injectable()
export class SecuritySettingsService {
  constructor(
    private readonly db: Database,
    private readonly settings: SecuritySettingsRepository,
    private readonly audit: AuditService,
    private readonly clock: Clock,
  ) {}

  read(admin: Caller): Promise<SecuritySettings> {
    return this.db.asAdmin(admin.id, (tx) => this.settings.get(tx));
  }

  /** @throws AppError CONFLICT if it would lock the caller out */
  update(admin: Caller, wanted: SetSecurity): Promise<SecurityAnswer> {
    return this.db.asAdmin(admin.id, async (tx) => {
      const before = await this.settings.getForUpdate(tx);
      if (wanted.require_two_factor === before.require_two_factor) return { success: true, security: before };
      if (wanted.require_two_factor && !(await this.settings.hasSecondFactor(tx, admin.id))) {
        throw new AppError('CONFLICT', {
          what: 'Set up a second factor for yourself first: once everybody needs one, so do you.',
        });
      }
      await this.settings.set(tx, wanted, admin.id, this.clock.now());
      await this.audit.append(tx, { action: 'security_changed', details: { before, after: wanted } });
      return { success: true, security: wanted };
    });
  }
}
