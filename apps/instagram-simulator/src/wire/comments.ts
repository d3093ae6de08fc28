import type { Simulation } from '../simulation.ts';
import type { Comment } from '../social/comments.ts';
import { createRandom } from '../support/random.ts';
import type { Post } from '../world/types.ts';
import { COMMENTS } from '../world/vocabulary.ts';
import { userShape } from './people.ts';
import type { Wire } from './wire.ts';

const FIRST_BASE_PK = 17_800_000_000_000_000n;

export const commentShape = (sim: Simulation, wire: Wire, comment: Comment) => {
  const author = sim.world.personByPk(comment.authorPk);
  return {
    pk: wire.id(comment.pk),
    user_id: wire.id(comment.authorPk),
    text: comment.text,
    type: 0,
    created_at: comment.createdAt,
    created_at_utc: comment.createdAt,
    content_type: 'comment',
    user: author ? userShape(wire, author) : null,
  };
};

/** What the world wrote under a medium before anyone signed in: always the same. */
export const baseCommentsOf = (sim: Simulation, post: Post): Comment[] => {
  if (sim.world.generated.length === 0) return [];
  const random = createRandom(`comments ${post.pk}`);
  return Array.from({ length: post.baseComments }, () => ({
    pk: String(FIRST_BASE_PK + BigInt(random.int(0, 2_000_000_000))),
    mediaPk: post.pk,
    authorPk: random.pick(sim.world.generated).pk,
    text: random.pick(COMMENTS),
    createdAt: post.takenAt + random.int(60, 86_400),
    token: '',
  }));
};
