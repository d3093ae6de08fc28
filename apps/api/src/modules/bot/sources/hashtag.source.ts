import { hashtagSource } from '@pacekeeper/contracts';
import { mapAnswer } from '../../instagram/index.ts';
import { defineSource } from './source.ts';

/** The people behind the newest posts of a hashtag, each once. */
export const hashtag = defineSource(hashtagSource, async (session, { hashtag: tag }, cursor) =>
  mapAnswer(await session.hashtagPage(tag, cursor), ({ items, ...page }) => ({
    ...page,
    items: [...new Map(items.map(({ owner }) => [owner.pk, { kind: 'user' as const, ...owner }])).values()],
  })),
);
