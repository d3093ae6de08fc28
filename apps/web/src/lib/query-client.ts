import { QueryClient } from '@tanstack/react-query';
import { isPassing } from './http/request-error.ts';

/** Live events keep what is shown fresh, so nothing is asked for again by the clock. */
export const createQueryClient = () =>
  new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 60_000,
        networkMode: 'always',
        refetchOnReconnect: false,
        retry: (failures, error) => failures < 1 && isPassing(error),
        retryDelay: 800,
      },
      mutations: { networkMode: 'always', retry: false },
    },
  });

export const queryClient = createQueryClient();
