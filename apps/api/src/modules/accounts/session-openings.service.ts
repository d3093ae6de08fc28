import { Injectable } from '@nestjs/common';
import type { OpeningList, OpeningsQuery } from '@pacekeeper/contracts';
import { Database } from '../../platform/database/database.ts';
import { AppError } from '../../platform/errors/app-error.ts';
import { decodeCursor, page } from '../../platform/http/cursor.ts';
import { AccountsRepository } from './accounts.repository.ts';
import { toOpeningView } from './session-openings.mapper.ts';
import { SessionOpeningsRepository } from './session-openings.repository.ts';

const NUMBER = /^\d{1,18}$/;

/** Who opened the session of an account, for its owner alone. */
@Injectable()
export class SessionOpeningsService {
  constructor(
    private readonly db: Database,
    private readonly accounts: AccountsRepository,
    private readonly openings: SessionOpeningsRepository,
  ) {}

  /** Latest opening first; kept when the account is disconnected. @throws AppError NOT_FOUND for another user's account */
  async list(userId: string, accountId: string, { limit, cursor }: OpeningsQuery): Promise<OpeningList> {
    const [last = '', id = ''] = cursor ? decodeCursor(cursor, [NUMBER, NUMBER]) : [];
    const rows = await this.db.asUser(userId, async (tx) => {
      if (!(await this.accounts.findById(tx, accountId))) throw new AppError('NOT_FOUND');
      return this.openings.findPage(tx, accountId, limit + 1, cursor ? [last, id] : null);
    });
    return page(rows, limit, toOpeningView, (row) => [row.last_us, row.id]);
  }
}
