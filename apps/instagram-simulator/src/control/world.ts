import { PLACES } from '../world/places.ts';
import { mediaId } from '../world/types.ts';
import {
  accountIn,
  at,
  type ControlCall,
  ControlError,
  type ControlRoute,
  parsed,
  personNamed,
} from './control-call.ts';
import { followSchema, followsQuerySchema } from './schemas.ts';
import { named } from './views.ts';

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

/** The world: its hashtags and places, and who follows whom. */
export const worldRoutes: readonly ControlRoute[] = [
  at('GET', '/hashtags', ({ sim }) => ({ items: sim.world.tags() })),
  at('GET', '/places', ({ sim }) => ({
    items: PLACES.map((place) => ({ ...place, media: sim.world.postsAt(place.pk).length })),
  })),
  at('GET', '/follows', listFollows),
  at('POST', '/follows', setFollow),
  at('GET', '/accounts/:username/standing', standing),
];
