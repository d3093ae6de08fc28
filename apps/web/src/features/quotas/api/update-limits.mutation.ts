import { limitsAnswerSchema, type SetLimits } from '@pacekeeper/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { answers } from '../../../lib/http/answers.ts';
import { api } from '../../../lib/http/api.ts';
import { keys } from '../../../lib/query-keys.ts';

const read = answers(limitsAnswerSchema);

/** Sets the limits that hold for everybody who has none of their own. */
export const useUpdateLimits = () => {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: SetLimits) => api.put('limits', body, read),
    onSuccess: ({ limits }) => client.setQueryData(keys.limits, limits),
  });
};
