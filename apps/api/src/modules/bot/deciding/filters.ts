import type { ErrorSymbol, Filters } from '@pacekeeper/contracts';
import { isOneOf } from './bio-language.ts';
import { mentions } from './bio-words.ts';

/** A person's page, and the language of its biography; what was not told is null. */
export interface ProfileFacts {
  readonly isPrivate: boolean;
  readonly isVerified: boolean;
  readonly followers: number | null;
  readonly following: number | null;
  readonly posts: number | null;
  readonly biography: string | null;
  readonly isBusiness: boolean | null;
  readonly hasPicture: boolean | null;
  readonly language: string | null;
}

/** What is known of a target without a call for it alone, and as much of the rest as was read. */
export interface TargetFacts {
  readonly isPrivate: boolean;
  readonly isVerified: boolean;
  readonly isOwnAccount: boolean;
  readonly optedOut: boolean;
  readonly onBlockList: boolean;
  /** On the allow list, where it counts: for an unfollow that is no undo. */
  readonly onAllowList: boolean;
  /** Whether it is as the action would make it, or the action was tried before; null: Instagram did not tell. */
  readonly alreadyDone: boolean | null;
  /** When something was last done to the target, by whichever accounts are looked at; null: never. */
  readonly touchedAt: Date | null;
  /** Null: not read yet. */
  readonly profile: ProfileFacts | null;
  /** The newest post; `none`: there is no post; `unknown`: it was read and not told. Null: not read yet. */
  readonly lastPost: Date | 'none' | 'unknown' | null;
}

export type Verdict =
  | { readonly kind: 'pass' }
  | { readonly kind: 'skip'; readonly symbol: ErrorSymbol }
  | { readonly kind: 'needs'; readonly what: 'profile' | 'last_post' };

const DAY_MS = 86_400_000;
const PASS: Verdict = { kind: 'pass' };
const skip = (symbol: ErrorSymbol): Verdict => ({ kind: 'skip', symbol });
const UNKNOWN = skip('FILTERED_UNKNOWN');

type Check = Verdict | null;
const has = (list: readonly unknown[] | undefined): boolean => list !== undefined && list.length > 0;

/** Whether a job's filters need each person's page. It costs a read. */
export const needsProfile = (filters: Filters): boolean =>
  filters.skip_business === true ||
  filters.require_picture === true ||
  has(filters.bio_excludes) ||
  has(filters.bio_requires) ||
  has(filters.language) ||
  [
    filters.followers_min,
    filters.followers_max,
    filters.following_min,
    filters.following_max,
    filters.ratio_min,
    filters.ratio_max,
    filters.posts_min,
  ].some((bound) => bound !== undefined);

/** Whether they need the newest post. It costs another read. */
export const needsLastPost = (filters: Filters): boolean => filters.last_post_within_days !== undefined;

const isYounger = (at: Date, days: number, now: Date): boolean => now.getTime() - at.getTime() < days * DAY_MS;

/** Whose target it is not, whatever the filters say. */
const listed = (target: TargetFacts): Check => {
  if (target.isOwnAccount) return skip('OWN_ACCOUNT');
  if (target.optedOut) return skip('OPTED_OUT');
  if (target.onBlockList) return skip('ON_BLOCK_LIST');
  if (target.onAllowList) return skip('ON_ALLOW_LIST');
  if (target.alreadyDone === null) return UNKNOWN;
  return target.alreadyDone ? skip('ALREADY_DONE') : null;
};

/** What the page of the source shows, and what Pacekeeper remembers. A page that was read since says it better. */
const cheap = (target: TargetFacts, filters: Filters, now: Date): Check => {
  const { isPrivate, isVerified } = target.profile ?? target;
  const touched = filters.not_touched_within_days;
  if (filters.skip_private && isPrivate) return skip('FILTERED_PRIVATE');
  if (filters.skip_verified && isVerified) return skip('FILTERED_VERIFIED');
  if (touched !== undefined && target.touchedAt && isYounger(target.touchedAt, touched, now)) {
    return skip('FILTERED_TOUCHED');
  }
  return null;
};

