import { followAction, say } from '@pacekeeper/contracts';
import { type Friendship, mapAnswer } from '../../instagram/index.ts';
import type { Action, Applied } from './action.ts';

const standingOf = ({ following, requested }: Friendship): Applied => ({
  applied: following || requested,
  pending: requested && !following,
});

export const follow: Action = {
  entry: followAction,
  perform: async (session, pk) => mapAnswer(await session.follow(pk), standingOf),
  readBack: async (session, pk) => mapAnswer(await session.friendship(pk), standingOf),
  standing: async (session, pks) =>
    mapAnswer(
      await session.friendships(pks),
      ({ known }) => new Map([...known].map(([pk, one]) => [pk, standingOf(one).applied])),
    ),
  describe: (target, { pending }) => say(pending ? 'follow.requested' : 'follow.done', { target }),
};
