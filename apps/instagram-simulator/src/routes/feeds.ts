import { type RouteEntry, type SessionCall, signedIn } from '../pipeline/call.ts';
import type { Simulation } from '../simulation.ts';
import { textOf } from '../support/json.ts';
import { type Page, pageOf } from '../support/paging.ts';
import { ok } from '../transport/reply.ts';
import * as errors from '../wire/errors.ts';
import { mediaShape } from '../wire/media.ts';
import { maySee } from '../wire/people.ts';
import type { Post } from '../world/types.ts';

const TIMELINE_AUTHORS = 60;
const POSTS_OF_EACH = 3;

const more = (page: Page<Post>) => ({
  more_available: page.next !== null,
  ...(page.next === null ? {} : { next_max_id: page.next }),
});

const shapes = (sim: Simulation, call: SessionCall, posts: readonly Post[]) =>
  posts.map((post) => mediaShape(sim, call.wire, call.account.pk, post));

/** The latest of those whom the caller follows. */
const timeline = (sim: Simulation, pk: string): Post[] =>
  sim.graph
    .following(pk)
    .slice(0, TIMELINE_AUTHORS)
    .flatMap((author) => sim.world.postsOf(author).slice(0, POSTS_OF_EACH))
    .sort((a, b) => b.takenAt - a.takenAt);

export const feedRoutes: readonly RouteEntry[] = [
  signedIn('GET', '/api/v1/feed/user/:pk/', (sim, call) => {
    const owner = sim.world.personByPk(call.params['pk'] ?? '');
    if (!owner) return errors.userNotFound();
    if (!maySee(sim, call.account.pk, owner)) return errors.notAuthorized();
    const page = pageOf(sim.world.postsOf(owner.pk), textOf(call.query, 'max_id'), sim.settings.media_page);
    return ok({ items: shapes(sim, call, page.items), num_results: page.items.length, ...more(page) });
  }),

  signedIn('POST', '/api/v1/feed/timeline/', (sim, call) => {
    const page = pageOf(timeline(sim, call.account.pk), textOf(call.fields, 'max_id'), sim.settings.media_page);
    const items = shapes(sim, call, page.items).map((media) => ({ media_or_ad: media }));
    return ok({ feed_items: items, num_results: items.length, ...more(page) });
  }),

  signedIn('GET', '/api/v1/feed/liked/', (sim, call) => {
    const posts = sim.likes.likedBy(call.account.pk).map((pk) => sim.world.postByPk(pk));
    const page = pageOf(
      posts.filter((post) => post !== null),
      textOf(call.query, 'max_id'),
      sim.settings.media_page,
    );
    return ok({ items: shapes(sim, call, page.items), num_results: page.items.length, ...more(page) });
  }),

  signedIn('GET', '/api/v1/discover/topical_explore/', (sim, call) => {
    const page = pageOf(sim.world.recentPosts(200), textOf(call.query, 'max_id'), sim.settings.media_page);
    return ok({
      sectional_items: [],
      items: shapes(
        sim,
        call,
        page.items.filter((post) => {
          const owner = sim.world.personByPk(post.ownerPk);
          return owner !== null && maySee(sim, call.account.pk, owner);
        }),
      ),
      rank_token: 'simulated',
      ...more(page),
    });
  }),
];
