import { Inject, Injectable } from '@nestjs/common';
import { type Fleet, type FleetPause, type FleetReason, say } from '@pacekeeper/contracts';
import { Clock } from '../../../platform/clock/clock.ts';
import { CONFIG, type Config } from '../../../platform/config/config.ts';
import { Database } from '../../../platform/database/database.ts';
import type { ReadTx, Tx } from '../../../platform/database/tx.ts';
import { AppError } from '../../../platform/errors/app-error.ts';
import type { Caller } from '../../../platform/http/access.ts';
import { AuditService } from '../../audit/index.ts';
import { NotificationFeed } from '../../notifications/index.ts';
import { FleetRepository } from './fleet.repository.ts';
import { FleetResume } from './fleet-resume.service.ts';
import { type Paused, pausedOf, toFleetPauseView, toFleetView } from './fleet.mapper.ts';

/** The pause of all bots, as requests see it. */
@Injectable()
export class FleetService {
  constructor(
    private readonly db: Database,
    private readonly fleet: FleetRepository,
    private readonly resuming: FleetResume,
    private readonly audit: AuditService,
    private readonly notifications: NotificationFeed,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  async read(caller: Caller): Promise<Fleet> {
    const row = await this.db.readAsUser(caller.id, (tx) => this.fleet.get(tx));
    return toFleetView(row, this.config.publicUrl);
  }

  /** Why, and what comes next; for administrators. */
  explain(admin: Caller): Promise<FleetPause> {
    return this.db.asAdmin(admin.id, (tx) => this.view(tx));
  }

  /** Null if bots are not paused. */
  async paused(tx: ReadTx): Promise<Paused | null> {
    return pausedOf(await this.fleet.get(tx));
  }

  /** Pauses all bots until an administrator resumes them; there are no probes meanwhile. @throws AppError FORBIDDEN */
  async pause(admin: Caller, { reason }: FleetReason): Promise<FleetPause> {
    const paused = await this.db.asAdmin(admin.id, async (tx) => {
      if (!(await this.fleet.hold(tx, reason, this.clock.now()))) throw new AppError('FORBIDDEN');
      const view = await this.view(tx);
      await this.audit.append(tx, { action: 'fleet_paused', details: { reason } });
      return view;
    });
    await this.notifications.tellAdmins('fleet_paused', say('fleet_paused', { by: 'person' }));
    return paused;
  }

  /** Resumes all bots, whatever paused them; does nothing if they are not paused. */
  resume(admin: Caller, { reason }: FleetReason): Promise<FleetPause> {
    return this.db.asAdmin(admin.id, async (tx) => {
      const resumed = await this.resuming.run(tx, null);
      const view = await this.view(tx);
      if (resumed) await this.audit.append(tx, { action: 'fleet_resumed', details: { by: 'person', reason } });
      return view;
    });
  }

  private async view(tx: Tx): Promise<FleetPause> {
    return toFleetPauseView(await this.fleet.get(tx), this.config.publicUrl);
  }
}
