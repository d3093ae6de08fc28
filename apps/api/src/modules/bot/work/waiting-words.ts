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
  bot_paused: say('bot_paused'),
  breaker: say('breaker'),
  job_paused: say('job_paused'),
  fleet_paused: say('fleet_paused', { by: 'answers' }),
  quiet_after_reconnect: say('quiet_after_reconnect'),
  approval: say('approval'),
  bot_stopped: say('bot_stopped', { because: 'person' }),
};
