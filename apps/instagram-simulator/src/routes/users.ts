import { type RouteEntry, type SessionCall, signedIn } from '../pipeline/call.ts';
import type { Simulation } from '../simulation.ts';
import { textOf } from '../support/json.ts';
import { ok, type Reply } from '../transport/reply.ts';
import * as errors from '../wire/errors.ts';
import { placeShape } from '../wire/media.ts';
import { briefFriendship, profileShape, userShape } from '../wire/people.ts';
import { PLACES } from '../world/places.ts';
import type { Person } from '../world/types.ts';
import { tagShape } from './tags.ts';

const FOUND = 30;

const searchShape = (sim: Simulation, call: SessionCall, person: Person) => ({
  ...userShape(call.wire, person),
  friendship_status: briefFriendship(sim, call.account.pk, person),
  follower_count: sim.graph.followerCount(person.pk),
  mutual_followers_count: 0,
});

const profile = (sim: Simulation, call: SessionCall, person: Person | null): Reply =>
  !person || sim.graph.blocks(person.pk, call.account.pk)
    ? errors.userNotFound()
    : ok({ user: profileShape(sim, call.wire, person) });

export const userRoutes: readonly RouteEntry[] = [
  signedIn('GET', '/api/v1/users/search/', (sim, call) => {
    const found = sim.world.search(textOf(call.query, 'q'), FOUND);
    return ok({
      users: found.map((person) => searchShape(sim, call, person)),
      num_results: found.length,
      has_more: false,
      rank_token: 'simulated',
    });
  }),

  signedIn('GET', '/api/v1/users/:user/info/', (sim, call) =>
    profile(sim, call, sim.world.personByPk(call.params['user'] ?? '')),
  ),

  signedIn('GET', '/api/v1/users/:user/usernameinfo/', (sim, call) =>
    profile(sim, call, sim.world.personByName((call.params['user'] ?? '').toLowerCase())),
  ),

  signedIn('GET', '/api/v1/users/blocked_list/', (sim, call) => {
    const blocked = sim.graph
      .blockedBy(call.account.pk)
      .map((pk) => sim.world.personByPk(pk))
      .filter((person) => person !== null);
    return ok({
      blocked_list: blocked.map((person) => ({ ...userShape(call.wire, person), user_id: call.wire.id(person.pk) })),
      page_size: 50,
      big_list: false,
    });
  }),

  signedIn('GET', '/api/v1/fbsearch/topsearch_flat/', (sim, call) => {
    const text = textOf(call.query, 'query').toLowerCase().replace(/^#/, '');
    const users = sim.world.search(text, FOUND).map((person) => ({ user: searchShape(sim, call, person) }));
    const tags = sim.world.tags().filter(({ name }) => text !== '' && name.includes(text));
    const places = PLACES.filter((place) => text !== '' && place.name.toLowerCase().includes(text));
    const list = [
      ...users,
      ...tags.map((tag) => ({ hashtag: tagShape(tag) })),
      ...places.map((place) => ({
        place: { location: placeShape(call.wire, place), title: place.name, subtitle: place.city },
      })),
    ];
    return ok({
      list: list.slice(0, FOUND).map((one, position) => ({ position, ...one })),
      has_more: false,
      rank_token: 'simulated',
    });
  }),
];
