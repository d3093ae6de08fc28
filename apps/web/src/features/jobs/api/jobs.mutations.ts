import { type CreateJob, type FollowHashtag, type JobAnswer, routes } from '@pacekeeper/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { call } from '../../../lib/http/call.ts';
import { applyEvent } from '../../../lib/live/apply-event.ts';
import { keys } from '../../../lib/query-keys.ts';

interface Creation<Body> {
  readonly job: Body;
  /** Starts the bot with it: both, or neither. */
  readonly start: boolean;
  /** Only makes a plan, which waits for its approval. */
  readonly plan?: boolean;
}

const useCreation = <Body extends object>(
  create: (body: Body & { readonly start?: true; readonly dry_run?: true }) => Promise<JobAnswer>,
) => {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ job, start, plan = false }: Creation<Body>) =>
      create({ ...job, ...(plan ? { dry_run: plan } : start && { start }) }),
    onSuccess: ({ job }, { start, plan }) => {
      client.setQueryData(keys.job(job.id), job);
      applyEvent(client, { name: 'job', data: job });
      if (!start || plan) return;
      void client.invalidateQueries({ queryKey: keys.bot(job.account_id) });
      void client.invalidateQueries({ queryKey: keys.accounts });
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
