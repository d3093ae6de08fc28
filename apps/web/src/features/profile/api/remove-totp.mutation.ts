import { successSchema } from '@pacekeeper/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { answers } from '../../../lib/http/answers.ts';
import { api } from '../../../lib/http/api.ts';
import { takeTwoFactor } from '../take-two-factor.ts';

const read = answers(successSchema);

/** Removes the authenticator app. */
export const useRemoveTotp = () => {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => api.delete('auth/totp', read),
    onSuccess: () => takeTwoFactor(client),
  });
};
