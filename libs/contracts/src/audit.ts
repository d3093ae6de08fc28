import { z } from 'zod';
import { answer, idSchema, listAnswer, pageQueryShape, timestampSchema } from './common.ts';

/** What the audit log records. */
export const AUDIT_ACTIONS = [
  'sign_in',
  'sign_in_failed',
  'sign_out',
  'second_factor_failed',
  'sessions_ended',
  'refresh_reused',
  'reauthenticated',
  'permission_denied',
  'password_changed',
  'password_reset_requested',
  'password_reset',
  'email_change_requested',
  'email_changed',
  'totp_added',
  'totp_removed',
  'recovery_codes_made',
  'recovery_code_used',
  'passkey_added',
  'passkey_removed',
  'second_factors_removed',
  'user_created',
  'user_updated',
  'user_deleted',
  'role_changed',
  'user_disabled',
  'user_enabled',
  'user_exported',
  'limits_changed',
  'limits_cleared',
  'wishes_changed',
  'security_changed',
  'fleet_paused',
  'fleet_resumed',
  'version_paused',
  'audit_exported',
  'breaker_released',
  'ramp_changed',
  'bots_stopped',
  'session_exported',
  'api_token_created',
  'api_token_removed',
  'opt_out_changed',
  'opt_out_removed',
  'job_approved',
  'job_rejected',
  'job_paused',
  'job_cancelled',
] as const;
export type AuditAction = (typeof AUDIT_ACTIONS)[number];

export const AUDIT_OUTCOMES = ['success', 'refused'] as const;
export type AuditOutcome = (typeof AUDIT_OUTCOMES)[number];

const personSchema = z
  .object({ id: idSchema, username: z.string().nullable().describe('null: deleted since') })
  .nullable()
  .describe('null: nobody known');

export const auditEntrySchema = z
  .object({
    seq: z.int().describe('rises by one, from 1'),
    at: timestampSchema,
    // Not the enum: an entry that was changed by hand must still be shown.
    action: z.string().describe('one of those that the query takes'),
    outcome: z.enum(AUDIT_OUTCOMES),
    actor: personSchema,
    subject: personSchema,
    address: z.string().nullable(),
    details: z.record(z.string(), z.unknown()).describe('never a secret'),
    correlation_id: z.string().nullable(),
    hash: z.string().describe('SHA-256 over this entry and the hash before it, hex'),
  })
  .meta({ id: 'AuditEntry' });
export type AuditEntry = z.infer<typeof auditEntrySchema>;

const auditFilters = {
  action: z.enum(AUDIT_ACTIONS).optional(),
  outcome: z.enum(AUDIT_OUTCOMES).optional(),
  actor_id: idSchema.optional(),
  subject_id: idSchema.optional(),
  from: timestampSchema.optional(),
  until: timestampSchema.optional(),
};
export const auditQuerySchema = z.strictObject({ ...pageQueryShape, ...auditFilters });
export type AuditQuery = z.infer<typeof auditQuerySchema>;
export const auditExportQuerySchema = z.strictObject(auditFilters);
export type AuditExportQuery = z.infer<typeof auditExportQuerySchema>;

export const auditListSchema = listAnswer('AuditList', auditEntrySchema);
export type AuditList = z.infer<typeof auditListSchema>;

export const auditCheckSchema = answer('AuditCheck', {
  audit: z.object({
    whole: z.boolean().describe('every entry is as it was written, and none is missing'),
    entries: z.int().min(0),
    head_hash: z.string().describe('hash of the last entry; keep it elsewhere to prove later what stood here'),
    broken_at: z.int().nullable().describe('the first entry that was changed or is missing'),
  }),
});
export type AuditCheck = z.infer<typeof auditCheckSchema>;
