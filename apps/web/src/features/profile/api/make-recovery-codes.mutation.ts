import { recoveryCodesSchema } from '@pacekeeper/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { answers } from '../../../lib/http/answers.ts';
import { api } from '../../../lib/http/api.ts';
import { takeTwoFactor } from '../take-two-factor.ts';

const read = answers(recoveryCodesSchema);

/** Ten new recovery codes; the old ones end. */
export const useMakeRecoveryCodes = () => {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async () => (await api.post('auth/recovery-codes', undefined, read)).recovery_codes,
    onSuccess: (codes) => takeTwoFactor(client, codes),
    gcTime: 0,
  });
};
