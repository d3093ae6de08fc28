import { Injectable } from '@nestjs/common';
import type { AuditAction } from '@pacekeeper/contracts';
import { Database } from '../../../platform/database/database.ts';
import type { Tx } from '../../../platform/database/tx.ts';
import { AppError } from '../../../platform/errors/app-error.ts';
import type { Caller } from '../../../platform/http/access.ts';
import { AuditService } from '../../audit/index.ts';
import { JobsRepository } from './jobs.repository.ts';

/** Whose job a request means: the caller's own, or for administrators anyone's. */
@Injectable()
export class JobOwners {
  constructor(
    private readonly db: Database,
    private readonly jobs: JobsRepository,
    private readonly audit: AuditService,
  ) {}

  /** @throws AppError NOT_FOUND for a job that the caller may not see */
  async of(caller: Caller, id: string): Promise<string> {
    const find = (tx: Tx) => this.jobs.findOwner(tx, id);
    const owner = await (caller.role === 'admin' ? this.db.asAdmin(caller.id, find) : this.db.asUser(caller.id, find));
    if (owner === null) throw new AppError('NOT_FOUND');
    return owner;
  }

  /** What an administrator did to a job of the transaction's user. */
  async note(tx: Tx, by: Caller, action: AuditAction, details: Readonly<Record<string, unknown>>): Promise<void> {
    await this.audit.append(tx, { action, actorId: by.id, subjectId: tx.userId, details });
  }
}
