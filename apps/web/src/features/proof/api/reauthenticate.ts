import { passkeyOptionsSchema, successSchema } from '@pacekeeper/contracts';
import { useMutation } from '@tanstack/react-query';
import { answers } from '../../../lib/http/answers.ts';
import { api } from '../../../lib/http/api.ts';
import { showPasskey } from '../../../lib/passkeys/passkeys.ts';

const readOptions = answers(passkeyOptionsSchema);
const read = answers(successSchema);

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
      const shown = passkey && (await showPasskey(await api.post('auth/passkeys/login/options', {}, readOptions)));
      return api.post('auth/reauthenticate', { ...body, ...shown }, read);
    },
    gcTime: 0,
  });
