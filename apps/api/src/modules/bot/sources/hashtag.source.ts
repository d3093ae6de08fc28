import { hashtagSource } from '@pacekeeper/contracts';
import { mapAnswer } from '../../instagram/index.ts';
import { defineSource } from './source.ts';
import { mediaOf } from './target.ts';

/** The newest posts of a hashtag. */
export const hashtag = defineSource(hashtagSource, async (session, { hashtag: tag }, cursor) =>
  mapAnswer(await session.hashtagPage(tag, cursor), mediaOf),
);
