import { Injectable } from '@nestjs/common';
import {
  type DailyStats,
  type HoursQuery,
  type HourStats,
  MOST_STATS_DAYS,
  type SourceStats,
  type StatsQuery,
  type StatsSummary,
  USUAL_STATS_DAYS,
} from '@pacekeeper/contracts';
import { Clock } from '../../platform/clock/clock.ts';
import { Database } from '../../platform/database/database.ts';
import type { Tx } from '../../platform/database/tx.ts';
import { validationError } from '../../platform/errors/validation.ts';
import { AccountsService } from '../accounts/index.ts';
import { type SourceRow, type Span, StatsRepository } from './stats.repository.ts';

/** How many sources are told. */
const MOST_SOURCES = 100;

const shifted = (day: string, days: number): string => Temporal.PlainDate.from(day).add({ days }).toString();
const daysOf = ({ from, to }: Span): number =>
  Temporal.PlainDate.from(from).until(Temporal.PlainDate.from(to), { largestUnit: 'day' }).days + 1;

const yieldOf = ({ done, skipped, failed }: SourceRow): number | null => {
  const tried = done + skipped + failed;
  return tried === 0 ? null : Math.round((done / tried) * 1000) / 1000;
};

/** What a user's accounts did, from the counts that are kept with each outcome. */
@Injectable()
export class StatsService {
  constructor(
    private readonly db: Database,
    private readonly stats: StatsRepository,
    private readonly accounts: AccountsService,
    private readonly clock: Clock,
  ) {}

  /** @throws AppError NOT_FOUND for an account that is not theirs, VALIDATION_FAILED */
  daily(userId: string, query: StatsQuery): Promise<DailyStats> {
    return this.db.asUser(userId, async (tx) => {
      const items = await this.stats.daily(tx, await this.spanOf(tx, query));
      return { success: true, items, next_cursor: null };
    });
  }

  /** @throws AppError NOT_FOUND for an account that is not theirs, VALIDATION_FAILED */
  summary(userId: string, query: StatsQuery): Promise<StatsSummary> {
    return this.db.asUser(userId, async (tx) => {
      const span = await this.spanOf(tx, query);
      const actions = await this.stats.summary(tx, span, shifted(span.from, -daysOf(span)));
      const active = await this.stats.activeDays(tx, span);
      return { success: true, summary: { from: span.from, to: span.to, active_days: active, actions } };
    });
  }

  /** @throws AppError NOT_FOUND for an account that is not theirs, VALIDATION_FAILED */
  hours(userId: string, { action, ...query }: HoursQuery): Promise<HourStats> {
    return this.db.asUser(userId, async (tx) => {
      const items = await this.stats.hours(tx, await this.spanOf(tx, query), action ?? null);
      return { success: true, items, next_cursor: null };
    });
  }

  /** @throws AppError NOT_FOUND for an account that is not theirs, VALIDATION_FAILED */
  sources(userId: string, query: StatsQuery): Promise<SourceStats> {
    return this.db.asUser(userId, async (tx) => {
      const rows = await this.stats.sources(tx, await this.spanOf(tx, query), MOST_SOURCES);
      const items = rows.map((row) => ({ ...row, of: row.about || null, yield: yieldOf(row) }));
      return { success: true, items, next_cursor: null };
    });
  }

  private async spanOf(tx: Tx, { from, to, account_id: id }: StatsQuery): Promise<Span> {
    if (id !== undefined) await this.accounts.choose(tx, id);
    const last = to ?? (await this.stats.today(tx, this.clock.now()));
    const span = { from: from ?? shifted(last, 1 - USUAL_STATS_DAYS), to: last, accountId: id ?? null };
    const days = daysOf(span);
    if (days < 1 || days > MOST_STATS_DAYS) {
      throw validationError([
        { path: ['from'], message: `must lie within ${MOST_STATS_DAYS} days before the last day` },
      ]);
    }
    return span;
  }
}
