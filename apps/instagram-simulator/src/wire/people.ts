import type { Simulation } from '../simulation.ts';
import type { Person } from '../world/types.ts';
import type { Wire } from './wire.ts';

/** A user as lists show them. */
export const userShape = (wire: Wire, person: Person) => ({
  pk: wire.id(person.pk),
  pk_id: person.pk,
  username: person.username,
  full_name: person.fullName,
  is_private: person.isPrivate,
  is_verified: person.isVerified,
  profile_pic_url: wire.picture(person.pk),
  has_anonymous_profile_picture: !person.hasPicture,
});

/** A user's own page. */
export const profileShape = (sim: Simulation, wire: Wire, person: Person) => ({
  ...userShape(wire, person),
  biography: person.biography,
  external_url: '',
  follower_count: sim.graph.followerCount(person.pk),
  following_count: sim.graph.followingCount(person.pk),
  media_count: sim.world.postsOf(person.pk).length,
  is_business: person.isBusiness === true,
  account_type: person.isBusiness === true ? 2 : 1,
});

export interface FriendshipStatus {
  readonly following: boolean;
  readonly followed_by: boolean;
  readonly blocking: boolean;
  readonly muting: boolean;
  readonly is_private: boolean;
  readonly incoming_request: boolean;
  readonly outgoing_request: boolean;
  readonly is_bestie: boolean;
  readonly is_restricted: boolean;
}

/** The relationship between `viewer` and `person`. */
export const friendshipShape = (sim: Simulation, viewer: string, person: Person): FriendshipStatus => ({
  following: sim.graph.follows(viewer, person.pk),
  followed_by: sim.graph.follows(person.pk, viewer),
  blocking: sim.graph.blocks(viewer, person.pk),
  muting: false,
  is_private: person.isPrivate,
  incoming_request: sim.graph.requested(person.pk, viewer),
  outgoing_request: sim.graph.requested(viewer, person.pk),
  is_bestie: false,
  is_restricted: false,
});

/** The same as lists of several users show it. */
export const briefFriendship = (sim: Simulation, viewer: string, person: Person) => ({
  following: sim.graph.follows(viewer, person.pk),
  incoming_request: sim.graph.requested(person.pk, viewer),
  outgoing_request: sim.graph.requested(viewer, person.pk),
  is_private: person.isPrivate,
  is_bestie: false,
  is_restricted: false,
});

/** Whether `viewer` may see what `person` posts, and whom they know. */
export const maySee = (sim: Simulation, viewer: string, person: Person): boolean =>
  !sim.graph.blocks(person.pk, viewer) &&
  (!person.isPrivate || person.pk === viewer || sim.graph.follows(viewer, person.pk));
