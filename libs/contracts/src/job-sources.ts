import { z } from 'zod';
import { hashtagSchema } from './hashtag.ts';

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
  readonly label: string;
  /** What it is about, for the words of its kind: the hashtag, a name; undefined where the kind says it all. */
  about(params: z.infer<z.ZodObject<Shape>>): string | undefined;
}

export const hashtagSource = {
  source: 'hashtag',
  yields: 'user',
  params: z.object({ hashtag: hashtagSchema }),
  shown: { hashtag: z.string().optional().describe('for the source hashtag') },
  label: 'a hashtag',
  about: ({ hashtag }: { hashtag: string }) => hashtag,
} as const satisfies SourceEntry;

export const SOURCE_ENTRIES = [hashtagSource] as const;

/** Where targets come from, as the words of the product name it. */
export const SOURCES = [
  'hashtag',
  'location',
  'followers_of',
  'following_of',
  'own_followers',
  'own_following',
  'likers_of',
  'commenters_of',
  'followed_by_bot',
  'list',
] as const;
export type Source = (typeof SOURCES)[number];
