import { z } from 'zod';
import { answer, lineOfText, timestampSchema } from './common.ts';
import { lastErrorSchema } from './problem.ts';

/** Whether all bots are paused together; visible to all users. */
export const fleetSchema = z
  .object({
    paused: z.boolean(),
    since: timestampSchema.nullable(),
    until: timestampSchema.nullable().describe('when one account tries again; null: not paused, or a person decides'),
    trouble: lastErrorSchema.optional().describe('FLEET_PAUSED and its page, while paused'),
  })
  .meta({ id: 'Fleet' });
export type Fleet = z.infer<typeof fleetSchema>;
export const fleetAnswerSchema = answer('FleetAnswer', { fleet: fleetSchema });
export type FleetAnswer = z.infer<typeof fleetAnswerSchema>;

/** Why all bots are paused, and what comes next; for administrators. */
export const fleetPauseSchema = fleetSchema
  .extend({
    cause: z.enum(['answers', 'person']).nullable().describe('many accounts got the same answer, or somebody paused'),
    answer: lastErrorSchema.nullable().describe('the answer that many accounts got'),
    accounts: z.int().nullable().describe('how many running accounts got it within five minutes'),
    answered: z.int().nullable().describe('of how many that were answered at all'),
    failed_probes: z.int().min(0).describe('accounts that tried since, in vain'),
    probing: z.boolean().describe('an account tries at this moment'),
    reason: z.string().nullable().describe('what the administrator wrote who paused'),
  })
  .meta({ id: 'FleetPause' });
export type FleetPause = z.infer<typeof fleetPauseSchema>;
export const fleetPauseAnswerSchema = answer('FleetPauseAnswer', { fleet: fleetPauseSchema });
export type FleetPauseAnswer = z.infer<typeof fleetPauseAnswerSchema>;

/** For pausing all bots, and for letting them go. */
export const fleetReasonSchema = z
  .strictObject({
    reason: lineOfText(3, 300).describe('why; kept in the audit log'),
  })
  .meta({ id: 'FleetReason' });
export type FleetReason = z.infer<typeof fleetReasonSchema>;
