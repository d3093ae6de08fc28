import { Injectable } from '@nestjs/common';
import { errorEntry, type ErrorSymbol, RAMP_EARNED, RAMP_LEAST } from '@pacekeeper/contracts';
import { Database } from '../../platform/database/database.ts';
import type { Tx } from '../../platform/database/tx.ts';

/** Answers after which a day earns nothing. */
const LOSERS = (['ACTION_BLOCKED', 'ACTION_NOT_APPLIED'] satisfies ErrorSymbol[]).map(
  (symbol) => errorEntry(symbol).code,
);

/** Accounts in one statement. */
const MOST = 1_000;

/** What an administrator's change made of an account. */
export interface RampChange {
  readonly user_id: string;
  readonly instagram_username: string;
  readonly before: string;
}

@Injectable()
export class AccountRampsRepository {
  constructor(private readonly db: Database) {}

  /** The days that are over, of one account; its share now, or null where they were reckoned already. */
  async reckon(tx: Tx, accountId: string, at: Date): Promise<string | null> {
    const row = await tx.one<{ ramp: string }>('SELECT ramp FROM reckon_ramps($1, $2, $3, $4, 1)', [
      accountId,
      at,
      RAMP_EARNED,
      LOSERS,
    ]);
    return row?.ramp ?? null;
  }

  /** As `reckon`, for some of the accounts that are due; how many were. */
  async reckonSome(at: Date): Promise<number> {
    return (await this.db.system('reckon_ramps', [null, at, RAMP_EARNED, LOSERS, MOST])).length;
  }

  /** After a block; what is half of a hundredth is lost. */
  async halve(tx: Tx, accountId: string): Promise<void> {
    await tx.sql(
      'UPDATE instagram_credentials SET ramp = greatest($3, trunc(ramp / 2, 2)) WHERE id = $1 AND user_id = $2',
      [accountId, tx.userId, RAMP_LEAST],
    );
  }

  /** By an administrator, of anyone's account; null where there is no such account. */
  set(tx: Tx, accountId: string, ramp: number): Promise<RampChange | null> {
    return tx.one<RampChange & Record<string, unknown>>('SELECT * FROM admin_set_ramp($1, $2)', [accountId, ramp]);
  }
}
