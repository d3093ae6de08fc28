import type { ConfirmEmail } from '@pacekeeper/contracts';
import { send } from '../../../lib/http/send.ts';

/** Makes the address that the link was sent to the person's; signs nobody in. */
export const confirmEmail = async (body: ConfirmEmail): Promise<void> => {
  await send({ method: 'POST', path: 'auth/confirm-email', body });
};
