import type { SourceEntry, TargetKind } from '@pacekeeper/contracts';
import type { z } from 'zod';
import type { Answer, InstagramSession } from '../../instagram/index.ts';
import type { Target, TargetPage, Targets } from './target.ts';

type Stored = Readonly<Record<string, unknown>>;

/** The account that reads. */
export interface Reader {
  readonly pk: string;
}

/** Where targets come from, page by page, read from Instagram. `entry` says what it yields and what a job must say of it. */
export interface Source {
  readonly entry: SourceEntry;
  /** `params` as the job was asked for; they are checked before anything is read. */
  page(session: InstagramSession, params: Stored, cursor: string | null, own: Reader): Promise<Answer<TargetPage>>;
  /** How many calls the page behind this cursor takes. */
  calls(cursor: string | null): number;
}

/** A person whom the bot followed. */
export interface Followed {
  readonly id: string;
  readonly pk: string;
  readonly username: string | null;
  readonly name: string | null;
  readonly picture: string | null;
}

/** What a source asks of the ledger. */
export interface LedgerReads {
  /** Whom the account followed at least that long ago and has not unfollowed since, the oldest first, behind an id. */
  followed(olderThanDays: number, after: string | null, most: number): Promise<Followed[]>;
}

/** A source whose targets are in the ledger. */
export interface LedgerSource {
  readonly entry: SourceEntry;
  rows(ledger: LedgerReads, params: Stored, cursor: string | null): Promise<TargetPage>;
}

/** Ties what a source reads to what its entry promises: params of its shape, targets of its kind. */
export const defineSource = <K extends TargetKind, Shape extends z.ZodRawShape>(
  entry: SourceEntry<K, Shape>,
  page: (
    session: InstagramSession,
    params: z.infer<z.ZodObject<Shape>>,
    cursor: string | null,
    own: Reader,
  ) => Promise<Answer<TargetPage<Targets[K] & Target>>>,
  calls: (cursor: string | null) => number = () => 1,
): Source => ({
  entry,
  calls,
  page: (session, params, cursor, own) => page(session, entry.params.parse(params), cursor, own),
});
