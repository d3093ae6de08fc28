import { commentersOfSource, likersOfSource, mediaIdOfCode } from '@pacekeeper/contracts';
import { mapAnswer } from '../../instagram/index.ts';
import { defineSource } from './source.ts';
import { usersOf } from './target.ts';

/** The contract takes no shortcode without an id. */
const idOf = (shortcode: string): string => mediaIdOfCode(shortcode) ?? '';

/** Who liked a post: one page, which may not have all of them. */
export const likersOf = defineSource(likersOfSource, async (session, { media }) =>
  mapAnswer(await session.likers(idOf(media)), usersOf),
);

/** Who commented on a post. */
export const commentersOf = defineSource(commentersOfSource, async (session, { media }, cursor) =>
  mapAnswer(await session.commentersPage(idOf(media), cursor), usersOf),
);
