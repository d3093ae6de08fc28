import type { SourceEntry, TargetKind } from '@pacekeeper/contracts';
import type { z } from 'zod';
import type { Answer, InstagramSession, Page } from '../../instagram/index.ts';
import type { Target, Targets } from './target.ts';

/** Where targets come from, page by page. `entry` says what it yields and what a job must say of it. */
export interface Source {
  readonly entry: SourceEntry;
  /** `params` as the job was asked for; they are checked before anything is read. */
  page(
    session: InstagramSession,
    params: Readonly<Record<string, unknown>>,
    cursor: string | null,
  ): Promise<Answer<Page<Target>>>;
}

/** Ties what a source reads to what its entry promises: params of its shape, targets of its kind. */
export const defineSource = <K extends TargetKind, Shape extends z.ZodRawShape>(
  entry: SourceEntry<K, Shape>,
  page: (
    session: InstagramSession,
    params: z.infer<z.ZodObject<Shape>>,
    cursor: string | null,
  ) => Promise<Answer<Page<Targets[K]>>>,
): Source => ({
  entry,
  page: (session, params, cursor) => page(session, entry.params.parse(params), cursor),
});
