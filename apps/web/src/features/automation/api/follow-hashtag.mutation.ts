import { jobAnswerSchema, type FollowHashtag } from '@pacekeeper/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { answers } from '../../../lib/http/answers.ts';
import { api } from '../../../lib/http/api.ts';
import { applyEvent } from '../../../lib/live/apply-event.ts';

const read = answers(jobAnswerSchema);

export const useFollowHashtag = () => {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: FollowHashtag) => api.post('bot/actions/follow-hashtag', body, read),
    onSuccess: ({ job }) => applyEvent(client, { name: 'job', data: job }),
  });
};
