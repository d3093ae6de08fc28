import { say, type WaitMessage } from '@pacekeeper/contracts';
import type { WaitReason } from '../deciding/planner.ts';

/** Why a job waits, by what the planner found. */
export const WAITING_WORDS: Readonly<Record<WaitReason, WaitMessage>> = {
  gap: say('gap'),
  hourly_cap: say('hourly_cap'),
  working_hours: say('working_hours'),
  quota: say('quota'),
  reading_back: say('reading_back'),
  read_cap: say('read_cap'),
  retrying: say('breaker'),
  paused: say('bot_paused'),
};
