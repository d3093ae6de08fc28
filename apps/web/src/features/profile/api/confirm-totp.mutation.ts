import { recoveryCodesSchema, type ConfirmTotp } from '@pacekeeper/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { answers } from '../../../lib/http/answers.ts';
import { api } from '../../../lib/http/api.ts';
import { takeTwoFactor } from '../take-two-factor.ts';

const read = answers(recoveryCodesSchema);

/** Confirms the authenticator app with a code of it. */
export const useConfirmTotp = () => {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (body: ConfirmTotp) => (await api.post('auth/totp/confirm', body, read)).recovery_codes,
    onSuccess: (codes) => takeTwoFactor(client, codes),
    gcTime: 0,
  });
};
