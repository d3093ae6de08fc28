/** The kinds of side effect, as the words of the product name them. */
export const ACTIONS = ['follow', 'unfollow', 'like', 'story_view', 'story_reaction', 'dm'] as const;
export type Action = (typeof ACTIONS)[number];

/** The field of `PUT limits` that sets the daily limit of an action. */
export const LIMIT_FIELDS = {
  follow: 'follows_limit',
  unfollow: 'unfollows_limit',
  like: 'likes_limit',
  dm: 'dms_limit',
  story_view: 'story_views_limit',
  story_reaction: 'story_reactions_limit',
} as const satisfies Record<Action, string>;
export type LimitField = (typeof LIMIT_FIELDS)[Action];

/** Daily limits of a new installation, actions per user and day. */
export const DEFAULT_LIMITS: Readonly<Record<Action, number>> = {
  follow: 50,
  unfollow: 50,
  like: 200,
  dm: 10,
  story_view: 500,
  story_reaction: 25,
};

/** Actions that an account may do in an hour, whatever is left of its day. */
export const HOURLY_CAPS: Readonly<Record<Action, number>> = {
  follow: 10,
  unfollow: 10,
  like: 30,
  story_view: 60,
  story_reaction: 10,
  dm: 5,
};

/** What people read on screens and in messages. */
export const ACTION_LABELS: Readonly<Record<Action, { one: string; many: string }>> = {
  follow: { one: 'follow', many: 'follows' },
  unfollow: { one: 'unfollow', many: 'unfollows' },
  like: { one: 'like', many: 'likes' },
  story_view: { one: 'story view', many: 'story views' },
  story_reaction: { one: 'story reaction', many: 'story reactions' },
  dm: { one: 'message', many: 'messages' },
};
