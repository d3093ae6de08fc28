import { type Activity, symbolOfCode } from '@pacekeeper/contracts';
import { asMessage, wordsOfColumns } from '../../platform/words/stored-words.ts';
import type { ActivityLog } from './activity-log.entity.ts';

export const toActivityView = (row: ActivityLog): Activity => {
  const symbol = row.errorCode ? symbolOfCode(row.errorCode) : null;
  return {
    id: row.id,
    at: row.at.toISOString(),
    user_id: row.userId,
    action: row.action,
    status: row.status,
    ...asMessage(wordsOfColumns(row.message, row.messageSymbol, row.params) ?? { text: '' }),
    ...(row.errorCode ? { error_code: row.errorCode } : {}),
    ...(symbol ? { error: symbol } : {}),
    ...(row.jobId ? { job_id: row.jobId } : {}),
    ...(row.accountId ? { account_id: row.accountId } : {}),
    ...(row.targetPk ? { target: { pk: row.targetPk, username: row.targetUsername } } : {}),
    ...(row.durationMs === null ? {} : { duration_ms: row.durationMs }),
    ...(row.correlationId ? { correlation_id: row.correlationId } : {}),
  };
};
