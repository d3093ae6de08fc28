import { likeAction, say, unlikeAction } from '@pacekeeper/contracts';
import { type InstagramMedia, mapAnswer } from '../../instagram/index.ts';
import type { Action, Applied } from './action.ts';
import type { Preparation, Prepared } from './preparation.ts';

const applied = (is: boolean): Applied => ({ applied: is, pending: false });

/** Pure: of a person's newest posts those that are not liked yet, at most `most`. */
export const likeable = (media: readonly InstagramMedia[], pk: string, most: number): Prepared => {
  const own = media.filter(({ owner }) => owner.pk === pk);
  const open = own.filter(({ hasLiked }) => hasLiked === false).slice(0, most);
  if (open.length > 0) return { objects: open.map(({ id }) => ({ id, details: null })) };
  return { leaveOut: own.some(({ hasLiked }) => hasLiked === null) ? 'FILTERED_UNKNOWN' : 'NOTHING_TO_LIKE' };
};

const newestPosts: Preparation = {
  wanted: () => true,
  atOnce: 1,
  calls: () => 1,
  read: async (session, [person], options) => {
    const { likes_per_user: most } = likeAction.options.parse({ likes_per_user: options['likes_per_user'] });
    return mapAnswer(
      await session.mediaPage(person?.pk ?? '', null),
      ({ items }) =>
        ({ pk }) =>
          likeable(items, pk, most),
    );
  },
};

export const like: Action = {
  entry: likeAction,
  perform: async (session, { id }) => mapAnswer(await session.like(id), ({ liked }) => applied(liked)),
  readBack: async (session, { id }) =>
    mapAnswer(await session.media(id), ({ hasLiked }) => (hasLiked === null ? null : applied(hasLiked))),
  standing: null,
  preparation: newestPosts,
  spares: [],
  describe: (target) => say('like.done', { target }),
};

/** For undoing alone. */
export const unlike: Action = {
  entry: unlikeAction,
  perform: async (session, { id }) => mapAnswer(await session.unlike(id), ({ liked }) => applied(!liked)),
  readBack: async (session, { id }) =>
    mapAnswer(await session.media(id), ({ hasLiked }) => (hasLiked === null ? null : applied(!hasLiked))),
  standing: null,
  preparation: null,
  spares: [],
  describe: (target) => say('unlike.done', { target }),
};
