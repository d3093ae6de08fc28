import {
  type Bot,
  errorEntry,
  type ErrorSymbol,
  type Job,
  type LastError,
  say,
  sayError,
  symbolOfCode,
} from '@pacekeeper/contracts';
import { helpLink } from '../../platform/http/problem.filter.ts';
import { asMessage, asReason, wordsOf, wordsOfColumns } from '../../platform/words/stored-words.ts';
import { type AccountRow, stateOf } from '../accounts/index.ts';
import type { BotJob } from './bot-job.entity.ts';
import type { BotStatus } from './bot-status.entity.ts';
import { remainingOf } from './deciding/job-sums.ts';
import { sayClock } from './clock-words.ts';
import type { ShownClock } from './clocks.ts';
import type { Paused } from './fleet/fleet.mapper.ts';

interface ErrorColumns {
  readonly lastErrorCode: string | null;
  readonly lastErrorMessage: string | null;
  readonly lastErrorParams: Readonly<Record<string, unknown>> | null;
  readonly lastErrorAt: Date | null;
}

const lastError = (row: ErrorColumns, publicUrl: string): LastError | null => {
  const symbol = row.lastErrorCode ? symbolOfCode(row.lastErrorCode) : null;
  if (!symbol || !row.lastErrorAt) return null;
  const { code } = errorEntry(symbol);
  return {
    error: symbol,
    code,
    ...asMessage(wordsOfColumns(row.lastErrorMessage, symbol, row.lastErrorParams) ?? wordsOf(say(symbol))),
    help: helpLink(publicUrl, code),
    at: row.lastErrorAt.toISOString(),
  };
};

const whyStopped = ({ sessionValid }: BotStatus) =>
  say('bot_stopped', { because: sessionValid ? 'person' : 'not_connected' });

const saidOf = (clock: ShownClock | null) => {
  const said = clock && sayClock(clock);
  return said ? asReason(wordsOf(said)) : {};
};

const waitOf = (
  fleet: Paused | null,
  own: { readonly cause: ErrorSymbol | null; readonly until: Date | null } | null,
): Pick<Bot, 'reason' | 'reason_symbol' | 'params' | 'until'> => {
  const reason = fleet ? fleet.message : own?.cause && say('breaker', { error: sayError(own.cause) });
  const until = fleet ? fleet.until : own?.until;
  return { ...(reason ? asReason(wordsOf(reason)) : {}), ...(until ? { until: until.toISOString() } : {}) };
};

/** What a bot is doing, beside its account. */
export interface BotFacts {
  readonly status: BotStatus;
  /** All bots are paused, which says more than what the account's own bot waits for. */
  readonly fleet: Paused | null;
  /** Null where it has nothing to do. */
  readonly clock: ShownClock | null;
}

export const toBotView = (
  account: AccountRow,
  { status, fleet, clock }: BotFacts,
  now: Date,
  publicUrl: string,
): Bot => {
  const own = stateOf({ bot_running: status.botRunning, cooldown_until: status.cooldownUntil }, now);
  const paused = own === 'stopped' ? null : fleet;
  const state = paused ? 'paused' : own;
  const cause = status.cooldownCode ? symbolOfCode(status.cooldownCode) : null;
  const error = lastError(status, publicUrl);
  return {
    account_id: account.id,
    instagram_username: account.instagram_username,
    session_valid: status.sessionValid,
    bot_running: status.botRunning,
    state,
    ...(state === 'running' ? saidOf(clock) : {}),
    ...waitOf(paused, own === 'paused' ? { cause, until: status.cooldownUntil } : null),
    ...(state === 'stopped' ? asReason(wordsOf(whyStopped(status))) : {}),
    ...(!paused && status.botRunning && clock?.at ? { next_action_at: clock.at.toISOString() } : {}),
    ...(error ? { last_error: error } : {}),
  };
};

/** The bot of a user who has connected no account yet. */
export const NO_BOT: Bot = {
  account_id: null,
  instagram_username: null,
  session_valid: false,
  bot_running: false,
  state: 'stopped',
};

/** A job that would continue by itself; one that waits for its person does not wait for the fleet. */
const goesOn = ({ state, waitingUntil }: BotJob): boolean =>
  state === 'queued' || state === 'running' || (state === 'waiting' && waitingUntil !== null);

/** A reason left from an earlier wait is ignored. */
const waits = ({ state }: BotJob): boolean => ['planning', 'planned', 'waiting', 'paused'].includes(state);

/** Why a completed job has fewer than it was asked for. */
const endedShort = ({ state, done, failed, amount, lastErrorCode }: BotJob) => {
  if (state !== 'completed' || done + failed >= amount || !lastErrorCode) return null;
  const symbol = symbolOfCode(lastErrorCode);
  return symbol === 'SOURCE_EXHAUSTED' || symbol === 'SOURCE_UNREADABLE' ? wordsOf(say(symbol)) : null;
};

/** What a stored reason and the clock say together: the stored one knows more of the same. */
const reasonOf = (job: BotJob, clock: ShownClock | null) => {
  const stored = waits(job) ? wordsOfColumns(job.waitingReason, job.waitingSymbol, job.waitingParams) : endedShort(job);
  if (!clock || (clock.reason === 'breaker' && !clock.error)) return stored;
  if (clock.reason === job.waitingSymbol && !clock.error) return stored;
  // A job that waits for its person waits for nothing else.
  if (clock.reason === 'bot_stopped' && stored) return stored;
  const said = sayClock(clock);
  return said && wordsOf(said);
};

/**
 * As `toBotView`: while all bots are paused, a job that would go on waits for that. `unknown`: how many actions have an
 * outcome that is not known. `clock`: of a job that is not over.
 */
export const toJobView = (
  job: BotJob,
  unknown: number,
  fleet: Paused | null,
  clock: ShownClock | null,
  publicUrl: string,
): Job => {
  const error = lastError(job, publicUrl);
  const paused = goesOn(job) ? fleet : null;
  const reason = paused ? wordsOf(paused.message) : reasonOf(job, clock);
  const until = paused ? paused.until : job.state === 'waiting' && clock?.at ? clock.at : job.waitingUntil;
  const nextAt = paused || !goesOn(job) ? null : clock?.at;
  const left = remainingOf(job, unknown);
  const ended = job.finishedAt !== null;
  return {
    id: job.id,
    account_id: job.accountId,
    // Of an entry each, since no other was taken.
    action: job.action as Job['action'],
    source: job.source as Job['source'],
    ...job.params,
    filters: job.filters,
    state: paused ? 'waiting' : job.state,
    ...(reason ? asReason(reason) : {}),
    ...(until ? { until: until.toISOString() } : {}),
    ...(nextAt ? { next_action_at: nextAt.toISOString() } : {}),
    amount: job.amount,
    done: job.done,
    skipped: job.skipped,
    failed: job.failed,
    unknown,
    remaining: ended ? 0 : left,
    ...(ended && left > 0 ? { short: left } : {}),
    ...(job.planVersion > 0 ? { plan_version: job.planVersion } : {}),
    created_at: job.createdAt.toISOString(),
    started_at: job.startedAt?.toISOString() ?? null,
    finished_at: job.finishedAt?.toISOString() ?? null,
    expected_end_at: (nextAt && clock?.expectedEnd?.toISOString()) ?? null,
    ...(error ? { last_error: error } : {}),
  };
};
