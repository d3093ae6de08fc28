import { type ConfirmEmail, routes } from '@pacekeeper/contracts';
import { call } from '../../../lib/http/call.ts';

/** Makes the address that the link was sent to the person's; signs nobody in. */
export const confirmEmail = (body: ConfirmEmail) => call(routes.auth.confirmEmail, { body });
