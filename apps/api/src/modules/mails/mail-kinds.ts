/** What people are told by mail. */
export const MAIL_KINDS = [
  'invitation',
  'password_reset',
  'password_changed',
  'email_confirmation',
  'email_change_requested',
  'email_in_use',
  'email_changed',
  'two_factor_added',
  'two_factor_removed',
  'recovery_codes_made',
  'recovery_code_used',
  'sessions_ended',
  'account_taken_over',
  'session_exported',
  'api_token_created',
] as const;
export type MailKind = (typeof MAIL_KINDS)[number];

export type MailParams = Readonly<Record<string, string>>;
