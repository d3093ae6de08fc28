import { Injectable } from '@nestjs/common';
import type { ReadTx, Tx } from '../../../platform/database/tx.ts';

/** The current pause of all bots, or the last one. */
export interface FleetRow {
  readonly paused_at: Date | null;
  readonly cause: 'answers' | 'person' | null;
  readonly error_code: string | null;
  readonly accounts: number | null;
  readonly answered: number | null;
  readonly reason: string | null;
  readonly probe_at: Date | null;
  readonly failed_probes: number;
  readonly probing: boolean;
  readonly clients: string[];
  readonly resumed_at: Date | null;
}

/** A turn that a bot gets when all go on. */
export interface ResumedTurn {
  readonly account_id: string;
  readonly user_id: string;
  readonly turn_seq: string;
  readonly turn_at: Date;
}

type Row<T> = T & Record<string, unknown>;

/** SQL: true where all bots are paused and this account is not the one that tries. `f` is the row of fleet_state. */
export const heldBack = (account: string): string =>
  `(f.paused_at IS NOT NULL
    AND NOT coalesce(f.probe_account = ${account} AND f.probe_until > clock_timestamp(), false))`;

@Injectable()
export class FleetRepository {
  async get(tx: ReadTx): Promise<FleetRow> {
    return (await tx.one<Row<FleetRow>>('SELECT * FROM fleet_now()')) as FleetRow;
  }

  /** By an administrator. False for anybody else. */
  async hold(tx: Tx, reason: string, at: Date): Promise<boolean> {
    const row = await tx.one<{ held: boolean }>('SELECT fleet_hold($1, $2) AS held', [reason, at]);
    return row?.held === true;
  }

  /**
   * Ends the pause: for the account that tried, which a worker says, or (null) for an administrator, which the API says.
   * The turns that follow, which must be sent with the same commit; null where nothing was to be resumed.
   */
  async resume(
    tx: Tx,
    probe: string | null,
    at: Date,
    { perSecond, longestSeconds }: { perSecond: number; longestSeconds: number },
  ): Promise<ResumedTurn[] | null> {
    const rows = await tx.sql<Row<{ [K in keyof ResumedTurn]: ResumedTurn[K] | null }>>(
      `SELECT account_id, user_id, turn_seq, turn_at
       FROM ${probe === null ? 'fleet_release($1, $2, $3)' : 'fleet_resume($4, $1, $2, $3)'}`,
      [at, perSecond, longestSeconds, ...(probe === null ? [] : [probe])],
    );
    return rows.length === 0 ? null : rows.filter((row): row is Row<ResumedTurn> => row.account_id !== null);
  }

  /** `client`: the app version that got a troubling answer; null where the answer was a matter of the account. */
  async endProbe(
    tx: Tx,
    accountId: string,
    { at, nextAt, failed, client }: { at: Date; nextAt: Date; failed: number; client: string | null },
  ): Promise<void> {
    await tx.sql('SELECT fleet_end_probe($1, $2, $3, $4, $5)', [accountId, at, nextAt, failed, client]);
  }
}
