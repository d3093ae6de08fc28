import { type CreateJob, type FollowHashtag, type JobAnswer, routes } from '@pacekeeper/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { call } from '../../../lib/http/call.ts';
import { applyEvent } from '../../../lib/live/apply-event.ts';
import { keys } from '../../../lib/query-keys.ts';

interface Creation<Body> {
  readonly job: Body;
  /** Starts the bot first. */
  readonly start: boolean;
}

const useCreation = <Body extends { readonly account_id?: string | undefined }>(
  create: (body: Body) => Promise<JobAnswer>,
) => {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async ({ job, start }: Creation<Body>) => {
      if (start) {
        const { bot } = await call(routes.bots.start, { body: { account_id: job.account_id } });
        applyEvent(client, { name: 'bot', data: bot });
      }
      return create(job);
    },
    onSuccess: ({ job }) => {
      client.setQueryData(keys.job(job.id), job);
      applyEvent(client, { name: 'job', data: job });
    },
  });
};

export const useFollowHashtag = () => useCreation((body: FollowHashtag) => call(routes.jobs.followHashtag, { body }));

/** Any action with any source. */
export const useCreateJob = () => useCreation((body: CreateJob) => call(routes.jobs.create, { body }));

export type Steering = 'pause' | 'resume' | 'cancel';

/** Pauses, resumes or cancels a job. */
export const useSteerJob = (jobId: string) => {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (how: Steering) => call(routes.jobs[how], { params: { id: jobId } }),
    onSuccess: ({ job }) => applyEvent(client, { name: 'job', data: job }),
  });
};
