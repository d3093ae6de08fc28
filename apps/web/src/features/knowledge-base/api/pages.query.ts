import { queryOptions } from '@tanstack/react-query';
import { keys } from '../../../lib/query-keys.ts';

/** The long texts, by their file's name; they come with the screens, so they are asked for once. */
export const pagesQuery = queryOptions({
  queryKey: keys.knowledgePages,
  queryFn: async () => (await import('../pages.ts')).pages,
  staleTime: Infinity,
  gcTime: Infinity,
});
