import { passkeyAnswerSchema, passkeyOptionsSchema } from '@pacekeeper/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { answers } from '../../../lib/http/answers.ts';
import { api } from '../../../lib/http/api.ts';
import { makePasskey } from '../../../lib/passkeys/passkeys.ts';
import { takeTwoFactor } from '../take-two-factor.ts';

const readOptions = answers(passkeyOptionsSchema);
const read = answers(passkeyAnswerSchema);

/** Has the browser make a passkey, and keeps it under a name. */
export const useAddPasskey = () => {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (body: { readonly name: string }) => {
      const made = await makePasskey(await api.post('auth/passkeys/register/options', undefined, readOptions));
      return api.post('auth/passkeys/register', { ...made, ...body }, read);
    },
    onSuccess: ({ recovery_codes: codes }) => takeTwoFactor(client, codes),
    gcTime: 0,
  });
};
