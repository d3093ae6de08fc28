import { Injectable } from '@nestjs/common';
import {
  type CreateDmTemplate,
  type DmTemplate,
  type DmTemplateChanges,
  type DmTemplatesQuery,
  linksIn,
  say,
} from '@pacekeeper/contracts';
import { Database } from '../../platform/database/database.ts';
import type { Tx } from '../../platform/database/tx.ts';
import { AppError } from '../../platform/errors/app-error.ts';
import { page } from '../../platform/http/cursor.ts';
import { asMessage, wordsOf } from '../../platform/words/stored-words.ts';
import { ContentLog, listIsFull } from './content-log.ts';
import { keysOf, pageOf } from './content-page.ts';
import { type DmTemplateRow, DmTemplatesRepository } from './dm-templates.repository.ts';

const toView = ({ id, name, text, created_at: created, updated_at: updated }: DmTemplateRow): DmTemplate => {
  const links = linksIn(text).length;
  return {
    id,
    name,
    text,
    links,
    warnings: links > 0 ? [asMessage(wordsOf(say('template.has_links', { links })))] : [],
    created_at: created.toISOString(),
    updated_at: updated.toISOString(),
  };
};

/** Texts for messages to new followers. */
@Injectable()
export class DmTemplatesService {
  constructor(
    private readonly db: Database,
    private readonly templates: DmTemplatesRepository,
    private readonly log: ContentLog,
  ) {}

  async list(userId: string, query: DmTemplatesQuery) {
    const asked = pageOf(query);
    const rows = await this.db.asUser(userId, (tx) => this.templates.findPage(tx, asked));
    return page(rows, query.limit, toView, keysOf);
  }

  /** @throws AppError CONFLICT for a name that is taken, and where there are too many */
  create(userId: string, { name, text }: CreateDmTemplate): Promise<DmTemplate> {
    return this.db.asUser(userId, async (tx) => {
      const row = await this.templates.create(tx, name, text);
      if (!row) throw listIsFull('dm_templates');
      await this.log.added(tx, 'dm_templates', [row.name]);
      return toView(row);
    });
  }

  /** @throws AppError NOT_FOUND, CONFLICT for a name that is taken */
  update(userId: string, id: string, changes: DmTemplateChanges): Promise<DmTemplate> {
    return this.db.asUser(userId, async (tx) => {
      const row = await this.templates.update(tx, id, changes);
      if (!row) throw new AppError('NOT_FOUND');
      await this.log.changed(tx, 'dm_templates', row.name);
      return toView(row);
    });
  }

  /** @throws AppError NOT_FOUND */
  remove(userId: string, id: string): Promise<void> {
    return this.db.asUser(userId, async (tx) => {
      const row = await this.templates.remove(tx, id);
      if (!row) throw new AppError('NOT_FOUND');
      await this.log.removed(tx, 'dm_templates', row.name);
    });
  }

  /** The text of one of the user's templates, for a job that sends it. @throws AppError NOT_FOUND */
  async textOf(tx: Tx, id: string): Promise<string> {
    const row = await this.templates.findById(tx, id);
    if (!row) throw new AppError('NOT_FOUND');
    return row.text;
  }
}
