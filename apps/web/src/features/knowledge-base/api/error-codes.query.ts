import { errorCodeListSchema } from '@pacekeeper/contracts';
import { queryOptions } from '@tanstack/react-query';
import { allErrorCodes } from '../../../lib/errors/catalogue.ts';
import { answers } from '../../../lib/http/answers.ts';
import { api } from '../../../lib/http/api.ts';
import { keys } from '../../../lib/query-keys.ts';

const read = answers(errorCodeListSchema);

/** Every error code; who is not signed in reads the catalogue that came with the page. */
export const errorCodesQuery = (signedIn: boolean) =>
  queryOptions({
    queryKey: [...keys.errorCodes, { signedIn }],
    queryFn: async ({ signal }) =>
      signedIn ? (await api.get('error-codes', read, { signal })).items : allErrorCodes(),
  });
