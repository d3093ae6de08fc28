import { z } from 'zod';
import { answer } from './common.ts';

export const INSTAGRAM_MODES = ['simulator', 'live'] as const;

export const demoAccountSchema = z
  .object({
    username: z.string(),
    password: z.string(),
    shows: z.string().describe('what this invented account is good for'),
    code: z.string().optional().describe('the code that it asks for now'),
  })
  .meta({ id: 'DemoAccount' });
export type DemoAccount = z.infer<typeof demoAccountSchema>;

/** What every screen needs to know before anybody has signed in. */
export const instanceAnswerSchema = answer('InstanceAnswer', {
  instance: z
    .object({
      version: z.string(),
      mode: z.enum(INSTAGRAM_MODES),
      pace_speed: z.number().describe('time factor of pacing; 1 is real time'),
      demo_accounts: z.array(demoAccountSchema).describe('invented Instagram accounts; empty in mode live'),
    })
    .meta({ id: 'Instance' }),
});
export type InstanceAnswer = z.infer<typeof instanceAnswerSchema>;

export const healthSchema = answer('Health', { status: z.literal('ok') });
export type Health = z.infer<typeof healthSchema>;

export const readinessSchema = answer('Readiness', {
  status: z.literal('ready'),
  checks: z.object({ database: z.literal('ok'), migrations: z.literal('ok'), queue: z.literal('ok') }),
});
export type Readiness = z.infer<typeof readinessSchema>;
