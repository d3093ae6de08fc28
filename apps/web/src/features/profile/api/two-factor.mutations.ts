import {
  passkeyAnswerSchema,
  passkeyOptionsSchema,
  recoveryCodesSchema,
  successSchema,
  totpEnrolmentSchema,
  type ConfirmTotp,
} from '@pacekeeper/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { answers } from '../../../lib/http/answers.ts';
import { api } from '../../../lib/http/api.ts';
import { makePasskey } from '../../../lib/passkeys/passkeys.ts';
import { takeTwoFactor } from '../take-two-factor.ts';

const readTotpEnrolment = answers(totpEnrolmentSchema);

/** Begins with an authenticator app. The secret is forgotten with the form that shows it. */
export const useEnrollTotp = () =>
  useMutation({
    mutationFn: async () => (await api.post('auth/totp/enroll', undefined, readTotpEnrolment)).totp,
    gcTime: 0,
  });

const readRecoveryCodes = answers(recoveryCodesSchema);

/** Confirms the authenticator app with a code of it. */
export const useConfirmTotp = () => {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (body: ConfirmTotp) =>
      (await api.post('auth/totp/confirm', body, readRecoveryCodes)).recovery_codes,
    onSuccess: (codes) => takeTwoFactor(client, codes),
    gcTime: 0,
  });
};

const readSuccess = answers(successSchema);

/** Removes the authenticator app. */
export const useRemoveTotp = () => {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => api.delete('auth/totp', readSuccess),
    onSuccess: () => takeTwoFactor(client),
  });
};

const readPasskeyOptions = answers(passkeyOptionsSchema);
const readPasskey = answers(passkeyAnswerSchema);

/** Has the browser make a passkey, and keeps it under a name. */
export const useAddPasskey = () => {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (body: { readonly name: string }) => {
      const made = await makePasskey(await api.post('auth/passkeys/register/options', undefined, readPasskeyOptions));
      return api.post('auth/passkeys/register', { ...made, ...body }, readPasskey);
    },
    onSuccess: ({ recovery_codes: codes }) => takeTwoFactor(client, codes),
    gcTime: 0,
  });
};

/** Removes a passkey; what the device holds of it is useless then. */
export const useRemovePasskey = (id: string) => {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => api.delete(`auth/passkeys/${id}`, readSuccess),
    onSuccess: () => takeTwoFactor(client),
  });
};

/** Ten new recovery codes; the old ones end. */
export const useMakeRecoveryCodes = () => {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async () => (await api.post('auth/recovery-codes', undefined, readRecoveryCodes)).recovery_codes,
    onSuccess: (codes) => takeTwoFactor(client, codes),
    gcTime: 0,
  });
};
