import type { ErrorSymbol, NotificationEvent } from '@pacekeeper/contracts';
import type { NewActivity } from '../activity/index.ts';

/** What an error that ended or paused something asks of the person. */
const OF_ERROR: Readonly<Partial<Record<ErrorSymbol, NotificationEvent>>> = {
  CHALLENGE_REQUIRED: 'challenge',
  CONSENT_REQUIRED: 'challenge',
  SESSION_INVALID: 'session_lost',
  SESSION_UNREADABLE: 'session_lost',
  LOGIN_BLOCKED: 'blocked',
  ACCOUNT_DISABLED: 'blocked',
  ACTION_BLOCKED: 'blocked',
  ACTION_NOT_APPLIED: 'blocked',
};

/** Of what an activity row notifies; null: of nothing. */
export const eventOf = ({ message }: Pick<NewActivity, 'message'>): NotificationEvent | null => {
  switch (message.symbol) {
    case 'session.lost':
      return OF_ERROR[message.params.error.symbol] ?? 'session_lost';
    case 'session.test_failed':
    case 'bot.paused':
      return OF_ERROR[message.params.error.symbol] ?? null;
    case 'job.finished':
    case 'job.finished_short':
    case 'job.finished_unreadable':
      return 'job_done';
    case 'job.source_failed':
    case 'job.failed':
    case 'job.failed_in_a_row':
      return 'job_failed';
    case 'review.question':
      return 'review';
    case 'plan.ready':
      return 'plan_ready';
    case 'schedule.skipped':
    case 'schedule.missed':
      return 'schedule_skipped';
    case 'quota.nearly_used':
      return 'quota_80';
    default:
      return null;
  }
};
