import { type Bot, errorEntry, errorMessage, type Job, type LastError, symbolOfCode } from '@pacekeeper/contracts';
import { helpLink } from '../../platform/http/problem.filter.ts';
import { type AccountRow, stateOf } from '../accounts/index.ts';
import type { BotJob } from './bot-job.entity.ts';
import type { BotStatus } from './bot-status.entity.ts';

interface ErrorColumns {
  readonly lastErrorCode: string | null;
  readonly lastErrorMessage: string | null;
  readonly lastErrorAt: Date | null;
}

const lastError = (row: ErrorColumns, publicUrl: string): LastError | null => {
  const symbol = row.lastErrorCode ? symbolOfCode(row.lastErrorCode) : null;
  if (!symbol || !row.lastErrorAt) return null;
  const { code } = errorEntry(symbol);
  return {
    error: symbol,
    code,
    message: row.lastErrorMessage ?? errorMessage(symbol),
    help: helpLink(publicUrl, code),
    at: row.lastErrorAt.toISOString(),
  };
};

export const toBotView = (account: AccountRow, status: BotStatus, now: Date, publicUrl: string): Bot => {
  const state = stateOf({ bot_running: status.botRunning, cooldown_until: status.cooldownUntil }, now);
  const cause = status.cooldownCode ? symbolOfCode(status.cooldownCode) : null;
  const error = lastError(status, publicUrl);
  return {
    account_id: account.id,
    instagram_username: account.instagram_username,
    session_valid: status.sessionValid,
    bot_running: status.botRunning,
    state,
    ...(state === 'paused' && cause ? { reason: errorMessage(cause) } : {}),
    ...(state === 'paused' && status.cooldownUntil ? { until: status.cooldownUntil.toISOString() } : {}),
    ...(status.botRunning && status.nextTurnAt ? { next_action_at: status.nextTurnAt.toISOString() } : {}),
    ...(error ? { last_error: error } : {}),
  };
};

/** The bot of somebody who has connected no account yet. */
export const NO_BOT: Bot = {
  account_id: null,
  instagram_username: null,
  session_valid: false,
  bot_running: false,
  state: 'stopped',
};

export const toJobView = (job: BotJob, publicUrl: string, expectedEnd: Date | null): Job => {
  const error = lastError(job, publicUrl);
  return {
    id: job.id,
    account_id: job.accountId,
    action: job.action,
    source: job.source,
    ...(job.params.hashtag ? { hashtag: job.params.hashtag } : {}),
    filters: job.filters,
    state: job.state,
    ...(job.waitingReason ? { reason: job.waitingReason } : {}),
    ...(job.waitingUntil ? { until: job.waitingUntil.toISOString() } : {}),
    amount: job.amount,
    done: job.done,
    skipped: job.skipped,
    failed: job.failed,
    remaining: Math.max(0, job.amount - job.done),
    created_at: job.createdAt.toISOString(),
    started_at: job.startedAt?.toISOString() ?? null,
    finished_at: job.finishedAt?.toISOString() ?? null,
    expected_end_at: expectedEnd?.toISOString() ?? null,
    ...(error ? { last_error: error } : {}),
  };
};
