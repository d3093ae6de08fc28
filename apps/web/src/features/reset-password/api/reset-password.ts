import type { ResetPassword } from '@pacekeeper/contracts';
import { send } from '../../../lib/http/send.ts';

/** Sets the new password; all login sessions end, and a second factor is still asked for at the next sign-in. */
export const resetPassword = async (body: ResetPassword): Promise<void> => {
  await send({ method: 'POST', path: 'auth/reset-password', body });
};
