import type { Simulation } from '../simulation.ts';
import { PLACES } from '../world/places.ts';
import { mediaId, type Person } from '../world/types.ts';
import { storiesOf } from '../world/stories.ts';
import {
  accountIn,
  at,
  type ControlCall,
  ControlError,
  type ControlRoute,
  parsed,
  personNamed,
} from './control-call.ts';
import { followSchema, followsQuerySchema, listQuerySchema, newUserSchema } from './schemas.ts';

const LISTED = 100;
const MOST_LISTED = 100_000;

const personView = (sim: Simulation, person: Person) => ({
  pk: person.pk,
  username: person.username,
  full_name: person.fullName,
  is_private: person.isPrivate,
  is_verified: person.isVerified,
  followers: sim.graph.followerCount(person.pk),
  following: sim.graph.followingCount(person.pk),
  media: sim.world.postsOf(person.pk).length,
  stories: storiesOf(person, sim.clock.seconds()).length,
});

const named = (sim: Simulation, pks: readonly string[]) =>
  pks.map((pk) => ({ pk, username: sim.world.personByPk(pk)?.username ?? '' }));

const listUsers = ({ sim, query }: ControlCall) => {
  const { q, limit = LISTED } = parsed(listQuerySchema, query);
  const most = Math.min(limit, MOST_LISTED);
  const found = q === undefined ? sim.world.generated.slice(0, most) : sim.world.search(q.toLowerCase(), most);
  return { items: found.map((person) => personView(sim, person)) };
};

const addUser = ({ sim, body }: ControlCall) => {
  const input = parsed(newUserSchema, body);
  const pk = input.pk ?? sim.world.freePk();
  if (sim.world.personByName(input.username) || sim.world.personByPk(pk)) {
    throw new ControlError(409, `${input.username} or its pk is taken`);
  }
  sim.world.putPerson({
    pk,
    username: input.username,
    fullName: input.full_name ?? input.username,
    biography: input.biography ?? '',
    isPrivate: input.is_private ?? false,
    isVerified: input.is_verified ?? false,
    hasPicture: true,
    index: -1,
  });
  return personView(sim, personNamed(sim, input.username));
};

const listFollows = ({ sim, query }: ControlCall) => {
  const { from, to } = parsed(followsQuerySchema, query);
  if (from !== undefined && to !== undefined) {
    const [a, b] = [personNamed(sim, from), personNamed(sim, to)];
    return { following: sim.graph.follows(a.pk, b.pk), requested: sim.graph.requested(a.pk, b.pk) };
  }
  if (from !== undefined) return { items: named(sim, sim.graph.following(personNamed(sim, from).pk)) };
  if (to !== undefined) return { items: named(sim, sim.graph.followers(personNamed(sim, to).pk)) };
  throw new ControlError(400, 'from or to must be given');
};

const setFollow = ({ sim, body }: ControlCall) => {
  const { from, to, state } = parsed(followSchema, body);
  const [a, b] = [personNamed(sim, from).pk, personNamed(sim, to).pk];
  sim.graph.withdraw(a, b);
  if (state === 'following') sim.graph.follow(a, b);
  else sim.graph.unfollow(a, b);
  if (state === 'requested') sim.graph.request(a, b);
  return { following: sim.graph.follows(a, b), requested: sim.graph.requested(a, b) };
};

/** What an account has done that still holds. */
const standing = (call: ControlCall) => {
  const { sim } = call;
  const { pk } = accountIn(call);
  return {
    following: named(sim, sim.graph.following(pk)),
    followers: named(sim, sim.graph.followers(pk)),
    requests_received: named(sim, sim.graph.requestsTo(pk)),
    blocked: named(sim, sim.graph.blockedBy(pk)),
    likes: sim.likes.likedBy(pk).map((mediaPk) => {
      const post = sim.world.postByPk(mediaPk);
      return post ? mediaId(post) : mediaPk;
    }),
    stories_seen: sim.seen.countOf(pk),
    media: sim.world.postsOf(pk).map(({ pk: postPk, caption }) => ({ pk: postPk, caption })),
    threads: sim.direct.threadsOf(pk).map((thread) => ({
      id: thread.id,
      members: named(sim, thread.members),
      messages: thread.messages,
    })),
  };
};

/** The world: its users, hashtags and places, and who follows whom. */
export const worldRoutes: readonly ControlRoute[] = [
  at('GET', '/users', listUsers),
  at('POST', '/users', addUser),
  at('GET', '/users/:username', ({ sim, params }) => personView(sim, personNamed(sim, params['username'] ?? ''))),
  at('GET', '/hashtags', ({ sim }) => ({ items: sim.world.tags() })),
  at('GET', '/places', ({ sim }) => ({
    items: PLACES.map((place) => ({ ...place, media: sim.world.postsAt(place.pk).length })),
  })),
  at('GET', '/follows', listFollows),
  at('POST', '/follows', setFollow),
  at('GET', '/accounts/:username/standing', standing),
];
