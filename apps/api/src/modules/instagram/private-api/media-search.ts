import { type Body, listOf, objectOf } from '../foreign.ts';
import type { InstagramMedia } from '../instagram.provider.ts';
import type { ListRead } from './mapping.ts';
import { toMedia } from './media-mapping.ts';
import { UnexpectedShape } from './unexpected-shape.ts';

const DEEPEST = 10;
const MOST_STEPS = 20_000;

/** Keys of a medium that hold other people: tagged, commenting, sponsoring. What is below a medium is never searched. */
const MARKS = ['media_type', 'taken_at', 'code', 'image_versions2', 'carousel_media', 'video_versions', 'caption'];
/** Lists whose every entry should lead to a medium. */
const LISTS: ReadonlySet<string> = new Set(['medias', 'items', 'fill_items', 'ranked_items', 'media_items', 'clips']);

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
  readonly media = new Map<string, InstagramMedia>();
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

  /** A list whose every entry should lead to a medium. */
  list(entries: readonly unknown[], depth = DEEPEST): void {
    for (const entry of entries) {
      const before = this.found;
      this.search(entry, depth);
      if (this.found === before) this.count(null);
    }
  }

  private search(value: unknown, depth: number): void {
    this.steps += 1;
    if (depth === 0 || this.steps > MOST_STEPS || typeof value !== 'object' || value === null) return;
    if (Array.isArray(value)) {
      for (const one of value) this.search(one, depth - 1);
      return;
    }
    const body = value as Body;
    if (hasOwner(body)) return this.count(toMedia(body));
    for (const key of Object.keys(body)) {
      const one = body[key];
      if (key === 'media' || key === 'media_or_ad') this.count(toMedia(one));
      else if (LISTS.has(key) && Array.isArray(one)) this.list(one, depth - 1);
      else this.search(one, depth - 1);
    }
  }

  private count(media: InstagramMedia | null): void {
    this.found += 1;
    if (!media) this.unreadable += 1;
    else if (!this.media.has(media.id)) this.media.set(media.id, media);
  }
}

/** What a page of a hashtag, a place or a person may keep its media in. */
const CONTAINERS = ['sections', 'items', 'ranked_items', 'medias', 'media_grid', 'data'] as const;

/**
 * The media of one page, each once, in the order of the page, and how much of its content could not be read.
 * @throws UnexpectedShape where the page has no place for media at all
 */
export const mediaOf = (body: Body): ListRead<InstagramMedia> => {
  const search = new MediaSearch();
  const containers = CONTAINERS.filter((key) => typeof body[key] === 'object' && body[key] !== null);
  if (containers.length === 0) throw new UnexpectedShape();
  for (const key of containers) {
    if (LISTS.has(key)) search.list(listOf(body[key]));
    else for (const section of listOf(body[key])) search.section(section);
  }
  return { items: [...search.media.values()], unreadable: search.unreadable };
};

const pkOf = ({ id }: InstagramMedia): bigint => BigInt(id.split('_')[0] ?? '0');

/** The newest first, whatever their owner has pinned: ids grow with time. */
export const newestFirst = <T extends ListRead<InstagramMedia>>(read: T): T => ({
  ...read,
  items: read.items.toSorted((a, b) => (pkOf(a) < pkOf(b) ? 1 : -1)),
});
