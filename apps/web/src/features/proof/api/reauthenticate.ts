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

/** Proves again who is signed in; changes of how one signs in are open for a while then. */
export const useReauthenticate = () =>
  useMutation({
    mutationFn: async ({ passkey = false, ...body }: Proof) => {
      const shown = passkey && (await showPasskey(await call(routes.passkeys.loginOptions, { body: {} })));
      return call(routes.auth.reauthenticate, { body: { ...body, ...shown } });
    },
    gcTime: 0,
  });
