/** Where notifications go. */
export const CHANNEL_KINDS = ['mail', 'webhook', 'slack', 'discord', 'telegram'] as const;
export type ChannelKind = (typeof CHANNEL_KINDS)[number];

/** What a person can be told of. */
export const NOTIFICATION_EVENTS = [
  'challenge',
  'session_lost',
  'blocked',
  'job_done',
  'job_failed',
  'quota_80',
  'review',
  'approval_needed',
  'plan_ready',
  'schedule_skipped',
  'fleet_paused',
] as const;
export type NotificationEvent = (typeof NOTIFICATION_EVENTS)[number];

/** What waits for a person, so that quiet hours do not delay it. */
export const URGENT_EVENTS: readonly NotificationEvent[] = ['challenge', 'session_lost', 'blocked'];
/** What administrators alone are told of. */
export const ADMIN_EVENTS: readonly NotificationEvent[] = ['fleet_paused'];

/** Why a notification did not arrive. */
export const NOTIFICATION_TROUBLES = [
  'status',
  'redirect',
  'timeout',
  'refused',
  'name',
  'unreachable',
  'certificate',
  'no_email',
  'mail_server',
  'secret',
  'other',
] as const;
export type NotificationTrouble = (typeof NOTIFICATION_TROUBLES)[number];
