import { type ApprovePlan, type Job, type PlanChanges, routes } from '@pacekeeper/contracts';
import { type QueryClient, useMutation, useQueryClient } from '@tanstack/react-query';
import { call } from '../../../lib/http/call.ts';
import { applyEvent } from '../../../lib/live/apply-event.ts';
import { keys } from '../../../lib/query-keys.ts';

/** The job may be another user's, so that it must not enter the lists of who approves it. */
const took = (client: QueryClient, job: Job) => {
  client.setQueryData<Job>(keys.job(job.id), (known) => known && job);
  void client.invalidateQueries({ queryKey: keys.jobs });
  void client.invalidateQueries({ queryKey: keys.plan(job.id) });
  void client.invalidateQueries({ queryKey: keys.approvals });
};

/** What was seen is not what is there: the job and its plan are read anew. */
const readAnew = (client: QueryClient, id: string) => {
  void client.invalidateQueries({ queryKey: keys.job(id) });
  void client.invalidateQueries({ queryKey: keys.plan(id) });
  void client.invalidateQueries({ queryKey: keys.approvals });
};

/** Strikes targets from a plan, or restores them. */
export const useChangePlan = (id: string) => {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: PlanChanges) => call(routes.jobs.changePlan, { params: { id }, body }),
    onSuccess: ({ job }) => took(client, job),
    onError: () => readAnew(client, id),
  });
};

/** Has a plan carried out as it was seen; a plan that has changed since is read anew. */
export const useApprovePlan = (id: string) => {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: ApprovePlan) => call(routes.jobs.approve, { params: { id }, body }),
    onSuccess: ({ job }, { start }) => {
      took(client, job);
      if (!start) return;
      void client.invalidateQueries({ queryKey: keys.bot(job.account_id) });
      void client.invalidateQueries({ queryKey: keys.accounts });
    },
    onError: () => readAnew(client, id),
  });
};

/** Rejects the plan of a user whose jobs need approval. */
export const useRejectPlan = (id: string) => {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (reason: string) => call(routes.jobs.reject, { params: { id }, body: { reason } }),
    onSuccess: ({ job }) => took(client, job),
  });
};

/** Takes back what a job did, by a job of its own. */
export const useUndoJob = (id: string) => {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ start }: { readonly start: boolean }) =>
      call(routes.jobs.undo, { params: { id }, body: start ? { start } : {} }),
    onSuccess: ({ job }, { start }) => {
      client.setQueryData(keys.job(job.id), job);
      applyEvent(client, { name: 'job', data: job });
      if (!start) return;
      void client.invalidateQueries({ queryKey: keys.bot(job.account_id) });
      void client.invalidateQueries({ queryKey: keys.accounts });
    },
  });
};
