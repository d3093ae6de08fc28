import { Injectable } from '@nestjs/common';
import { say, type StopAll } from '@pacekeeper/contracts';
import { Database } from '../../platform/database/database.ts';
import { AppError } from '../../platform/errors/app-error.ts';
import type { Caller } from '../../platform/http/access.ts';
import { AuditService } from '../audit/index.ts';
import { BotsRepository } from './bots.repository.ts';

/** Each line gets the name of its own account. */
const OWN = { account: '' };

/** Stops many bots at once. What is under way at that moment is still recorded; nothing is sent after it. */
@Injectable()
export class StopAllBots {
  constructor(
    private readonly db: Database,
    private readonly bots: BotsRepository,
    private readonly audit: AuditService,
  ) {}

  /** How many ran before: of the caller's own, or of everybody's. @throws AppError FORBIDDEN */
  run(caller: Caller, { scope, reason }: StopAll): Promise<number> {
    const asked = scope ?? (caller.role === 'admin' ? 'everybody' : 'own');
    if (asked === 'own') return this.own(caller);
    if (caller.role !== 'admin') throw new AppError('FORBIDDEN');
    return this.everybodys(caller, reason);
  }

  private own(caller: Caller): Promise<number> {
    return this.db.asUser(
      caller.id,
      async (tx) => (await this.bots.stopAll(tx, caller.id, say('bot.stopped', OWN))) ?? 0,
    );
  }

  private everybodys(admin: Caller, reason: string | undefined): Promise<number> {
    const because = reason === undefined ? {} : { reason };
    return this.db.asAdmin(admin.id, async (tx) => {
      const stopped = await this.bots.stopAll(tx, null, say('bot.stopped_by_administrator', { ...OWN, ...because }));
      if (stopped === null) throw new AppError('FORBIDDEN');
      await this.audit.append(tx, { action: 'bots_stopped', details: { stopped, ...because } });
      return stopped;
    });
  }
}
