import { say, unfollowAction } from '@pacekeeper/contracts';
import { type Friendship, mapAnswer } from '../../instagram/index.ts';
import type { Action, Applied } from './action.ts';
import type { Prepared } from './preparation.ts';

const appliedOf = ({ following, requested }: Friendship): Applied => ({
  applied: !following && !requested,
  pending: false,
});

/** Pure: whether a person who may follow back is unfollowed. */
export const withoutFollowBack = (pk: string, { followedBy }: Friendship): Prepared => {
  if (followedBy === false) return { objects: [{ id: pk, details: null }] };
  return { leaveOut: followedBy ? 'FOLLOWS_BACK' : 'FILTERED_UNKNOWN' };
};

export const unfollow: Action = {
  entry: unfollowAction,
  perform: async (session, { pk }) => mapAnswer(await session.unfollow(pk), appliedOf),
  readBack: async (session, { pk }) => mapAnswer(await session.friendship(pk), appliedOf),
  standing: async (session, pks) =>
    mapAnswer(
      await session.friendships(pks),
      ({ known }) => new Map([...known].map(([pk, one]) => [pk, appliedOf(one).applied])),
    ),
  // Who follows back is told of one person at a time alone.
  preparation: {
    wanted: ({ only_non_followers: only }) => only === true,
    atOnce: 1,
    calls: () => 1,
    read: async (session, [asked]) =>
      mapAnswer(
        await session.friendship(asked?.pk ?? ''),
        (friendship) => (person) => withoutFollowBack(person.pk, friendship),
      ),
  },
  spares: ['allow_listed'],
  describe: (target) => say('unfollow.done', { target }),
};
