import { type ForgotPassword, routes } from '@pacekeeper/contracts';
import { call } from '../../../lib/http/call.ts';

/** Asks for a reset link. The answer is the same whether there is such a user or not. */
export const forgotPassword = (body: ForgotPassword) => call(routes.auth.forgotPassword, { body });
