import { type Body, cleanText, flagOf, idOf, listOf, numberOf, objectOf, textOf } from '../foreign.ts';
import type { InstagramPlace, InstagramProfile, InstagramThread } from '../instagram.provider.ts';
import { pkIn, toUser } from './mapping.ts';
import { NoSuchTarget, UnexpectedShape } from './unexpected-shape.ts';

const LONGEST_BIOGRAPHY = 500;
const LONGEST_PLACE = 200;

const countOf = (value: unknown): number | null => {
  const count = numberOf(objectOf(value)['count'] ?? value);
  return count !== null && count >= 0 ? Math.floor(count) : null;
};

/** Lines become words apart. */
const biographyOf = (value: unknown): string | null => {
  const text = textOf(value);
  return text === null ? null : cleanText(text.replaceAll(/\s+/g, ' '), LONGEST_BIOGRAPHY).trim();
};

/** `account_type` 2 is a business; 1 is personal, 3 a creator. */
const businessOf = (user: Body): boolean | null => {
  const flag = flagOf(user['is_business']) ?? flagOf(user['is_business_account']);
  const type = numberOf(user['account_type']);
  return flag ?? (type === null ? null : type === 2);
};

const pictureOf = (user: Body): boolean | null => {
  const anonymous = flagOf(user['has_anonymous_profile_picture']);
  return anonymous === null ? null : !anonymous;
};

/**
 * A person's page. @throws NoSuchTarget where the answer says that there is nobody
 * @throws UnexpectedShape where it has no usable person
 */
export const toProfile = (raw: unknown): InstagramProfile => {
  if (raw === null) throw new NoSuchTarget();
  const person = toUser(raw);
  if (!person) throw new UnexpectedShape();
  const user = objectOf(raw);
  return {
    ...person,
    followers: countOf(user['follower_count'] ?? user['edge_followed_by']),
    following: countOf(user['following_count'] ?? user['edge_follow']),
    posts: countOf(user['media_count'] ?? user['edge_owner_to_timeline_media']),
    biography: biographyOf(user['biography']),
    isBusiness: businessOf(user),
    hasPicture: pictureOf(user),
  };
};

const degreesOf = (value: unknown, most: number): number | null => {
  const degrees = typeof value === 'string' && /^\s*-?\d{1,3}(?:\.\d+)?\s*$/.test(value) ? Number(value) : value;
  return typeof degrees === 'number' && Math.abs(degrees) <= most ? degrees : null;
};

const placeIn = (raw: unknown): InstagramPlace | null => {
  const entry = objectOf(raw);
  const place = objectOf(entry['location'] ?? objectOf(entry['place'])['location'] ?? entry);
  const pk = pkIn(place);
  const name = cleanText(place['name'] ?? entry['title'], LONGEST_PLACE).trim();
  if (pk === null || name === '') return null;
  const parts = [place['address'], place['city']].map((part) => cleanText(part, LONGEST_PLACE).trim());
  const address = parts.filter((part) => part !== '').join(', ') || cleanText(entry['subtitle'], LONGEST_PLACE).trim();
  return {
    pk,
    name,
    address: address === '' ? null : address,
    lat: degreesOf(place['lat'], 90),
    lng: degreesOf(place['lng'], 180),
  };
};

/**
 * The places of an answer, each once; what cannot be read is left out. @throws UnexpectedShape where there is no list, or
 * nothing of it can be read
 */
export const toPlaces = (body: Body): readonly InstagramPlace[] => {
  const held = body['items'] ?? body['venues'] ?? body['list'];
  if (typeof held !== 'object' || held === null) throw new UnexpectedShape();
  const entries = listOf(held);
  const places = new Map(
    entries
      .map(placeIn)
      .filter((place) => place !== null)
      .map((place) => [place.pk, place] as const),
  );
  if (entries.length > 0 && places.size === 0) throw new UnexpectedShape();
  return [...places.values()];
};

/** Whether the conversation, or this person's part in it, still waits for consent. */
const awaits = (thread: Body, pk: string): boolean =>
  listOf(thread['pending_user_ids']).some((id) => idOf(id) === pk) ||
  ['pending', 'is_pending'].some((key) => flagOf(thread[key]) === true);

/** @throws UnexpectedShape where the answer has no place for a conversation */
export const toThread = (body: Body, pk: string): InstagramThread => {
  if (!('thread' in body)) throw new UnexpectedShape();
  const thread = objectOf(body['thread']);
  const exists = textOf(thread['thread_id']) !== null || textOf(thread['thread_v2_id']) !== null;
  return { exists, pending: exists && awaits(thread, pk) };
};
