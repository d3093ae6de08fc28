import { type ConfirmTotp, routes } from '@pacekeeper/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { call } from '../../../lib/http/call.ts';
import { makePasskey } from '../../../lib/passkeys/passkeys.ts';
import { takeTwoFactor } from '../take-two-factor.ts';

/** Begins with an authenticator app. The secret is forgotten with the form that shows it. */
export const useEnrollTotp = () =>
  useMutation({
    mutationFn: async () => (await call(routes.totp.enroll)).totp,
    gcTime: 0,
  });

/** Confirms the authenticator app with a code of it. */
export const useConfirmTotp = () => {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (body: ConfirmTotp) => (await call(routes.totp.confirm, { body })).recovery_codes,
    onSuccess: (codes) => takeTwoFactor(client, codes),
    gcTime: 0,
  });
};

/** Removes the authenticator app. */
export const useRemoveTotp = () => {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => call(routes.totp.remove),
    onSuccess: () => takeTwoFactor(client),
  });
};

/** Has the browser make a passkey, and keeps it under a name. */
export const useAddPasskey = () => {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (body: { readonly name: string }) => {
      const made = await makePasskey(await call(routes.passkeys.registerOptions));
      return call(routes.passkeys.register, { body: { ...made, ...body } });
    },
    onSuccess: ({ recovery_codes: codes }) => takeTwoFactor(client, codes),
    gcTime: 0,
  });
};

/** Removes a passkey; what the device holds of it is useless then. */
export const useRemovePasskey = (id: string) => {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => call(routes.passkeys.remove, { params: { id } }),
    onSuccess: () => takeTwoFactor(client),
  });
};

/** Ten new recovery codes; the old ones end. */
export const useMakeRecoveryCodes = () => {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async () => (await call(routes.twoFactor.makeRecoveryCodes)).recovery_codes,
    onSuccess: (codes) => takeTwoFactor(client, codes),
    gcTime: 0,
  });
};
