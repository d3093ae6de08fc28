import type { Source } from '@pacekeeper/contracts';
import type { Answer, InstagramSession, InstagramUser, Page } from '../../instagram/index.ts';

/** What a source needs of its job. */
export interface SourceParams {
  readonly hashtag?: string;
}

/** Where targets come from, page by page. */
export interface SourceKind {
  readonly source: Source;
  page(session: InstagramSession, params: SourceParams, cursor: string | null): Promise<Answer<Page<InstagramUser>>>;
}
