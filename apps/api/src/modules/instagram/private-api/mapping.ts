import type { Friendship, InstagramUser, Page } from '../instagram.gateway.ts';
import { UnexpectedShape } from './unexpected-shape.ts';

type Body = Readonly<Record<string, unknown>>;

const object = (value: unknown): Body => (typeof value === 'object' && value !== null ? (value as Body) : {});
const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
/** Names are Instagram's users' own words: without control and direction characters, and no longer than shown. */
const clean = (value: unknown): string =>
  typeof value === 'string'
    ? value.replaceAll(/[\p{Cc}\p{Cs}\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, '').slice(0, 150)
    : '';

const PK = /^\d{1,25}$/;

/** A user of an answer; null where it has no usable id or name. Ids come as numbers or strings and leave as strings. */
export const toUser = (raw: unknown): InstagramUser | null => {
  const user = object(raw);
  const pk = String(user['pk'] ?? '');
  const username = clean(user['username']);
  if (!PK.test(pk) || username === '') return null;
  const picture = typeof user['profile_pic_url'] === 'string' ? user['profile_pic_url'] : '';
  return {
    pk,
    username,
    fullName: clean(user['full_name']),
    isPrivate: user['is_private'] === true,
    isVerified: user['is_verified'] === true,
    pictureUrl: /^https?:\/\//.test(picture) && picture.length <= 2048 ? picture : null,
  };
};

/** @throws UnexpectedShape where the answer does not say how the two stand: that is not a no. */
export const toFriendship = (raw: unknown): Friendship => {
  const status = object(raw);
  if (typeof status['following'] !== 'boolean') throw new UnexpectedShape();
  return { following: status['following'] === true, requested: status['outgoing_request'] === true };
};

/** The owners of the media of one page of a hashtag, each once, in the order of the page; what cannot be read is counted. */
export const ownersOf = (sections: unknown): Omit<Page<InstagramUser>, 'cursor'> => {
  const owners = new Map<string, InstagramUser>();
  let unreadable = 0;
  for (const section of list(sections)) {
    const { layout_type: layout, layout_content: content } = object(section);
    if (layout !== 'media_grid') {
      if (Object.keys(object(content)).length > 0) unreadable += 1;
      continue;
    }
    for (const entry of list(object(content)['medias'])) {
      const owner = toUser(object(object(entry)['media'])['user']);
      if (!owner) unreadable += 1;
      else if (!owners.has(owner.pk)) owners.set(owner.pk, owner);
    }
  }
  return { items: [...owners.values()], unreadable };
};

/** Null where the answer does not say how the two stand: that is not a no. */
export const friendshipIn = (raw: unknown): Friendship | null => {
  const { following, outgoing_request: requested } = object(raw);
  return typeof following === 'boolean' ? { following, requested: requested === true } : null;
};
