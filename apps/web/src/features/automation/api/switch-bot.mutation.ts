import { botAnswerSchema } from '@pacekeeper/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { answers } from '../../../lib/http/answers.ts';
import { api } from '../../../lib/http/api.ts';
import { applyEvent } from '../../../lib/live/apply-event.ts';

const read = answers(botAnswerSchema);

/** Starts or stops the bot of an account. */
export const useSwitchBot = (accountId: string) => {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (to: 'start' | 'stop') => api.post(`bot/${to}`, { account_id: accountId }, read),
    onSuccess: ({ bot }) => applyEvent(client, { name: 'bot', data: bot }),
  });
};
