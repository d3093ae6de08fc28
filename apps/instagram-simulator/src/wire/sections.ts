import type { Simulation } from '../simulation.ts';
import { cursorOf, positionOf } from '../support/paging.ts';
import type { Post } from '../world/types.ts';
import { mediaShape } from './media.ts';
import type { Wire } from './wire.ts';

const PER_SECTION = 3;

export interface SectionsQuery {
  readonly viewer: string;
  /** `max_id` of the page before; '' for the first. */
  readonly cursor: string;
  readonly pageSize: number;
  /** Whether every second page begins with a section that holds no grid. */
  readonly odd: boolean;
}

/** A page of a hashtag or a location: rows of three, and the three cursors of the next page. */
export const sectionsBody = (sim: Simulation, wire: Wire, posts: readonly Post[], query: SectionsQuery) => {
  const start = positionOf(query.cursor);
  const end = start + query.pageSize;
  const page = posts.slice(start, end);
  const more = end < posts.length;
  const number = Math.floor(start / query.pageSize);
  const rows: object[] = [];
  for (let i = 0; i < page.length; i += PER_SECTION) {
    const medias = page.slice(i, i + PER_SECTION).map((post) => ({ media: mediaShape(sim, wire, query.viewer, post) }));
    rows.push({ layout_type: 'media_grid', layout_content: { medias }, feed_type: 'media', explore_item_info: {} });
  }
  if (query.odd && number % 2 === 1) {
    rows.unshift({ layout_type: 'one_by_two_left', layout_content: {}, feed_type: 'clips', explore_item_info: {} });
  }
  return {
    sections: rows,
    more_available: more,
    ...(more
      ? {
          next_page: number + 1,
          next_max_id: cursorOf(end),
          next_media_ids: posts.slice(end, end + PER_SECTION).map((post) => wire.id(post.pk)),
        }
      : { next_media_ids: [] }),
  };
};

/** The most liked first; of equals the younger. */
export const ranked = (posts: readonly Post[]): Post[] =>
  [...posts].sort((a, b) => b.baseLikes - a.baseLikes || b.takenAt - a.takenAt);
