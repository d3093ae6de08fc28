import { type Body, cleanText, flagOf, idOf, listOf, objectOf } from '../foreign.ts';
import type { Friendship, Friendships, InstagramUser, Page } from '../instagram.provider.ts';
import { UnexpectedShape } from './unexpected-shape.ts';

const LONGEST_NAME = 150;
/** Where an answer may have the id of a user; the first that can be read counts. */
const IDS = ['pk', 'pk_id', 'id', 'strong_id__'] as const;

/** A user of an answer; null where it has no usable id or name. Ids come as numbers or strings and leave as strings. */
export const toUser = (raw: unknown): InstagramUser | null => {
  const user = objectOf(raw);
  const pk = IDS.reduce<string | null>((found, key) => found ?? idOf(user[key]), null);
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

const friendshipIn = (raw: unknown): Friendship | null => {
  const status = objectOf(raw);
  const following = flagOf(status['following']);
  return following === null ? null : { following, requested: flagOf(status['outgoing_request']) === true };
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

const DEEPEST = 10;
const MOST_STEPS = 20_000;

/** Keys of a medium that hold other people: tagged, commenting, sponsoring. What is below a medium is never searched. */
const MARKS = ['media_type', 'taken_at', 'code', 'image_versions2', 'carousel_media', 'video_versions', 'caption'];
/** Lists whose every entry should lead to a medium. */
const LISTS: ReadonlySet<string> = new Set(['medias', 'items', 'fill_items', 'ranked_items', 'media_items', 'clips']);

const ownerOf = (media: Body): InstagramUser | null => toUser(media['user'] ?? media['owner']);
const hasOwner = (value: Body): boolean => ('user' in value || 'owner' in value) && MARKS.some((mark) => mark in value);

/** Whether anything at all is below; frames without filling are nothing. */
const isFilled = (value: unknown, depth: number): boolean => {
  if (typeof value !== 'object' || value === null) return value !== null && value !== undefined;
  return depth === 0 || Object.values(value).some((one) => isFilled(one, depth - 1));
};

/** More than frames, and more than the words of a heading. */
const isContent = (value: unknown): boolean =>
  typeof value === 'object' &&
  value !== null &&
  Object.values(value).some((one) => typeof one === 'object' && isFilled(one, DEEPEST));

/** Finds media by their contents, in any layout. */
class MediaSearch {
  readonly owners = new Map<string, InstagramUser>();
  unreadable = 0;
  /** Everything that was a medium, read or not. */
  private found = 0;
  private steps = 0;

  /** One section of a page; content in which nothing is found counts as one that cannot be read. */
  section(raw: unknown): void {
    const before = this.found;
    const section = objectOf(raw);
    const content = 'layout_content' in section ? section['layout_content'] : raw;
    this.search(raw, DEEPEST);
    if (this.found === before && isContent(content)) this.count(null);
  }

  private search(value: unknown, depth: number): void {
    this.steps += 1;
    if (depth === 0 || this.steps > MOST_STEPS || typeof value !== 'object' || value === null) return;
    if (Array.isArray(value)) {
      for (const one of value) this.search(one, depth - 1);
      return;
    }
    const body = value as Body;
    if (hasOwner(body)) return this.count(ownerOf(body));
    for (const key of Object.keys(body)) {
      const one = body[key];
      if (key === 'media' || key === 'media_or_ad') this.medium(one);
      else if (LISTS.has(key) && Array.isArray(one)) this.list(one, depth - 1);
      else this.search(one, depth - 1);
    }
  }

  private list(entries: readonly unknown[], depth: number): void {
    for (const entry of entries) {
      const before = this.found;
      this.search(entry, depth);
      if (this.found === before) this.count(null);
    }
  }

  private medium(raw: unknown): void {
    this.count(ownerOf(objectOf(raw)));
  }

  private count(owner: InstagramUser | null): void {
    this.found += 1;
    if (!owner) this.unreadable += 1;
    else if (!this.owners.has(owner.pk)) this.owners.set(owner.pk, owner);
  }
}

/** What a page of a hashtag or a place may keep its media in. */
const CONTAINERS = ['sections', 'items', 'ranked_items', 'medias', 'media_grid', 'data'] as const;

/**
 * The owners of the media of one page, each once, in the order of the page, and how much of its content could not be read.
 * @throws UnexpectedShape where the page has no place for media at all
 */
export const ownersOf = (body: Body): { items: InstagramUser[]; unreadable: number } => {
  const search = new MediaSearch();
  const containers = CONTAINERS.filter((key) => typeof body[key] === 'object' && body[key] !== null);
  if (containers.length === 0) throw new UnexpectedShape();
  for (const key of containers) for (const section of listOf(body[key])) search.section(section);
  return { items: [...search.owners.values()], unreadable: search.unreadable };
};

export const toPage = <T>(
  read: { items: readonly T[]; unreadable: number },
  more: boolean,
  cursor: string,
): Page<T> => ({
  ...read,
  cursor: more ? cursor : null,
});
