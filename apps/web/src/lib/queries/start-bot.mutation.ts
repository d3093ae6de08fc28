import { routes } from '@pacekeeper/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { call } from '../http/call.ts';
import { applyEvent } from '../live/apply-event.ts';

/** Starts the bot of an account. */
export const useStartBot = () => {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (accountId: string) => call(routes.bots.start, { body: { account_id: accountId } }),
    onSuccess: ({ bot }) => applyEvent(client, { name: 'bot', data: bot }),
  });
};
