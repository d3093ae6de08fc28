import { action, type Answer, type RouteEntry, type SessionCall, signedIn } from '../pipeline/call.ts';
import type { Simulation } from '../simulation.ts';
import { textOf } from '../support/json.ts';
import { ok } from '../transport/reply.ts';
import * as errors from '../wire/errors.ts';
import { briefFriendship, type FriendshipStatus, friendshipShape } from '../wire/people.ts';
import type { ActionName } from '../effects/actions.ts';
import type { Person } from '../world/types.ts';

interface Change {
  /** What the status will say once the change has landed. */
  readonly after: Partial<FriendshipStatus>;
  /** @returns whether anything changed. */
  apply(): boolean;
}

type ChangeOf = (sim: Simulation, from: string, person: Person) => Change;

/** A change between the caller and the user in the path. */
const change =
  (name: ActionName, changeOf: ChangeOf) =>
  (sim: Simulation, call: SessionCall): Answer => {
    const from = call.account.pk;
    const person = sim.world.personByPk(call.params['pk'] ?? '');
    if (!person || sim.graph.blocks(person.pk, from)) return errors.userNotFound();
    if (person.pk === from) return errors.invalidParameters();
    const before = friendshipShape(sim, from, person);
    const { after, apply } = changeOf(sim, from, person);
    return {
      ...ok({ friendship_status: { ...before, ...after } }),
      deeds: [{ action: name, target: person.pk, apply }],
      honest: () => ok({ friendship_status: friendshipShape(sim, from, person) }),
    };
  };

const follow: ChangeOf = (sim, from, person) => {
  const { graph } = sim;
  const asks = person.isPrivate && !graph.follows(from, person.pk);
  return {
    after: asks ? { following: false, outgoing_request: true } : { following: true, outgoing_request: false },
    apply: () => {
      if (asks) {
        const asked = graph.request(from, person.pk);
        if (asked) sim.followBack.asked(from, person.pk, sim.settings);
        return asked;
      }
      const changed = graph.follow(from, person.pk);
      if (changed) sim.followBack.followed(from, person.pk, sim.settings);
      return changed;
    },
  };
};

const unfollow: ChangeOf = ({ graph }, from, { pk }) => ({
  after: { following: false, outgoing_request: false },
  apply: () => {
    const withdrawn = graph.withdraw(from, pk);
    return graph.unfollow(from, pk) || withdrawn;
  },
});

const block: ChangeOf = ({ graph }, from, { pk }) => ({
  after: { blocking: true, following: false, followed_by: false, outgoing_request: false, incoming_request: false },
  apply: () => graph.block(from, pk),
});

const unblock: ChangeOf = ({ graph }, from, { pk }) => ({
  after: { blocking: false },
  apply: () => graph.unblock(from, pk),
});

const approve: ChangeOf = ({ graph }, from, { pk }) => {
  const asked = graph.requested(pk, from);
  return {
    after: asked ? { followed_by: true, incoming_request: false } : {},
    apply: () => graph.requested(pk, from) && graph.follow(pk, from),
  };
};

const ignore: ChangeOf = ({ graph }, from, { pk }) => ({
  after: { incoming_request: false },
  apply: () => graph.withdraw(pk, from),
});

const removeFollower: ChangeOf = ({ graph }, from, { pk }) => ({
  after: { followed_by: false },
  apply: () => graph.unfollow(pk, from),
});

const MOST_STATUSES = 200;

export const friendshipRoutes: readonly RouteEntry[] = [
  action('/api/v1/friendships/create/:pk/', 'follow', change('follow', follow)),
  action('/api/v1/friendships/destroy/:pk/', 'unfollow', change('unfollow', unfollow)),
  action('/api/v1/friendships/block/:pk/', 'block', change('block', block)),
  action('/api/v1/friendships/unblock/:pk/', 'unblock', change('unblock', unblock)),
  action('/api/v1/friendships/approve/:pk/', 'approve', change('approve', approve)),
  action('/api/v1/friendships/ignore/:pk/', 'ignore', change('ignore', ignore)),
  action('/api/v1/friendships/remove_follower/:pk/', 'remove_follower', change('remove_follower', removeFollower)),

  signedIn('GET', '/api/v1/friendships/show/:pk/', (sim, call) => {
    const person = sim.world.personByPk(call.params['pk'] ?? '');
    if (!person || sim.graph.blocks(person.pk, call.account.pk)) return errors.userNotFound();
    return ok({ ...friendshipShape(sim, call.account.pk, person), is_blocking_reel: false, is_muting_reel: false });
  }),

  signedIn('POST', '/api/v1/friendships/show_many/', (sim, call) => {
    const pks = textOf(call.fields, 'user_ids').split(',').slice(0, MOST_STATUSES);
    const statuses: Record<string, object> = {};
    for (const pk of pks) {
      const person = sim.world.personByPk(pk.trim());
      if (person) statuses[person.pk] = briefFriendship(sim, call.account.pk, person);
    }
    return ok({ friendship_statuses: statuses });
  }),
];
