import { Injectable } from '@nestjs/common';
import type { DailyStat } from '@pacekeeper/contracts';
import type { Tx } from '../../platform/database/tx.ts';

/** Days of the user's own calendar, and one account or (null) all. */
export interface Span {
  readonly from: string;
  readonly to: string;
  readonly accountId: string | null;
}

type Row<T> = T & Record<string, unknown>;
type Counts = Pick<DailyStat, 'done' | 'skipped' | 'failed' | 'unknown'>;
export type SummaryRow = Counts & { readonly action: string; readonly done_before: number };
export interface HourRow {
  readonly weekday: number;
  readonly hour: number;
  readonly done: number;
  readonly failed: number;
}
export type SourceRow = Counts & { readonly source: string; readonly about: string; readonly action: string };

/** A correction of what was counted elsewhere must not show as less than nothing. */
const sumOf = (column: string, filter = ''): string => `greatest(0, coalesce(sum(${column})${filter}, 0))::int`;
const SUMS = ['done', 'skipped', 'failed', 'unknown'].map((one) => `${sumOf(one)} AS ${one}`).join(', ');
/** Corrections may leave nothing of what was counted. */
const ANYTHING = 'sum(done) > 0 OR sum(skipped) > 0 OR sum(failed) > 0 OR sum(unknown) > 0';
const WITHIN = `user_id = $1 AND day BETWEEN $2 AND $3 AND ($4::uuid IS NULL OR account_id = $4)`;

const valuesOf = (tx: Tx, { from, to, accountId }: Span): unknown[] => [tx.userId, from, to, accountId];

@Injectable()
export class StatsRepository {
  /** Today, of the user's own calendar. */
  async today(tx: Tx, now: Date): Promise<string> {
    const row = await tx.one<{ day: string }>(
      `SELECT ($2::timestamptz AT TIME ZONE quota_zone(u, $2))::date::text AS day FROM users u WHERE u.id = $1`,
      [tx.userId, now],
    );
    return row?.day ?? now.toISOString().slice(0, 10);
  }

  daily(tx: Tx, span: Span): Promise<Array<Row<DailyStat>>> {
    return tx.sql(
      `SELECT day::text AS day, action, ${SUMS} FROM daily_stats WHERE ${WITHIN} GROUP BY day, action
       HAVING ${ANYTHING} ORDER BY day, action`,
      valuesOf(tx, span),
    );
  }

  /** By action, with what was done from `before` up to the span. */
  summary(tx: Tx, span: Span, before: string): Promise<Array<Row<SummaryRow>>> {
    const [done, skipped, failed, unknown] = ['done', 'skipped', 'failed', 'unknown'].map(
      (one) => `${sumOf(one, ' FILTER (WHERE day >= $2)')} AS ${one}`,
    );
    return tx.sql(
      `SELECT action, ${done}, ${skipped}, ${failed}, ${unknown},
              ${sumOf('done', ' FILTER (WHERE day < $2)')} AS done_before
       FROM daily_stats
       WHERE user_id = $1 AND day BETWEEN $5 AND $3 AND ($4::uuid IS NULL OR account_id = $4)
       GROUP BY action ORDER BY action`,
      [...valuesOf(tx, span), before],
    );
  }

  async activeDays(tx: Tx, span: Span): Promise<number> {
    const row = await tx.one<{ days: number }>(
      `SELECT count(DISTINCT day)::int AS days FROM daily_stats WHERE ${WITHIN} AND done > 0`,
      valuesOf(tx, span),
    );
    return row?.days ?? 0;
  }

  /** `action`: of it alone; null: of all. */
  hours(tx: Tx, span: Span, action: string | null): Promise<Array<Row<HourRow>>> {
    return tx.sql(
      `SELECT extract(isodow FROM day)::int AS weekday, hour::int AS hour, ${sumOf('done')} AS done, ${sumOf('failed')} AS failed
       FROM daily_stats WHERE ${WITHIN} AND ($5::text IS NULL OR action = $5)
       GROUP BY 1, 2 HAVING sum(done) > 0 OR sum(failed) > 0 ORDER BY 1, 2`,
      [...valuesOf(tx, span), action],
    );
  }

  sources(tx: Tx, span: Span, most: number): Promise<Array<Row<SourceRow>>> {
    return tx.sql(
      `SELECT source, about, action, ${SUMS} FROM daily_stats WHERE ${WITHIN}
       GROUP BY source, about, action ORDER BY done DESC, source, about, action LIMIT $5`,
      [...valuesOf(tx, span), most],
    );
  }
}
