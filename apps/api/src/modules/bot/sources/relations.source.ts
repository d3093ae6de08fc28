import { followersOfSource, followingOfSource, ownFollowersSource, ownFollowingSource } from '@pacekeeper/contracts';
import { mapAnswer } from '../../instagram/index.ts';
import { callsOfPeople, peopleOf } from './people-of.ts';
import { defineSource } from './source.ts';
import { usersOf } from './target.ts';

/** Who follows a person. */
export const followersOf = defineSource(
  followersOfSource,
  peopleOf((session, pk, cursor) => session.followersPage(pk, cursor)),
  callsOfPeople,
);

/** Whom a person follows. */
export const followingOf = defineSource(
  followingOfSource,
  peopleOf((session, pk, cursor) => session.followingPage(pk, cursor)),
  callsOfPeople,
);

/** Who follows the account. */
export const ownFollowers = defineSource(ownFollowersSource, async (session, _, cursor, own) =>
  mapAnswer(await session.followersPage(own.pk, cursor), usersOf),
);

/** Whom the account follows. */
export const ownFollowing = defineSource(ownFollowingSource, async (session, _, cursor, own) =>
  mapAnswer(await session.followingPage(own.pk, cursor), usersOf),
);