/** A number between two bounds, where either is given. */
const between = (
  value: number | null,
  [min, max]: readonly [number | undefined, number | undefined],
  symbol: ErrorSymbol,
): Check => {
  if (min === undefined && max === undefined) return null;
  if (value === null) return UNKNOWN;
  return value < (min ?? value) || value > (max ?? value) ? skip(symbol) : null;
};

/** Followers divided by following; with nobody followed it has no end, and of nobody at all nothing can be said. */
const ratioOf = ({ followers, following }: ProfileFacts): number | null => {
  if (followers === null || following === null) return null;
  if (following > 0) return followers / following;
  return followers > 0 ? Number.POSITIVE_INFINITY : null;
};

const biography = (text: string | null, { bio_excludes, bio_requires }: Filters): Check => {
  if (!has(bio_excludes) && !has(bio_requires)) return null;
  if (text === null) return UNKNOWN;
  const mentioned = (words: string): boolean => mentions(text, words);
  if (bio_excludes?.some(mentioned)) return skip('FILTERED_BIO');
  return has(bio_requires) && !bio_requires?.some(mentioned) ? skip('FILTERED_BIO') : null;
};

const flag = (wanted: boolean | undefined, bad: boolean | null, symbol: ErrorSymbol): Check => {
  if (!wanted) return null;
  if (bad === null) return UNKNOWN;
  return bad ? skip(symbol) : null;
};

const language = (spoken: string | null, { language: wanted }: Filters): Check => {
  if (!wanted || wanted.length === 0) return null;
  if (spoken === null) return UNKNOWN;
  return isOneOf(spoken, wanted) ? null : skip('FILTERED_LANGUAGE');
};

const ofProfile = (profile: ProfileFacts, filters: Filters): Check => {
  const lacksPicture = profile.hasPicture === null ? null : !profile.hasPicture;
  return (
    flag(filters.skip_business, profile.isBusiness, 'FILTERED_BUSINESS') ??
    flag(filters.require_picture, lacksPicture, 'FILTERED_NO_PICTURE') ??
    between(profile.followers, [filters.followers_min, filters.followers_max], 'FILTERED_FOLLOWERS') ??
    between(profile.following, [filters.following_min, filters.following_max], 'FILTERED_FOLLOWING') ??
    between(ratioOf(profile), [filters.ratio_min, filters.ratio_max], 'FILTERED_RATIO') ??
    between(profile.posts, [filters.posts_min, undefined], 'FILTERED_POSTS') ??
    biography(profile.biography, filters) ??
    language(profile.language, filters)
  );
};

const ofLastPost = ({ profile, lastPost }: TargetFacts, filters: Filters, now: Date): Check => {
  const days = filters.last_post_within_days;
  if (days === undefined) return null;
  if (profile?.posts === 0 || lastPost === 'none') return skip('FILTERED_LAST_POST');
  if (lastPost === null) return { kind: 'needs', what: 'last_post' };
  if (lastPost === 'unknown') return UNKNOWN;
  return isYounger(lastPost, days, now) ? null : skip('FILTERED_LAST_POST');
};

/**
 * What the filters of a job say of a target: the cheap questions first, so that nothing is read of a person whom something
 * that is known already leaves out. The answer to `needs` is to read it, and to ask again.
 */
export const judge = (target: TargetFacts, filters: Filters, now: Date): Verdict => {
  const known = listed(target) ?? cheap(target, filters, now);
  if (known) return known;
  if (needsProfile(filters)) {
    if (!target.profile) return { kind: 'needs', what: 'profile' };
    const left = ofProfile(target.profile, filters);
    if (left) return left;
  }
  return ofLastPost(target, filters, now) ?? PASS;
};
