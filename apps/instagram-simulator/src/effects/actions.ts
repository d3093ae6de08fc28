/** What an account can do to others. Targets: a user's pk, a medium's pk, a story's pk, or a thread's id. */
export const ACTIONS = [
  'follow',
  'unfollow',
  'like',
  'unlike',
  'comment',
  'story_view',
  'story_reaction',
  'dm',
  'block',
  'unblock',
  'approve',
  'ignore',
  'remove_follower',
  'publish',
] as const;
export type ActionName = (typeof ACTIONS)[number];

/** One effect of an accepted call. */
export interface Deed {
  readonly action: ActionName;
  readonly target: string;
  /** @returns whether the world changed; following an account that is already followed changes nothing. */
  apply(): boolean;
}
