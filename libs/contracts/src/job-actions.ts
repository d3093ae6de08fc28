import { z } from 'zod';
import { type Action, ACTION_LABELS } from './actions.ts';
import type { Source, TargetKind } from './job-sources.ts';
import { templateTextSchema } from './templates.ts';

/** An action as a request and a screen know it. A new one is an entry here and a file in the API's `bot/actions`. */
export interface ActionEntry<Shape extends z.ZodRawShape = z.ZodRawShape> {
  readonly action: string;
  readonly on: TargetKind;
  /** The daily limit and the hourly cap that each one counts against. */
  readonly spends: Action;
  /** What a job says of it, beside what every job says; `likes_per_user` for likes. */
  readonly options: z.ZodObject<Shape>;
  /** The same as an answer shows it: rows keep what was once accepted. */
  readonly shown?: z.ZodRawShape;
  /** What a job says on top where it goes with this source. */
  readonly withSource?: Readonly<Record<string, z.ZodObject>>;
  /** What is wrong with the options together; null: nothing. */
  check?(body: Readonly<Record<string, unknown>>): string | null;
  readonly label: { readonly one: string; readonly many: string };
  /** The action that takes it back; null: nothing does. */
  readonly undoneBy: string | null;
  /** True where a target whose earlier action was undone may have it again. */
  readonly repeatable?: boolean;
}

export const followAction = {
  action: 'follow',
  on: 'user',
  spends: 'follow',
  options: z.object({}),
  label: ACTION_LABELS.follow,
  undoneBy: 'unfollow',
} as const satisfies ActionEntry;

export const unfollowAction = {
  action: 'unfollow',
  on: 'user',
  spends: 'unfollow',
  options: z.object({
    older_than_days: z
      .int()
      .min(0)
      .max(365)
      .default(7)
      .describe('for the source followed_by_bot: only whom the bot followed at least that many days ago, 0 to 365'),
    only_non_followers: z.boolean().default(false).describe('leave out people who follow back'),
  }),
  shown: { older_than_days: z.int().optional(), only_non_followers: z.boolean().optional() },
  withSource: {
    own_following: z.object({
      confirm_count: z
        .int()
        .min(0)
        .optional()
        .describe('how many accounts you follow; without it the refusal tells the number'),
    }),
  },
  label: ACTION_LABELS.unfollow,
  undoneBy: 'follow',
  repeatable: true,
} as const satisfies ActionEntry;

export const likeAction = {
  action: 'like',
  on: 'media',
  spends: 'like',
  options: z.object({
    likes_per_user: z
      .int()
      .min(1)
      .max(5)
      .default(2)
      .describe("of a person's newest posts, 1 to 5; of hashtags and locations each post is one like"),
  }),
  shown: { likes_per_user: z.int().optional() },
  label: ACTION_LABELS.like,
  undoneBy: 'unlike',
} as const satisfies ActionEntry;

/** Takes a like back. No job may ask for it: only undoing does. */
export const unlikeAction = {
  action: 'unlike',
  on: 'media',
  spends: 'like',
  options: z.object({}),
  label: { one: 'removed like', many: 'removed likes' },
  undoneBy: 'like',
  repeatable: true,
} as const satisfies ActionEntry;

export const storyViewAction = {
  action: 'story_view',
  on: 'media',
  spends: 'story_view',
  options: z.object({}),
  label: ACTION_LABELS.story_view,
  undoneBy: null,
} as const satisfies ActionEntry;

export const storyReactionAction = {
  action: 'story_reaction',
  on: 'media',
  spends: 'story_reaction',
  options: z.object({
    reaction_chance: z
      .number()
      .gt(0)
      .max(1)
      .default(0.05)
      .describe('the share of people with a story who get one, above 0 to 1'),
  }),
  shown: { reaction_chance: z.number().optional() },
  label: ACTION_LABELS.story_reaction,
  undoneBy: null,
} as const satisfies ActionEntry;

export const dmAction = {
  action: 'dm',
  on: 'user',
  spends: 'dm',
  options: z.object({
    template_id: z.uuid().optional().describe('a text that you saved'),
    template: templateTextSchema.optional(),
  }),
  shown: { template_id: z.string().optional(), template: z.string().optional() },
  check: ({ template, template_id: id }) =>
    (template === undefined) === (id === undefined) ? 'needs template or template_id, and not both' : null,
  label: ACTION_LABELS.dm,
  undoneBy: null,
} as const satisfies ActionEntry;

/** What jobs can be asked for. */
export const ACTION_ENTRIES = [
  followAction,
  unfollowAction,
  likeAction,
  storyViewAction,
  storyReactionAction,
  dmAction,
] as const;

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
