import { type Body, cleanText, flagOf, idOf, listOf, objectOf } from '../foreign.ts';
import type { Friendship, Friendships, InstagramUser } from '../instagram.provider.ts';
import { UnexpectedShape } from './unexpected-shape.ts';

const LONGEST_NAME = 150;
/** Where an answer may have the id of a user or medium; the first that can be read counts. */
const IDS = ['pk', 'pk_id', 'id', 'strong_id__'] as const;

export const pkIn = (body: Body): string | null =>
  IDS.reduce<string | null>((found, key) => found ?? idOf(body[key]), null);

/** A user of an answer; null where it has no usable id or name. Ids come as numbers or strings and leave as strings. */
export const toUser = (raw: unknown): InstagramUser | null => {
  const user = objectOf(raw);
  const pk = pkIn(user);
  const username = cleanText(user['username'], LONGEST_NAME);
  if (pk === null || username === '') return null;
  const picture = typeof user['profile_pic_url'] === 'string' ? user['profile_pic_url'] : '';
  return {
    pk,
    username,
    fullName: cleanText(user['full_name'], LONGEST_NAME),
    isPrivate: flagOf(user['is_private']) === true,
    isVerified: flagOf(user['is_verified']) === true,
    pictureUrl: /^https?:\/\//.test(picture) && picture.length <= 2048 ? picture : null,
  };
};

/** What could be read of a list, in its order, and how many of its entries could not. */
export interface ListRead<T> {
  readonly items: T[];
  readonly unreadable: number;
}

/** People of a list, each once. `userIn` gives the user of an entry; it may be wrapped. */
export const toUsers = (
  raw: unknown,
  userIn: (entry: Body) => unknown = (entry) => entry['user'] ?? entry['node'] ?? entry,
): ListRead<InstagramUser> => {
  if (typeof raw !== 'object' || raw === null) throw new UnexpectedShape();
  const found = new Map<string, InstagramUser>();
  let unreadable = 0;
  for (const entry of listOf(raw)) {
    const user = toUser(userIn(objectOf(entry)));
    if (!user) unreadable += 1;
    else if (!found.has(user.pk)) found.set(user.pk, user);
  }
  return { items: [...found.values()], unreadable };
};

const friendshipIn = (raw: unknown): Friendship | null => {
  const status = objectOf(raw);
  const following = flagOf(status['following']);
  if (following === null) return null;
  return {
    following,
    requested: flagOf(status['outgoing_request']) === true,
    followedBy: flagOf(status['followed_by']),
  };
};

/** @throws UnexpectedShape if the answer does not tell the relationship: that is not a no. */
export const toFriendship = (raw: unknown): Friendship => {
  const friendship = friendshipIn(raw);
  if (!friendship) throw new UnexpectedShape();
  return friendship;
};

/**
 * The account's relationship to each requested user, as far as the answer tells it; missing or broken entries are left
 * out and counted. @throws UnexpectedShape if there is no list at all
 */
export const toFriendships = (raw: unknown, asked: readonly string[]): Friendships => {
  if (typeof raw !== 'object' || raw === null) throw new UnexpectedShape();
  const entries: readonly (readonly [unknown, unknown])[] = Array.isArray(raw)
    ? raw.map((one) => [objectOf(one)['pk'] ?? objectOf(one)['user_id'] ?? objectOf(one)['id'], one] as const)
    : Object.entries(raw);
  const said = new Map<string, Friendship>();
  for (const [key, status] of entries) {
    const pk = idOf(key);
    const friendship = friendshipIn(status);
    if (pk !== null && friendship) said.set(pk, friendship);
  }
  const known = new Map<string, Friendship>();
  for (const pk of asked) {
    const friendship = said.get(pk);
    if (friendship) known.set(pk, friendship);
  }
  return { known, unreadable: new Set(asked).size - known.size };
};
