import { z } from 'zod';
import { instagramUsernameSchema } from './connect.ts';
import {
  type ActionEntry,
  dmAction,
  followAction,
  likeAction,
  storyViewAction,
  unfollowAction,
} from './job-actions.ts';
import { pairSchemaOf } from './job-bodies.ts';
import {
  followedByBotSource,
  followersOfSource,
  followingOfSource,
  hashtagSource,
  locationSource,
  ownFollowersSource,
  ownFollowingSource,
  type SourceEntry,
} from './job-sources.ts';

/** A pair by the name of its route, such as `follow-hashtag`. */
const named = <A extends ActionEntry, S extends SourceEntry>(id: string, action: A, source: S) => ({
  schema: pairSchemaOf(action, source).meta({ id }),
  jobOf: <B extends object>(body: B) => ({
    ...body,
    action: action.action as A['action'],
    source: source.source as S['source'],
  }),
});

const whose = z.object({
  username: instagramUsernameSchema.optional().describe("whose; without it the account's own"),
});

/** A source of the account's own people whose body may name another one. */
type Either<Own extends SourceEntry> = Omit<Own, 'params'> & SourceEntry & { readonly params: typeof whose };

/** A pair with the account's own people, or with those of the account that the body names. */
const ownOrOf = <A extends ActionEntry, Own extends SourceEntry, Of extends SourceEntry>(
  id: string,
  action: A,
  own: Own,
  of: Of,
) => ({
  schema: pairSchemaOf<A, Either<Own>>(action, { ...own, params: whose } as unknown as Either<Own>).meta({ id }),
  jobOf: <B extends { readonly username?: string | undefined }>(body: B) => ({
    ...body,
    action: action.action as A['action'],
    source: (body.username === undefined ? own.source : of.source) as Own['source'] | Of['source'],
  }),
});

/** What the routes `bot/actions/*` ask for. */
export const namedJobs = {
  followHashtag: named('FollowHashtag', followAction, hashtagSource),
  followLocation: named('FollowLocation', followAction, locationSource),
  followFollowers: named('FollowFollowers', followAction, followersOfSource),
  likeHashtag: named('LikeHashtag', likeAction, hashtagSource),
  likeLocation: named('LikeLocation', likeAction, locationSource),
  likeFollowers: ownOrOf('LikeFollowers', likeAction, ownFollowersSource, followersOfSource),
  likeFollowing: ownOrOf('LikeFollowing', likeAction, ownFollowingSource, followingOfSource),
  viewFollowersStories: ownOrOf('ViewFollowersStories', storyViewAction, ownFollowersSource, followersOfSource),
  viewFollowingStories: ownOrOf('ViewFollowingStories', storyViewAction, ownFollowingSource, followingOfSource),
  unfollow: named('Unfollow', unfollowAction, followedByBotSource),
  sendDms: named('SendDms', dmAction, ownFollowersSource),
};

export const followHashtagSchema = namedJobs.followHashtag.schema;
export type FollowHashtag = z.infer<typeof followHashtagSchema>;
