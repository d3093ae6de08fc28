import { errorCodeAnswerSchema, type ErrorCode } from '@pacekeeper/contracts';
import { queryOptions } from '@tanstack/react-query';
import { allErrorCodes } from '../../../lib/errors/catalogue.ts';
import { answers } from '../../../lib/http/answers.ts';
import { api } from '../../../lib/http/api.ts';
import { keys } from '../../../lib/query-keys.ts';

const read = answers(errorCodeAnswerSchema);

const inCatalogue = (code: string): ErrorCode | null =>
  allErrorCodes().find((one) => one.code === code || one.error === code) ?? null;

/** One error code, or null where there is none of that name. */
export const errorCodeQuery = (code: string, signedIn: boolean) =>
  queryOptions({
    queryKey: [...keys.errorCode(code), { signedIn }],
    queryFn: async ({ signal }): Promise<ErrorCode | null> => {
      if (!signedIn) return inCatalogue(code);
      return (await api.get(`error-codes/${encodeURIComponent(code)}`, read, { signal })).error_code;
    },
  });
