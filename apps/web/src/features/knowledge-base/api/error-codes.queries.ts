import { type ErrorCode, routes } from '@pacekeeper/contracts';
import { queryOptions } from '@tanstack/react-query';
import { allErrorCodes } from '../../../lib/errors/catalogue.ts';
import { call } from '../../../lib/http/call.ts';
import { keys } from '../../../lib/query-keys.ts';

/** Every error code; who is not signed in reads the catalogue that came with the page. */
export const errorCodesQuery = (signedIn: boolean) =>
  queryOptions({
    queryKey: [...keys.errorCodes, { signedIn }],
    queryFn: async ({ signal }) =>
      signedIn ? (await call(routes.errorCodes.list, { signal })).items : allErrorCodes(),
  });

const inCatalogue = (code: string): ErrorCode | null =>
  allErrorCodes().find((one) => one.code === code || one.error === code) ?? null;

/** One error code, or null where there is none of that name. */
export const errorCodeQuery = (code: string, signedIn: boolean) =>
  queryOptions({
    queryKey: [...keys.errorCode(code), { signedIn }],
    queryFn: async ({ signal }): Promise<ErrorCode | null> => {
      if (!signedIn) return inCatalogue(code);
      return (await call(routes.errorCodes.get, { params: { code }, signal })).error_code;
    },
  });

/** The long texts, by their file's name; they come with the screens, so they are asked for once. */
export const pagesQuery = queryOptions({
  queryKey: keys.knowledgePages,
  queryFn: async () => (await import('../pages.ts')).pages,
  staleTime: Infinity,
  gcTime: Infinity,
});
