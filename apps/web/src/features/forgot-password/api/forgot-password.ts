import type { ForgotPassword } from '@pacekeeper/contracts';
import { send } from '../../../lib/http/send.ts';

/** Asks for a reset link. The answer is the same whether there is such a user or not. */
export const forgotPassword = async (body: ForgotPassword): Promise<void> => {
  await send({ method: 'POST', path: 'auth/forgot-password', body });
};
