import { AppError } from '../../../platform/errors/app-error.ts';
import type { SourceKind } from './source-kind.ts';

/** The people behind the newest posts of a hashtag. */
export const hashtag: SourceKind = {
  source: 'hashtag',
  page: (session, params, cursor) => {
    if (!params.hashtag)
      throw new AppError('INTERNAL', {}, { cause: new TypeError('a hashtag job without a hashtag') });
    return session.hashtagPage(params.hashtag, cursor);
  },
};
