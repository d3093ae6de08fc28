import { type Body, flagOf, listOf, numberOf, objectOf } from '../foreign.ts';
import type { InstagramMedia, InstagramStory, InstagramUser } from '../instagram.provider.ts';
import { pkIn, toUser } from './mapping.ts';
import { UnexpectedShape } from './unexpected-shape.ts';

const CODE = /^[\w-]{1,64}$/;
/** The year 2286; larger numbers count milliseconds or microseconds. */
const LAST_SECOND = 9_999_999_999;

/** Seconds, milliseconds or microseconds since 1970, as a date; null for everything else. */
export const dateOf = (value: unknown): Date | null => {
  let seconds = numberOf(value);
  if (seconds === null || seconds <= 0) return null;
  for (let step = 0; seconds > LAST_SECOND && step < 2; step += 1) seconds /= 1_000;
  return seconds > LAST_SECOND ? null : new Date(Math.floor(seconds) * 1_000);
};

const codeOf = (value: unknown): string | null => (typeof value === 'string' && CODE.test(value) ? value : null);

export const ownerIn = (media: Body): InstagramUser | null => toUser(media['user'] ?? media['owner']);

/** A medium of an answer; null where it has no usable id or owner. */
export const toMedia = (raw: unknown): InstagramMedia | null => {
  const media = objectOf(raw);
  const pk = pkIn(media);
  const owner = ownerIn(media);
  if (pk === null || !owner) return null;
  return {
    id: `${pk}_${owner.pk}`,
    code: codeOf(media['code']) ?? codeOf(media['shortcode']),
    owner,
    hasLiked: flagOf(media['has_liked']),
    takenAt: dateOf(media['taken_at']),
  };
};

/** `seenUntil`: when the newest item that was seen was published, seconds; null where the answer does not tell. */
const toStory = (raw: unknown, owner: InstagramUser | null, seenUntil: number | null): InstagramStory | null => {
  const item = objectOf(raw);
  const pk = pkIn(item);
  const from = owner ?? ownerIn(item);
  const takenAt = dateOf(item['taken_at']);
  if (pk === null || !from || !takenAt) return null;
  const seen = flagOf(item['seen']) ?? (seenUntil === null ? null : takenAt.getTime() <= seenUntil * 1_000);
  return { id: `${pk}_${from.pk}`, owner: from, takenAt, seen };
};

const reelsIn = (body: Body): readonly Body[] => {
  const held = body['reels'] ?? body['reels_media'];
  if (typeof held !== 'object' || held === null) throw new UnexpectedShape();
  return listOf(held).map(objectOf);
};

/**
 * The stories of the people who were asked for, the oldest first. Who has no story is not in it; who has one that cannot
 * be read has an empty list. @throws UnexpectedShape if there is no place for stories at all
 */
export const toStories = (body: Body, asked: readonly string[]): ReadonlyMap<string, readonly InstagramStory[]> => {
  const wanted = new Set(asked);
  const found = new Map<string, readonly InstagramStory[]>();
  for (const reel of reelsIn(body)) {
    const owner = ownerIn(reel);
    const pk = owner?.pk ?? pkIn(reel);
    const items = listOf(reel['items']);
    if (pk === null || !wanted.has(pk) || items.length === 0) continue;
    const seenUntil = numberOf(reel['seen']);
    const read = items.map((item) => toStory(item, owner, seenUntil)).filter((story) => story !== null);
    found.set(
      pk,
      read.sort((a, b) => a.takenAt.getTime() - b.takenAt.getTime()),
    );
  }
  return found;
};

/** `liked` of an answer to a like or unlike; `otherwise` where it says nothing of it. */
export const likedIn = (body: Body, otherwise: boolean): boolean =>
  flagOf(body['has_liked']) ?? flagOf(objectOf(body['media'])['has_liked']) ?? otherwise;
