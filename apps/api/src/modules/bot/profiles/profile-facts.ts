import type { InstagramProfile } from '../../instagram/index.ts';
import type { LanguageOf } from '../deciding/bio-language.ts';
import type { ProfileFacts } from '../deciding/filters.ts';

/** What is kept of a profile. */
export type KnownProfile = Omit<InstagramProfile, 'pictureUrl'>;

/**
 * A profile as filters judge it. `languageOf` is null where no filter asks for a language: then it is not told, and the
 * detector's tables are not loaded.
 */
export const profileFactsOf = (profile: KnownProfile, languageOf: LanguageOf | null): ProfileFacts => ({
  isPrivate: profile.isPrivate,
  isVerified: profile.isVerified,
  followers: profile.followers,
  following: profile.following,
  posts: profile.posts,
  biography: profile.biography,
  isBusiness: profile.isBusiness,
  hasPicture: profile.hasPicture,
  language: profile.biography === null ? null : (languageOf?.(profile.biography) ?? null),
});
