import { type RouteEntry, type SessionCall, signedIn } from '../pipeline/call.ts';
import type { Simulation } from '../simulation.ts';
import { textOf } from '../support/json.ts';
import { cursorOf, positionOf } from '../support/paging.ts';
import { ok, type Reply } from '../transport/reply.ts';
import * as errors from '../wire/errors.ts';
import { maySee, userShape } from '../wire/people.ts';
import type { Person } from '../world/types.ts';

type Kind = 'followers' | 'following';

const peopleOf = (sim: Simulation, pks: readonly string[]): Person[] =>
  pks.map((pk) => sim.world.personByPk(pk)).filter((person) => person !== null);

const body = (call: SessionCall, people: readonly Person[], size: number, next: string | null, cut = false) =>
  ok({
    users: people.map((person) => userShape(call.wire, person)),
    big_list: next !== null,
    page_size: size,
    ...(next === null ? {} : { next_max_id: next }),
    ...(cut ? { should_limit_list_of_followers: true } : {}),
  });

const list =
  (kind: Kind) =>
  (sim: Simulation, call: SessionCall): Reply => {
    const owner = sim.world.personByPk(call.params['pk'] ?? '');
    if (!owner) return errors.userNotFound();
    if (!maySee(sim, call.account.pk, owner)) return errors.notAuthorized();
    const size = sim.settings.followers_page;
    const limit = sim.settings.follower_list_limit;
    if (limit !== null && owner.pk !== call.account.pk) {
      const newest = sim.graph.page(kind, owner.pk, null, limit);
      return body(call, peopleOf(sim, newest.pks), size, null, true);
    }
    const query = textOf(call.query, 'query').toLowerCase();
    if (query !== '') {
      const all = peopleOf(sim, sim.graph[kind](owner.pk));
      const found = all.filter((one) => one.username.includes(query) || one.fullName.toLowerCase().includes(query));
      return body(call, found.slice(0, size), size, null);
    }
    const cursor = textOf(call.query, 'max_id');
    const page = sim.graph.page(kind, owner.pk, cursor === '' ? null : positionOf(cursor), size);
    return body(call, peopleOf(sim, page.pks), size, page.next === null ? null : cursorOf(page.next));
  };

export const followListRoutes: readonly RouteEntry[] = [
  signedIn('GET', '/api/v1/friendships/:pk/followers/', list('followers')),
  signedIn('GET', '/api/v1/friendships/:pk/following/', list('following')),
  signedIn('GET', '/api/v1/friendships/pending', (sim, call) =>
    body(call, peopleOf(sim, sim.graph.requestsTo(call.account.pk)), sim.settings.followers_page, null),
  ),
];
