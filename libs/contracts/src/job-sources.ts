import { z } from 'zod';
import { instagramUsernameSchema } from './connect.ts';
import { hashtagSchema } from './hashtag.ts';
import { mediaSchema } from './media.ts';

/** What an action is done to: a person, or something that a person published. */
export type TargetKind = 'user' | 'media';

/** A source as a request and a screen know it. A new one is an entry here and a file in the API's `bot/sources`. */
export interface SourceEntry<K extends TargetKind = TargetKind, Shape extends z.ZodRawShape = z.ZodRawShape> {
  readonly source: string;
  readonly yields: K;
  /** What a job says of it, beside what every job says. */
  readonly params: z.ZodObject<Shape>;
  /** The same as an answer shows it: rows keep what was once accepted. */
  readonly shown: z.ZodRawShape;
  /** The parameters as an answer shows them, where that is not as they are. */
  show?(params: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>>;
  readonly label: string;
  /** What it is about, for the words of its kind: the hashtag, a name; undefined where the kind says it all. */
  about(params: z.infer<z.ZodObject<Shape>>): string | undefined;
}

/** The largest list of names of one job. */
export const LIST_MAX = 1_000;

const nothing = { params: z.object({}), shown: {}, about: () => undefined } as const;

const ofAPerson = {
  params: z.object({ username: instagramUsernameSchema }),
  shown: { username: z.string().optional().describe('for the sources followers_of and following_of') },
  about: ({ username }: { username: string }) => username,
} as const;

const ofAPost = {
  params: z.object({ media: mediaSchema }),
  shown: { media: z.string().optional().describe('shortcode, for the sources likers_of and commenters_of') },
  about: ({ media }: { media: string }) => media,
} as const;

export const hashtagSource = {
  source: 'hashtag',
  yields: 'media',
  params: z.object({ hashtag: hashtagSchema }),
  shown: { hashtag: z.string().optional().describe('for the source hashtag') },
  label: 'a hashtag',
  about: ({ hashtag }: { hashtag: string }) => hashtag,
} as const satisfies SourceEntry;

export const locationSource = {
  source: 'location',
  yields: 'media',
  params: z.object({
    location_pk: z
      .string()
      .regex(/^\d{1,20}$/, 'must be the number of a place')
      .describe('number of a place at Instagram'),
  }),
  shown: { location_pk: z.string().optional().describe('for the source location') },
  label: 'a location',
  about: ({ location_pk: pk }: { location_pk: string }) => pk,
} as const satisfies SourceEntry;

export const followersOfSource = {
  source: 'followers_of',
  yields: 'user',
  label: "an account's followers",
  ...ofAPerson,
} as const satisfies SourceEntry;

export const followingOfSource = {
  source: 'following_of',
  yields: 'user',
  label: 'accounts that an account follows',
  ...ofAPerson,
} as const satisfies SourceEntry;

export const ownFollowersSource = {
  source: 'own_followers',
  yields: 'user',
  label: 'your followers',
  ...nothing,
} as const satisfies SourceEntry;

export const ownFollowingSource = {
  source: 'own_following',
  yields: 'user',
  label: 'accounts that you follow',
  ...nothing,
} as const satisfies SourceEntry;

export const likersOfSource = {
  source: 'likers_of',
  yields: 'user',
  label: 'people who liked a post',
  ...ofAPost,
} as const satisfies SourceEntry;

export const commentersOfSource = {
  source: 'commenters_of',
  yields: 'user',
  label: 'people who commented on a post',
  ...ofAPost,
} as const satisfies SourceEntry;

export const followedByBotSource = {
  source: 'followed_by_bot',
  yields: 'user',
  label: 'accounts that the bot followed',
  ...nothing,
} as const satisfies SourceEntry;

export const listSource = {
  source: 'list',
  yields: 'user',
  params: z.object({
    usernames: z
      .array(instagramUsernameSchema)
      .min(1, 'must name at least one account')
      .max(LIST_MAX, `may have at most ${LIST_MAX} names`)
      .transform((names) => [...new Set(names)])
      .describe(`1 to ${LIST_MAX} Instagram names; each counts once`),
  }),
  shown: { usernames_count: z.int().optional().describe('for the source list: how many names it has') },
  show: ({ usernames, ...params }) => ({ ...params, usernames_count: Array.isArray(usernames) ? usernames.length : 0 }),
  label: 'a list of names',
  about: () => undefined,
} as const satisfies SourceEntry;

/** What an earlier job did, to take it back. No job may ask for it: only undoing does. */
export const jobSource = {
  source: 'job',
  yields: 'user',
  params: z.object({ job_id: z.uuid() }),
  shown: {},
  label: 'what a job did',
  about: () => undefined,
} as const satisfies SourceEntry;

export const SOURCE_ENTRIES = [
  hashtagSource,
  locationSource,
  followersOfSource,
  followingOfSource,
  ownFollowersSource,
  ownFollowingSource,
  likersOfSource,
  commentersOfSource,
  followedByBotSource,
  listSource,
] as const;

/** Where targets come from, as the words of the product name it. */
export const SOURCES = SOURCE_ENTRIES.map(({ source }) => source) as [Source, ...Source[]];
export type Source = (typeof SOURCE_ENTRIES)[number]['source'];
