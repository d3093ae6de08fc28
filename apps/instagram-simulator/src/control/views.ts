import type { Simulation } from '../simulation.ts';
import { storiesOf } from '../world/stories.ts';
import type { Person } from '../world/types.ts';

export const personView = (sim: Simulation, person: Person) => ({
  pk: person.pk,
  username: person.username,
  full_name: person.fullName,
  is_private: person.isPrivate,
  is_verified: person.isVerified,
  is_business: person.isBusiness === true,
  has_picture: person.hasPicture,
  biography: person.biography,
  followers: sim.graph.followerCount(person.pk),
  following: sim.graph.followingCount(person.pk),
  media: sim.world.postsOf(person.pk).length,
  stories: storiesOf(person, sim.clock.seconds()).length,
});

export const named = (sim: Simulation, pks: readonly string[]) =>
  pks.map((pk) => ({ pk, username: sim.world.personByPk(pk)?.username ?? '' }));
