import { Injectable } from '@nestjs/common';
import {
  type AddHashtags,
  type HashtagChanges,
  hashtagSchema,
  type HashtagsQuery,
  type SavedHashtag,
} from '@pacekeeper/contracts';
import { Database } from '../../platform/database/database.ts';
import { AppError } from '../../platform/errors/app-error.ts';
import { page } from '../../platform/http/cursor.ts';
import { ContentLog, listIsFull } from './content-log.ts';
import { keysOf, pageOf } from './content-page.ts';
import { type HashtagRow, HashtagsRepository } from './hashtags.repository.ts';
import { readPasted } from './pasted.ts';

const toView = ({ id, tag, note, created_at: at }: HashtagRow): SavedHashtag => ({
  id,
  hashtag: tag,
  note,
  created_at: at.toISOString(),
});

/** Hashtags that a user keeps for jobs. */
@Injectable()
export class HashtagsService {
  constructor(
    private readonly db: Database,
    private readonly hashtags: HashtagsRepository,
    private readonly log: ContentLog,
  ) {}

  async list(userId: string, query: HashtagsQuery) {
    const asked = pageOf(query);
    const rows = await this.db.asUser(userId, (tx) => this.hashtags.findPage(tx, asked));
    return page(rows, query.limit, toView, keysOf);
  }

  /** @throws AppError CONFLICT where the list would become too long */
  async add(userId: string, { hashtag, hashtags = [], note = null }: AddHashtags) {
    const { taken, repeated, refused } = readPasted(hashtag === undefined ? hashtags : [hashtag], hashtagSchema);
    const rows = await this.db.asUser(userId, async (tx) => {
      const added = await this.hashtags.add(tx, taken, note);
      if (!added) throw listIsFull('hashtags');
      await this.log.added(
        tx,
        'hashtags',
        added.map((row) => `#${row.tag}`),
      );
      return added;
    });
    const added = new Set(rows.map((row) => row.tag));
    const duplicates = [...new Set([...taken.filter((one) => !added.has(one)), ...repeated])];
    return { items: rows.map(toView), duplicates, refused: [...refused] };
  }

  /** @throws AppError NOT_FOUND */
  update(userId: string, id: string, { note }: HashtagChanges): Promise<SavedHashtag> {
    return this.db.asUser(userId, async (tx) => {
      const row = await this.hashtags.setNote(tx, id, note);
      if (!row) throw new AppError('NOT_FOUND');
      await this.log.changed(tx, 'hashtags', `#${row.tag}`);
      return toView(row);
    });
  }

  /** @throws AppError NOT_FOUND */
  remove(userId: string, id: string): Promise<void> {
    return this.db.asUser(userId, async (tx) => {
      const row = await this.hashtags.remove(tx, id);
      if (!row) throw new AppError('NOT_FOUND');
      await this.log.removed(tx, 'hashtags', `#${row.tag}`);
    });
  }
}
