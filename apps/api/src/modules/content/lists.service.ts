import { Injectable } from '@nestjs/common';
import { normaliseName } from '@pacekeeper/contracts';
import type { ReadTx } from '../../platform/database/tx.ts';
import { ListsRepository } from './lists.repository.ts';

/** A target as a source names it; at least one of the two is known. */
export interface ListedTarget {
  readonly pk: string | null;
  readonly username: string | null;
}

/** What the lists say of a target. */
export interface Standing {
  /** On the block list of the account or of its user. */
  readonly blocked: boolean;
  /** On the allow list: never unfollowed. */
  readonly allowed: boolean;
  /** Asked to be left alone by every bot of the installation. */
  readonly optedOut: boolean;
}

const NOWHERE: Standing = { blocked: false, allowed: false, optedOut: false };

/** What acts asks here before it acts. */
@Injectable()
export class ListsService {
  constructor(private readonly lists: ListsRepository) {}

  /** What the lists say of a page of targets, in their order: one statement, on behalf of the account's user. */
  async standing(tx: ReadTx, accountId: string, targets: readonly ListedTarget[]): Promise<Standing[]> {
    if (targets.length === 0) return [];
    const people = targets.map(({ pk, username }) => ({ pk, username: username && normaliseName(username) }));
    const rows = await this.lists.standing(tx, accountId, people);
    return targets.map((_, index) => {
      const row = rows[index];
      return row ? { blocked: row.blocked, allowed: row.allowed, optedOut: row.opted_out } : NOWHERE;
    });
  }
}
