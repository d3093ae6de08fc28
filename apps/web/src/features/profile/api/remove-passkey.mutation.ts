import { successSchema } from '@pacekeeper/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { answers } from '../../../lib/http/answers.ts';
import { api } from '../../../lib/http/api.ts';
import { takeTwoFactor } from '../take-two-factor.ts';

const read = answers(successSchema);

/** Removes a passkey; what the device holds of it is useless then. */
export const useRemovePasskey = (id: string) => {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => api.delete(`auth/passkeys/${id}`, read),
    onSuccess: () => takeTwoFactor(client),
  });
};
