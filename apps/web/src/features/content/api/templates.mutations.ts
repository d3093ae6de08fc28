import { type CreateDmTemplate, routes } from '@pacekeeper/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { call } from '../../../lib/http/call.ts';
import { keys } from '../../../lib/query-keys.ts';

/** Creates a template, or changes the one with this id. */
export const useSaveTemplate = (id: string | null) => {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: CreateDmTemplate) =>
      id === null
        ? call(routes.dmTemplates.create, { body })
        : call(routes.dmTemplates.update, { params: { id }, body }),
    onSuccess: () => client.invalidateQueries({ queryKey: keys.templates }),
  });
};

export const useRemoveTemplate = () => {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => call(routes.dmTemplates.remove, { params: { id } }),
    onSuccess: () => client.invalidateQueries({ queryKey: keys.templates }),
  });
};
