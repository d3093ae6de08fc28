import { Injectable } from '@nestjs/common';
import type { Activity, ActivityExportQuery } from '@pacekeeper/contracts';
import { Database } from '../../platform/database/database.ts';
import type { Tx } from '../../platform/database/tx.ts';
import { AppError } from '../../platform/errors/app-error.ts';
import { csvDownload, type Download, jsonDownload, type ReadRows } from '../../platform/files/download.ts';
import type { Caller } from '../../platform/http/access.ts';
import type { ActivityLog } from './activity-log.entity.ts';
import { toActivityView } from './activity.mapper.ts';
import { ActivityRepository } from './activity.repository.ts';

const COLUMNS = [
  'id',
  'at',
  'action',
  'status',
  'message',
  'message_symbol',
  'error',
  'error_code',
  'account_id',
  'job_id',
  'target_pk',
  'target_username',
  'duration_ms',
] as const;

const cellsOf = (row: ActivityLog) => {
  const view: Activity = toActivityView(row);
  return [
    view.id,
    view.at,
    view.action,
    view.status,
    view.message,
    view.message_symbol ?? null,
    view.error ?? null,
    view.error_code ?? null,
    view.account_id ?? null,
    view.job_id ?? null,
    view.target?.pk ?? null,
    view.target?.username ?? null,
    view.duration_ms ?? null,
  ];
};

/** The activity log as a file, read page by page while it is sent. */
@Injectable()
export class ActivityExportService {
  constructor(
    private readonly db: Database,
    private readonly activity: ActivityRepository,
  ) {}

  /** @throws AppError NOT_FOUND where a caller who is no administrator asks for another user. */
  csv(caller: Caller, query: ActivityExportQuery): Promise<Download> {
    return csvDownload('activity', this.reading(caller, query), COLUMNS, cellsOf);
  }

  /** @throws AppError NOT_FOUND where a caller who is no administrator asks for another user. */
  json(caller: Caller, query: ActivityExportQuery): Promise<Download> {
    return jsonDownload('activity', this.reading(caller, query), toActivityView);
  }

  private reading(caller: Caller, query: ActivityExportQuery): ReadRows<ActivityLog> {
    const userId = query.user_id ?? caller.id;
    if (userId !== caller.id && caller.role !== 'admin') throw new AppError('NOT_FOUND');
    const { status, action, account_id: accountId, job_id: jobId } = query;
    const filter = { userId, status, action, accountId, jobId };
    return (limit, after) => {
      const read = (tx: Tx) => this.activity.findPage(tx, filter, limit, after);
      return userId === caller.id ? this.db.asUser(userId, read) : this.db.asAdmin(caller.id, read);
    };
  }
}
