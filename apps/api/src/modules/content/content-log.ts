import { Injectable } from '@nestjs/common';
import { type ContentList, MOST_OF, say } from '@pacekeeper/contracts';
import type { Tx } from '../../platform/database/tx.ts';
import { AppError } from '../../platform/errors/app-error.ts';
import { ActivityService } from '../activity/index.ts';

/** Tells in the activity log how content changed. */
@Injectable()
export class ContentLog {
  constructor(private readonly activity: ActivityService) {}

  /** Nothing where nothing was added. */
  async added(tx: Tx, list: ContentList, names: readonly string[]): Promise<void> {
    const [first, second] = names;
    if (first === undefined) return;
    const message = say('content.added', {
      list,
      added: names.length,
      ...(second === undefined ? { of: first } : {}),
    });
    await this.activity.append(tx, { action: 'content_added', status: 'info', message });
  }

  async changed(tx: Tx, list: ContentList, of: string): Promise<void> {
    const message = say('content.changed', { list, of });
    await this.activity.append(tx, { action: 'content_changed', status: 'info', message });
  }

  async removed(tx: Tx, list: ContentList, of: string): Promise<void> {
    const message = say('content.removed', { list, of });
    await this.activity.append(tx, { action: 'content_removed', status: 'info', message });
  }
}

/** A list that has as many entries as one user may have. */
export const listIsFull = (list: ContentList): AppError =>
  new AppError('CONFLICT', { what: `This list may have ${MOST_OF[list].toLocaleString('en')} entries.` });
