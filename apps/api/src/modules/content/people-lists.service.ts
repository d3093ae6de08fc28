import { Injectable } from '@nestjs/common';
import type { AddToList, ListEntries, ListEntry, ListEntryChanges, ListQuery } from '@pacekeeper/contracts';
import { Database } from '../../platform/database/database.ts';
import { AppError } from '../../platform/errors/app-error.ts';
import { page } from '../../platform/http/cursor.ts';
import { AccountsService } from '../accounts/index.ts';
import { ContentLog, listIsFull } from './content-log.ts';
import { keysOf, pageOf } from './content-page.ts';
import { duplicatesOf, nameOf, peopleOf } from './people.ts';
import { type EntryRow, type PeopleList, PeopleListsRepository } from './people-lists.repository.ts';

const toView = (row: EntryRow): ListEntry => ({
  id: row.id,
  username: row.username,
  pk: row.pk,
  account_id: row.account_id,
  note: row.note,
  created_at: row.created_at.toISOString(),
});

/** A user's block list and allow list. */
@Injectable()
export class PeopleListsService {
  constructor(
    private readonly db: Database,
    private readonly lists: PeopleListsRepository,
    private readonly accounts: AccountsService,
    private readonly log: ContentLog,
  ) {}

  async list(userId: string, list: PeopleList, query: ListQuery): Promise<ListEntries> {
    const asked = pageOf(query);
    const rows = await this.db.asUser(userId, (tx) => this.lists.findPage(tx, list, asked, query.account_id ?? null));
    return page(rows, query.limit, toView, keysOf);
  }

  /** @throws AppError NOT_FOUND for an account that is not theirs, CONFLICT where the list would become too long */
  async add(userId: string, list: PeopleList, body: AddToList) {
    const { people, repeated, refused } = peopleOf(body);
    const rows = await this.db.asUser(userId, async (tx) => {
      if (body.account_id !== undefined) await this.accounts.choose(tx, body.account_id);
      const kept = { accountId: body.account_id ?? null, note: body.note ?? null };
      const added = await this.lists.add(tx, list, people, kept);
      if (!added) throw listIsFull(list);
      await this.log.added(tx, list, added.map(nameOf));
      return added;
    });
    return { items: rows.map(toView), duplicates: duplicatesOf(people, rows, repeated), refused: [...refused] };
  }

  /** @throws AppError NOT_FOUND */
  update(userId: string, list: PeopleList, id: string, { note }: ListEntryChanges): Promise<ListEntry> {
    return this.db.asUser(userId, async (tx) => {
      const row = await this.lists.setNote(tx, list, id, note);
      if (!row) throw new AppError('NOT_FOUND');
      await this.log.changed(tx, list, nameOf(row));
      return toView(row);
    });
  }

  /** @throws AppError NOT_FOUND */
  remove(userId: string, list: PeopleList, id: string): Promise<void> {
    return this.db.asUser(userId, async (tx) => {
      const row = await this.lists.remove(tx, list, id);
      if (!row) throw new AppError('NOT_FOUND');
      await this.log.removed(tx, list, nameOf(row));
    });
  }
}
