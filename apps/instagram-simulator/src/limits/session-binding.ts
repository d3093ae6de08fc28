import type { Session } from '../accounts/sessions.ts';

/**
 * Whether a session is used from elsewhere than where it belongs: another device, or another app version. Sessions of
 * session files are bound to both, and others where the setting `bind_sessions` said so when they signed in.
 */
export const isElsewhere = (session: Session, caller: { readonly device: string; readonly appVersion: string }) =>
  session.bound !== undefined && (session.device !== caller.device || session.bound.version !== caller.appVersion);
