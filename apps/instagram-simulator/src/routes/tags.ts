import { type RouteEntry, type SessionCall, signedIn } from '../pipeline/call.ts';
import type { Simulation } from '../simulation.ts';
import { hash32 } from '../support/random.ts';
import { textOf } from '../support/json.ts';
import { pageOf } from '../support/paging.ts';
import { ok, type Reply } from '../transport/reply.ts';
import * as errors from '../wire/errors.ts';
import { mediaShape } from '../wire/media.ts';
import { maySee } from '../wire/people.ts';
import { ranked, sectionsBody } from '../wire/sections.ts';
import type { Post } from '../world/types.ts';

const FOUND = 30;

export const tagShape = ({ name, count }: { name: string; count: number }) => ({
  id: String(17_840_000_000_000_000 + hash32(`tag ${name}`)),
  name,
  media_count: count,
  search_result_subtitle: `${count} posts`,
});

/** What a viewer sees under a hashtag or at a place: nothing of private accounts they do not follow. */
export const visibleTo = (sim: Simulation, viewer: string, posts: readonly Post[]): Post[] =>
  posts.filter((post) => {
    const owner = sim.world.personByPk(post.ownerPk);
    return owner !== null && maySee(sim, viewer, owner);
  });

const sections = (sim: Simulation, call: SessionCall): Reply => {
  const posts = visibleTo(sim, call.account.pk, sim.world.postsTagged(call.params['tag'] ?? ''));
  const fields = call.method === 'GET' ? call.query : call.fields;
  return ok(
    sectionsBody(sim, call.wire, textOf(fields, 'tab') === 'recent' ? posts : ranked(posts), {
      viewer: call.account.pk,
      cursor: textOf(fields, 'max_id'),
      pageSize: sim.settings.media_page,
      odd: sim.settings.odd_sections,
    }),
  );
};

export const tagRoutes: readonly RouteEntry[] = [
  signedIn('GET', '/api/v1/tags/search/', (sim, call) => {
    const text = textOf(call.query, 'q').toLowerCase().replace(/^#/, '');
    const found = text === '' ? [] : sim.world.tags().filter(({ name }) => name.includes(text));
    found.sort((a, b) => Number(b.name === text) - Number(a.name === text) || b.count - a.count);
    return ok({ results: found.slice(0, FOUND).map(tagShape), has_more: false, rank_token: 'simulated' });
  }),

  signedIn('POST', '/api/v1/tags/:tag/sections/', sections),
  signedIn('GET', '/api/v1/tags/:tag/sections/', sections),

  signedIn('GET', '/api/v1/tags/:tag/info/', (sim, call) => {
    const name = (call.params['tag'] ?? '').toLowerCase();
    return ok(tagShape({ name, count: sim.world.postsTagged(name).length }));
  }),

  signedIn('GET', '/api/v1/feed/tag/:tag/', (sim, call) => {
    if (!sim.settings.old_tag_feed) return errors.pathNotFound();
    const posts = visibleTo(sim, call.account.pk, sim.world.postsTagged(call.params['tag'] ?? ''));
    const page = pageOf(posts, textOf(call.query, 'max_id'), sim.settings.media_page);
    return ok({
      items: page.items.map((post) => mediaShape(sim, call.wire, call.account.pk, post)),
      ranked_items: [],
      num_results: page.items.length,
      more_available: page.next !== null,
      ...(page.next === null ? {} : { next_max_id: page.next }),
    });
  }),
];
