import { routes } from '@pacekeeper/contracts';
import { useMutation } from '@tanstack/react-query';
import { call } from '../../../lib/http/call.ts';
import { showPasskey } from '../../../lib/passkeys/passkeys.ts';

/** The password, and where there is a second factor, a code or a passkey. */
export interface Proof {
  readonly password: string;
  readonly code?: string | undefined;
  readonly passkey?: boolean;
}

/** Proves the user's identity again; for a while, changes to how they sign in are allowed. */
export const useReauthenticate = () =>
  useMutation({
    mutationFn: async ({ passkey = false, ...body }: Proof) => {
      const shown = passkey && (await showPasskey(await call(routes.passkeys.loginOptions, { body: {} })));
      return call(routes.auth.reauthenticate, { body: { ...body, ...shown } });
    },
    gcTime: 0,
  });
