import type { LoginAnswer } from '@pacekeeper/contracts';
import { jsonOf, send } from '../../../lib/http/send.ts';
import type { ShownPasskey } from '../../../lib/passkeys/passkeys.ts';
import { readLogin } from '../../../lib/session/session.ts';

/** The second factor, after the password: a code of either kind, or a passkey. */
export const verify = async (token: string, shown: { readonly code: string } | ShownPasskey): Promise<LoginAnswer> =>
  readLogin(
    await jsonOf(
      await send({ method: 'POST', path: 'auth/login/verify', body: { verification_token: token, ...shown } }),
    ),
  );
