import { jobAnswerSchema, type FollowHashtag } from '@pacekeeper/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { answers } from '../../../lib/http/answers.ts';
import { api } from '../../../lib/http/api.ts';
import { applyEvent } from '../../../lib/live/apply-event.ts';

const readJob = answers(jobAnswerSchema);

export const useFollowHashtag = () => {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: FollowHashtag) => api.post('bot/actions/follow-hashtag', body, readJob),
    onSuccess: ({ job }) => applyEvent(client, { name: 'job', data: job }),
  });
};

export type Steering = 'pause' | 'resume' | 'cancel';

/** Pauses, resumes or cancels a job. */
export const useSteerJob = (jobId: string) => {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (how: Steering) => api.post(`bot/jobs/${jobId}/${how}`, undefined, readJob),
    onSuccess: ({ job }) => applyEvent(client, { name: 'job', data: job }),
  });
};
