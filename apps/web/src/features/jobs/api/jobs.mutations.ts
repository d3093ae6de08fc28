import { type FollowHashtag, routes } from '@pacekeeper/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { call } from '../../../lib/http/call.ts';
import { applyEvent } from '../../../lib/live/apply-event.ts';

export const useFollowHashtag = () => {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: FollowHashtag) => call(routes.jobs.followHashtag, { body }),
    onSuccess: ({ job }) => applyEvent(client, { name: 'job', data: job }),
  });
};

export type Steering = 'pause' | 'resume' | 'cancel';

/** Pauses, resumes or cancels a job. */
export const useSteerJob = (jobId: string) => {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (how: Steering) => call(routes.jobs[how], { params: { id: jobId } }),
    onSuccess: ({ job }) => applyEvent(client, { name: 'job', data: job }),
  });
};
