import { Injectable } from '@nestjs/common';
import { Database } from '../../../platform/database/database.ts';
import { AccountLease } from '../../accounts/index.ts';
import type { Answer, Failure, InstagramSession, InstagramUser } from '../../instagram/index.ts';
import { actionKind } from '../actions/index.ts';
import type { OpenJobRow } from '../jobs/jobs.repository.ts';
import { sourceKind } from '../sources/index.ts';
import type { HeldTurn } from './held-turn.ts';

export interface ReadPage {
  readonly kind: 'page';
  readonly users: readonly InstagramUser[];
  readonly alreadySo: ReadonlySet<string>;
  /** What the answers held of people or posts and nobody could read: left out. */
  readonly unreadable: number;
  readonly cursor: string | null;
}

/** `lost`: the account is not ours any more, so nothing more was asked. */
export type Reading = ReadPage | { readonly kind: 'failed'; readonly failure: Failure } | { readonly kind: 'lost' };

/** Reads one page of a source, and how the account stands to the people on it: two calls, each under a live lease. */
@Injectable()
export class SourceReader {
  constructor(
    private readonly db: Database,
    private readonly lease: AccountLease,
  ) {}

  async read(held: HeldTurn, session: InstagramSession, job: OpenJobRow): Promise<Reading> {
    const page = await this.held(held, () => sourceKind(job.source).page(session, job.params, job.source_cursor));
    if (!page) return { kind: 'lost' };
    if (!page.ok) return { kind: 'failed', failure: page.failure };
    const { items: users, unreadable, cursor } = page.value;
    if (users.length === 0) return { kind: 'page', users, alreadySo: new Set(), unreadable, cursor };
    const pks = users.map(({ pk }) => pk);
    const alreadySo = await this.held(held, () => actionKind(job.action).alreadySo(session, pks));
    if (!alreadySo) return { kind: 'lost' };
    if (!alreadySo.ok) return { kind: 'failed', failure: alreadySo.failure };
    const { done, unreadable: unsaid } = alreadySo.value;
    return {
      kind: 'page',
      users: users.filter(({ pk }) => !unsaid.has(pk)),
      alreadySo: done,
      unreadable: unreadable + unsaid.size,
      cursor,
    };
  }

  private async held<T>(turn: HeldTurn, call: () => Promise<Answer<T>>): Promise<Answer<T> | null> {
    const ours = await this.db.asUser(turn.userId, (tx) => this.lease.extendTurn(tx, turn.lease));
    return ours ? call() : null;
  }
}
