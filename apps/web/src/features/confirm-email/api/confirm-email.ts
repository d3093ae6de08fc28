import { type ConfirmEmail, routes } from '@pacekeeper/contracts';
import { call } from '../../../lib/http/call.ts';

/** Sets the person's e-mail to the address that the link was sent to; does not sign in. */
export const confirmEmail = (body: ConfirmEmail) => call(routes.auth.confirmEmail, { body });
