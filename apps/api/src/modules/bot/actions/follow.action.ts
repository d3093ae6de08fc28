import { followAction, say } from '@pacekeeper/contracts';
import { type Friendship, mapAnswer } from '../../instagram/index.ts';
import type { Action, Applied } from './action.ts';

const appliedOf = ({ following, requested }: Friendship): Applied => ({
  applied: following || requested,
  pending: requested && !following,
});

export const follow: Action = {
  entry: followAction,
  perform: async (session, { pk }) => mapAnswer(await session.follow(pk), appliedOf),
  readBack: async (session, { pk }) => mapAnswer(await session.friendship(pk), appliedOf),
  standing: async (session, pks) =>
    mapAnswer(
      await session.friendships(pks),
      ({ known }) => new Map([...known].map(([pk, one]) => [pk, appliedOf(one).applied])),
    ),
  preparation: null,
  spares: [],
  describe: (target, { pending }) => say(pending ? 'follow.requested' : 'follow.done', { target }),
};
