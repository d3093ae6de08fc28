import { z } from 'zod';
import { answer, timestampSchema } from './common.ts';

export const INSTAGRAM_MODES = ['simulator', 'live'] as const;

export const demoAccountSchema = z
  .object({
    username: z.string(),
    password: z.string(),
    shows: z.string().describe('what this invented account is good for'),
    code: z.string().optional().describe('the code that it asks for now'),
    codes: z
      .object({
        totp: z.string().optional(),
        sms: z.string().optional(),
        email: z.string().optional(),
        backup: z.array(z.string()).optional(),
      })
      .optional()
      .describe('the codes that it would take now, by where they come from'),
  })
  .meta({ id: 'DemoAccount' });
export type DemoAccount = z.infer<typeof demoAccountSchema>;

/** What every screen needs to know before anybody has signed in. */
export const instanceAnswerSchema = answer('InstanceAnswer', {
  instance: z
    .object({
      mode: z.enum(INSTAGRAM_MODES),
      pace_speed: z.number().describe('time factor of pacing; 1 is real time'),
      cookies_kept: z
        .boolean()
        .describe('browsers keep the sign-in cookie at PUBLIC_URL; false: plain http on another machine'),
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

export const securitySettingsSchema = z
  .object({ require_two_factor: z.boolean().describe('everybody signs in with a second factor') })
  .meta({ id: 'SecuritySettings' });
export type SecuritySettings = z.infer<typeof securitySettingsSchema>;
export const setSecuritySchema = z.strictObject({ require_two_factor: z.boolean() }).meta({ id: 'SetSecurity' });
export type SetSecurity = z.infer<typeof setSecuritySchema>;
export const securityAnswerSchema = answer('SecurityAnswer', { security: securitySettingsSchema });
export type SecurityAnswer = z.infer<typeof securityAnswerSchema>;

/** The state of the installation, for administrators. */
export const systemAnswerSchema = answer('SystemAnswer', {
  system: z
    .object({
      version: z.string(),
      node: z.string().describe('version of the runtime'),
      mode: z.enum(INSTAGRAM_MODES),
      pace_speed: z.number(),
      started_at: timestampSchema,
      database: z.object({ version: z.string(), size_bytes: z.int().min(0) }),
      mail: z.object({
        transport: z.enum(['smtp', 'outbox']).describe('outbox: files under DATA_DIR'),
        waiting: z.int().min(0).describe('mails that are not sent yet'),
        last_error: z
          .object({
            reason: z.string().describe('codes of the connection and of the mail server'),
            at: timestampSchema,
          })
          .optional()
          .describe('what kept one of them from being sent last'),
      }),
      fleet: z.object({
        running_bots: z.int(),
        paused_bots: z.int(),
        valid_sessions: z.int(),
        open_jobs: z.int(),
        unknown_outcomes: z.int(),
      }),
      security: securitySettingsSchema,
    })
    .meta({ id: 'System' }),
});
export type SystemAnswer = z.infer<typeof systemAnswerSchema>;
