import { Inject, Injectable } from '@nestjs/common';
import type { SystemAnswer } from '@pacekeeper/contracts';
import { Clock } from '../../platform/clock/clock.ts';
import { CONFIG, type Config } from '../../platform/config/config.ts';
import { Database } from '../../platform/database/database.ts';
import type { Caller } from '../../platform/http/access.ts';
import { SecuritySettingsService } from './security-settings.service.ts';

type Fleet = SystemAnswer['system']['fleet'];

/** The state of the installation, for administrators. */
@Injectable()
export class OverviewService {
  private readonly startedAt: Date;

  constructor(
    private readonly db: Database,
    private readonly security: SecuritySettingsService,
    clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
  ) {
    this.startedAt = clock.now();
  }

  async read(admin: Caller): Promise<SystemAnswer> {
    const [security, [fleet], [figures], [mailError]] = await Promise.all([
      this.security.read(admin),
      this.db.system<Record<keyof Fleet, string>>('fleet_figures'),
      this.db.system<{ mails_waiting: string; database_version: string; database_bytes: string }>('system_figures'),
      this.db.system<{ error: string; at: Date }>('last_mail_error'),
    ]);
    const { version, instagram, paceSpeed, mail } = this.config;
    return {
      success: true,
      system: {
        version,
        node: process.versions.node,
        mode: instagram.mode,
        pace_speed: paceSpeed,
        started_at: this.startedAt.toISOString(),
        database: { version: figures?.database_version ?? '', size_bytes: Number(figures?.database_bytes) },
        mail: {
          transport: mail.smtp ? 'smtp' : 'outbox',
          waiting: Number(figures?.mails_waiting),
          ...(mailError ? { last_error: { reason: mailError.error, at: mailError.at.toISOString() } } : {}),
        },
        fleet: {
          running_bots: Number(fleet?.running_bots),
          paused_bots: Number(fleet?.paused_bots),
          valid_sessions: Number(fleet?.valid_sessions),
          open_jobs: Number(fleet?.open_jobs),
          unknown_outcomes: Number(fleet?.unknown_outcomes),
        },
        security,
      },
    };
  }
}
