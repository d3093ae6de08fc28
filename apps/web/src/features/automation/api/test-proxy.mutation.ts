import { proxyTestSchema } from '@pacekeeper/contracts';
import { useMutation } from '@tanstack/react-query';
import { answers } from '../../../lib/http/answers.ts';
import { api } from '../../../lib/http/api.ts';

const read = answers(proxyTestSchema);

/** Looks whether Instagram is reached through the proxy of an account, without asking Instagram for anything. */
export const useTestProxy = (accountId: string) =>
  useMutation({ mutationFn: () => api.post(`bot/accounts/${accountId}/test-proxy`, undefined, read) });
