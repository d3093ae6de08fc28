import type { WaitReason } from '../deciding/planner.ts';

/** Why a job waits, as its person reads it. */
export const WAITING_WORDS: Readonly<Record<WaitReason, string>> = {
  gap: 'Pausing between two actions.',
  hourly_cap: 'The most for one hour is done; it goes on when the hour is over.',
  working_hours: 'Outside the working hours.',
  quota: "Today's limit is reached; it goes on tomorrow.",
  reading_back: 'Reading back from Instagram whether an interrupted action took effect.',
  read_cap: 'The account has read enough for this hour; it goes on when the hour is over.',
  retrying: 'The last try failed; it is tried again.',
  paused: 'The bot is paused.',
};
