import { action, type Answer, type RouteEntry, type SessionCall, signedIn } from '../pipeline/call.ts';
import type { Simulation } from '../simulation.ts';
import { textOf } from '../support/json.ts';
import { pageOf } from '../support/paging.ts';
import { ok } from '../transport/reply.ts';
import * as errors from '../wire/errors.ts';
import { baseCommentsOf, commentShape } from '../wire/comments.ts';
import { likeCount, mediaShape } from '../wire/media.ts';
import { maySee, userShape } from '../wire/people.ts';
import { baseLikersOf } from '../world/likers.ts';
import type { Post } from '../world/types.ts';

const LIKERS_SHOWN = 100;
const COMMENTS_PAGE = 15;

/** The medium in the path, as `pk` or `pk_ownerPk`, if the caller may see it. */
const postIn = (sim: Simulation, call: SessionCall): Post | null => {
  const [pk = '', ownerPk] = (call.params['id'] ?? '').split('_');
  const post = sim.world.postByPk(pk);
  const owner = post && sim.world.personByPk(post.ownerPk);
  if (!post || !owner || (ownerPk !== undefined && ownerPk !== post.ownerPk)) return null;
  return maySee(sim, call.account.pk, owner) ? post : null;
};

const withPost =
  (handle: (sim: Simulation, call: SessionCall, post: Post) => Answer) =>
  (sim: Simulation, call: SessionCall): Answer => {
    const post = postIn(sim, call);
    return post ? handle(sim, call, post) : errors.mediaNotFound();
  };

const like = withPost((sim, call, post) => ({
  ...ok(),
  deeds: [{ action: 'like', target: post.pk, apply: () => sim.likes.add(call.account.pk, post.pk) }],
}));

const unlike = withPost((sim, call, post) => ({
  ...ok(),
  deeds: [{ action: 'unlike', target: post.pk, apply: () => sim.likes.remove(call.account.pk, post.pk) }],
}));

const comment = withPost((sim, call, post) => {
  const text = textOf(call.fields, 'comment_text');
  if (text === '') return errors.invalidParameters();
  const token = textOf(call.fields, 'idempotence_token');
  const written = sim.comments.byToken(call.account.pk, token) ?? {
    pk: sim.comments.nextPk(),
    mediaPk: post.pk,
    authorPk: call.account.pk,
    text,
    createdAt: sim.clock.seconds(),
    token,
  };
  return {
    ...ok({ comment: commentShape(sim, call.wire, written) }),
    deeds: [{ action: 'comment', target: post.pk, apply: () => sim.comments.add(written) }],
  };
});

export const mediaRoutes: readonly RouteEntry[] = [
  action('/api/v1/media/:id/like/', 'like', like),
  action('/api/v1/media/:id/unlike/', 'unlike', unlike),
  action('/api/v1/media/:id/comment/', 'comment', comment),

  signedIn(
    'GET',
    '/api/v1/media/:id/info/',
    withPost((sim, call, post) =>
      ok({ items: [mediaShape(sim, call.wire, call.account.pk, post)], num_results: 1, more_available: false }),
    ),
  ),

  signedIn(
    'GET',
    '/api/v1/media/:id/likers/',
    withPost((sim, call, post) => {
      const pks = [...sim.likes.likersOf(post.pk), ...baseLikersOf(post, sim.world.generated).map(({ pk }) => pk)];
      const all = pks.map((pk) => sim.world.personByPk(pk)).filter((person) => person !== null);
      return ok({
        users: all.slice(0, LIKERS_SHOWN).map((person) => userShape(call.wire, person)),
        user_count: likeCount(sim, post),
      });
    }),
  ),

  signedIn(
    'GET',
    '/api/v1/media/:id/comments/',
    withPost((sim, call, post) => {
      const all = [...sim.comments.of(post.pk)]
        .reverse()
        .concat(baseCommentsOf(sim, post))
        .filter((one) => sim.world.personByPk(one.authorPk) !== null);
      const page = pageOf(all, textOf(call.query, 'max_id'), COMMENTS_PAGE);
      return ok({
        comments: page.items.map((one) => commentShape(sim, call.wire, one)),
        comment_count: all.length,
        has_more_comments: page.next !== null,
        ...(page.next === null ? {} : { next_max_id: page.next }),
      });
    }),
  ),
];
