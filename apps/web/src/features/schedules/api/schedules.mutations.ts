import { routes, type ScheduleChanges, type ScheduleRequest } from '@pacekeeper/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { call } from '../../../lib/http/call.ts';
import { applyEvent } from '../../../lib/live/apply-event.ts';
import { keys } from '../../../lib/query-keys.ts';

const useRefresh = () => {
  const client = useQueryClient();
  return () => client.invalidateQueries({ queryKey: keys.schedules });
};

export const useCreateSchedule = () => {
  const refresh = useRefresh();
  return useMutation({
    mutationFn: (body: ScheduleRequest) => call(routes.schedules.create, { body }),
    onSuccess: refresh,
  });
};

/** Changes a schedule, or switches it on and off. */
export const useChangeSchedule = (id: string) => {
  const refresh = useRefresh();
  return useMutation({
    mutationFn: (body: Omit<ScheduleChanges, 'job'>) => call(routes.schedules.change, { params: { id }, body }),
    onSuccess: refresh,
  });
};

export const useRemoveSchedule = () => {
  const refresh = useRefresh();
  return useMutation({
    mutationFn: (id: string) => call(routes.schedules.remove, { params: { id } }),
    onSuccess: refresh,
  });
};

/** Creates the job of a schedule now, beside its times. */
export const useRunSchedule = (id: string) => {
  const client = useQueryClient();
  const refresh = useRefresh();
  return useMutation({
    mutationFn: () => call(routes.schedules.run, { params: { id } }),
    onSuccess: ({ job }) => {
      applyEvent(client, { name: 'job', data: job });
      return refresh();
    },
  });
};
