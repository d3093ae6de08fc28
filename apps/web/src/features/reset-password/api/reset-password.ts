import { type ResetPassword, routes } from '@pacekeeper/contracts';
import { call } from '../../../lib/http/call.ts';

/** Sets the new password; all login sessions end, and a second factor is still asked for at the next sign-in. */
export const resetPassword = (body: ResetPassword) => call(routes.auth.resetPassword, { body });
