export const MAILS = 'mails';

/** How often a mail is tried again, some six hours in all: after 2 to 4 s, then twice as long each time, up to an hour. */
export const MAIL_RETRIES = 16;

export const MAIL_QUEUE = {
  policy: 'standard',
  retryLimit: MAIL_RETRIES,
  retryDelay: 2,
  retryBackoff: true,
  retryDelayMax: 60 * 60,
  // A mail whose process died in the middle is tried again after this, seconds.
  expireInSeconds: 180,
  retentionSeconds: 7 * 24 * 60 * 60,
  deleteAfterSeconds: 60,
} as const;
