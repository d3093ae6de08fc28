import { Injectable } from '@nestjs/common';
import type { UserExport } from '@pacekeeper/contracts';
import { Clock } from '../../platform/clock/clock.ts';
import { Database } from '../../platform/database/database.ts';
import { AppError } from '../../platform/errors/app-error.ts';
import type { Caller } from '../../platform/http/access.ts';
import { AuditService } from '../audit/index.ts';
import { ExportRepository } from './export.repository.ts';
import { toUserView } from './users.mapper.ts';
import { UsersRepository } from './users.repository.ts';

/** What is stored about somebody, for themselves: read under their own policies, so nobody else's can be in it. */
@Injectable()
export class UserExportService {
  constructor(
    private readonly db: Database,
    private readonly users: UsersRepository,
    private readonly exports: ExportRepository,
    private readonly audit: AuditService,
    private readonly clock: Clock,
  ) {}

  /** @throws AppError NOT_FOUND for somebody else's, also for administrators */
  export(caller: Caller, id: string): Promise<UserExport> {
    if (caller.id !== id) throw new AppError('NOT_FOUND');
    return this.db.asUser(id, async (tx) => {
      const user = await this.users.findById(tx, id);
      if (!user) throw new AppError('NOT_FOUND');
      const tables = await this.exports.findAll(tx);
      await this.audit.append(tx, { action: 'user_exported', subjectId: id });
      const exportedAt = this.clock.now().toISOString();
      return {
        success: true,
        export: { format: 'pacekeeper-user-export/1', exported_at: exportedAt, user: toUserView(user), tables },
      };
    });
  }
}
