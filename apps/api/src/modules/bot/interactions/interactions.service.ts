import { Injectable } from '@nestjs/common';
import type { InteractionList, InteractionsExportQuery, InteractionsQuery } from '@pacekeeper/contracts';
import { Database } from '../../../platform/database/database.ts';
import { csvDownload, type Download, jsonDownload, type ReadRows } from '../../../platform/files/download.ts';
import { decodeCursor, page } from '../../../platform/http/cursor.ts';
import { AccountsService } from '../../accounts/index.ts';
import { INTERACTION_COLUMNS, toInteractionCells, toInteractionView } from './interactions.mapper.ts';
import { type InteractionRow, InteractionsRepository } from './interactions.repository.ts';

/** Reads the ledger: what was done, or is to be done, to whom. */
@Injectable()
export class InteractionsService {
  constructor(
    private readonly db: Database,
    private readonly interactions: InteractionsRepository,
    private readonly accounts: AccountsService,
  ) {}

  /** @throws AppError NOT_FOUND for an account that is not theirs */
  async list(userId: string, { limit, cursor, ...query }: InteractionsQuery): Promise<InteractionList> {
    const before = cursor ? (decodeCursor(cursor, [/^\d{1,18}$/])[0] ?? null) : null;
    const rows = await this.reading(userId, query)(limit + 1, before);
    return page(rows, limit, toInteractionView, (row) => [row.id]);
  }

  /** @throws AppError NOT_FOUND for an account that is not theirs */
  csv(userId: string, query: InteractionsExportQuery): Promise<Download> {
    return csvDownload('interactions', this.reading(userId, query), INTERACTION_COLUMNS, toInteractionCells);
  }

  /** @throws AppError NOT_FOUND for an account that is not theirs */
  json(userId: string, query: InteractionsExportQuery): Promise<Download> {
    return jsonDownload('interactions', this.reading(userId, query), toInteractionView);
  }

  private reading(userId: string, query: InteractionsExportQuery): ReadRows<InteractionRow> {
    const { account_id: accountId, job_id: jobId, target, action, state } = query;
    return (limit, before) =>
      this.db.asUser(userId, async (tx) => {
        if (accountId !== undefined) await this.accounts.choose(tx, accountId);
        const filter = {
          accountIds: accountId === undefined ? await this.interactions.accountIds(tx) : [accountId],
          jobId: jobId ?? null,
          target: target ?? null,
          action: action ?? null,
          state: state ?? null,
        };
        return this.interactions.findPage(tx, filter, limit, before);
      });
  }
}
