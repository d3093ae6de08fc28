import { Injectable } from '@nestjs/common';
import {
  type Interaction,
  REVIEW_ANSWERS,
  type ResolveReview,
  type Review,
  type ReviewList,
  type ReviewsQuery,
  say,
} from '@pacekeeper/contracts';
import { Clock } from '../../../platform/clock/clock.ts';
import { Database } from '../../../platform/database/database.ts';
import type { Tx } from '../../../platform/database/tx.ts';
import { AppError } from '../../../platform/errors/app-error.ts';
import type { Caller } from '../../../platform/http/access.ts';
import { decodeCursor, page } from '../../../platform/http/cursor.ts';
import { asMessage, wordsOf } from '../../../platform/words/stored-words.ts';
import { ActivityService } from '../../activity/index.ts';
import { QuotasService } from '../../quotas/index.ts';
import { DailyStatsRepository } from '../../stats/index.ts';
import { toInteractionView } from '../interactions/interactions.mapper.ts';
import { Kinds } from '../kinds.ts';
import { countedAs } from '../ledger/counted.ts';
import { LedgerRepository } from '../ledger/ledger.repository.ts';
import { TurnsService } from '../work/turns.service.ts';
import { type ReviewRow, ReviewsRepository } from './reviews.repository.ts';

const nameOf = ({ target_username: username, target_pk: pk }: ReviewRow): string => username ?? pk;

const toReviewView = (row: ReviewRow): Review => {
  const text = row.details?.['text'];
  return {
    id: row.id,
    interaction: toInteractionView(row),
    question: asMessage(wordsOf(say('review.question', { action: row.action, target: nameOf(row) }))),
    ...(typeof text === 'string' ? { sent: text } : {}),
    options: [...REVIEW_ANSWERS],
    sent_at: (row.intended_at ?? new Date(0)).toISOString(),
  };
};

/** Actions whose outcome Instagram does not show: the owner alone says what became of them. */
@Injectable()
export class ReviewsService {
  constructor(
    private readonly db: Database,
    private readonly reviews: ReviewsRepository,
    private readonly ledger: LedgerRepository,
    private readonly kinds: Kinds,
    private readonly quotas: QuotasService,
    private readonly turns: TurnsService,
    private readonly stats: DailyStatsRepository,
    private readonly activity: ActivityService,
    private readonly clock: Clock,
  ) {}

  async list(caller: Caller, { limit, cursor, account_id: accountId }: ReviewsQuery): Promise<ReviewList> {
    const before = cursor ? (decodeCursor(cursor, [/^\d{1,18}$/])[0] ?? null) : null;
    const rows = await this.db.asUser(caller.id, (tx) => this.reviews.findPage(tx, accountId, limit + 1, before));
    return page(rows, limit, toReviewView, (row) => [row.id]);
  }

  /** @throws AppError NOT_FOUND; CONFLICT where it was answered already, or nothing is asked about it */
  resolve(caller: Caller, id: string, { answer }: ResolveReview): Promise<Interaction> {
    return this.db.asUser(caller.id, async (tx) => {
      const row = await this.get(tx, id);
      // Locks the account before its jobs, as turns do.
      await this.turns.askNow(tx, row.account_id);
      const entry = this.kinds.action(row.action).entry;
      const settled = await this.ledger.settleReview(tx, row, answer === 'done', entry.undoneBy);
      if (!settled) throw new AppError('CONFLICT', { what: 'This question was answered already.' });
      const outcome = answer === 'done' ? 'confirmed' : 'refused';
      await this.stats.count(tx, id, countedAs(outcome, 'unknown'), this.clock.now());
      if (answer === 'not_done') {
        const slot = { userId: tx.userId, accountId: row.account_id, action: entry.spends };
        await this.quotas.release(tx, slot, settled.quota_day);
      }
      const message = say('review.answered', { action: row.action, target: nameOf(row), answer });
      const of = { accountId: row.account_id, jobId: row.job_id, targetPk: row.target_pk };
      await this.activity.append(
        tx,
        { action: 'review_answered', status: 'info', message, ...of, targetUsername: row.target_username },
        [
          ['job', row.job_id],
          ['quota', tx.userId],
          ['bot', row.account_id],
        ],
      );
      return toInteractionView(await this.get(tx, id));
    });
  }

  private async get(tx: Tx, id: string): Promise<ReviewRow> {
    const row = await this.reviews.findById(tx, id);
    if (!row) throw new AppError('NOT_FOUND');
    return row;
  }
}
