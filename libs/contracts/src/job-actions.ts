import { z } from 'zod';
import { type Action, ACTION_LABELS } from './actions.ts';
import type { Source, TargetKind } from './job-sources.ts';

/** An action as a request and a screen know it. A new one is an entry here and a file in the API's `bot/actions`. */
export interface ActionEntry<Shape extends z.ZodRawShape = z.ZodRawShape> {
  readonly action: string;
  readonly on: TargetKind;
  /** The daily limit and the hourly cap that each one counts against. */
  readonly spends: Action;
  /** What a job says of it, beside what every job says; `likes_per_user` for likes. */
  readonly options: z.ZodObject<Shape>;
  readonly label: { readonly one: string; readonly many: string };
  /** The action that takes it back; null: nothing does. */
  readonly undoneBy: string | null;
}

export const followAction = {
  action: 'follow',
  on: 'user',
  spends: 'follow',
  options: z.object({}),
  label: ACTION_LABELS.follow,
  undoneBy: 'unfollow',
} as const satisfies ActionEntry;

export const ACTION_ENTRIES = [followAction] as const;

const OF_PEOPLE = ['followers_of', 'following_of', 'own_followers', 'own_following', 'list'] as const;

/** Which action goes with which source. A pair is offered once both have their entry. */
export const PAIRS: Readonly<Record<Action, readonly Source[]>> = {
  follow: ['hashtag', 'location', 'followers_of', 'following_of', 'likers_of', 'commenters_of', 'list'],
  unfollow: ['followed_by_bot', 'own_following', 'list'],
  like: ['hashtag', 'location', ...OF_PEOPLE, 'likers_of', 'commenters_of'],
  story_view: OF_PEOPLE,
  story_reaction: OF_PEOPLE,
  dm: ['own_followers'],
};

/** The quota that a job's action spends; null for one that is not known. */
export const quotaOf = (action: unknown): Action | null =>
  ACTION_ENTRIES.find((entry) => entry.action === action)?.spends ?? null;
