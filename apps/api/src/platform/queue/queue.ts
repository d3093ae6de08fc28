import { v5 as uuidv5 } from 'uuid';
import type { PgBoss } from 'pg-boss';
import type { Tx } from '../database/tx.ts';
import { QUEUE_SCHEMA, TURNS } from './turn-queue.ts';

/** One turn of an account's bot. Ids only: the queue's tables have no row-level security. */
export interface Turn {
  readonly account_id: string;
  readonly user_id: string;
  /** The number that the account's status must still have, or the turn is out of date. */
  readonly seq: number;
}

/** A turn that this process has fetched and must settle. */
export interface FetchedTurn {
  readonly turn: Turn;
  readonly attempt: { readonly id: string; readonly retryCount: number };
}

/** Makes the id of a turn from account and number, so that sending it twice is sending it once. */
const TURN_NAMESPACE = '6f1d2f0a-0d6c-5b7e-9a43-9c0a8f3f5b21';

/** Turns that one statement sends. */
const MOST_AT_ONCE = 500;

const idOf = ({ account_id, seq }: Turn): string => uuidv5(`${account_id}:${seq}`, TURN_NAMESPACE);

/** Turns over PostgreSQL, sent and settled inside the transaction that they belong to. */
export class Queue {
  constructor(private readonly boss: PgBoss) {}

  /** A turn in the place of the one before it, which is out of date now: an account has one waiting at the most. */
  async replaceTurn(tx: Tx, turn: Turn, at: Date): Promise<void> {
    await tx.raw.executeSql(
      `DELETE FROM ${QUEUE_SCHEMA}.job WHERE name = $1 AND id = $2 AND state IN ('created', 'retry')`,
      [TURNS, idOf({ ...turn, seq: turn.seq - 1 })],
    );
    await this.sendTurn(tx, turn, at);
  }

  async sendTurn(tx: Tx, turn: Turn, at: Date): Promise<void> {
    await this.boss.send(TURNS, turn, {
      id: idOf(turn),
      singletonKey: turn.account_id,
      startAfter: at,
      db: tx.raw as never,
    });
  }

  /** Many turns at once. */
  async sendTurns(tx: Tx, turns: ReadonlyArray<{ readonly turn: Turn; readonly at: Date }>): Promise<void> {
    for (let from = 0; from < turns.length; from += MOST_AT_ONCE) {
      const jobs = turns.slice(from, from + MOST_AT_ONCE).map(({ turn, at }) => ({
        id: idOf(turn),
        data: turn,
        singletonKey: turn.account_id,
        startAfter: at,
      }));
      await this.boss.insert(TURNS, jobs, { db: tx.raw as never });
    }
  }

  async fetch(most: number): Promise<FetchedTurn[]> {
    const jobs = await this.boss.fetch<Turn>(TURNS, { batchSize: most });
    return jobs.map(({ id, retryCount, data }) => ({ turn: data, attempt: { id, retryCount } }));
  }

  /** In the transaction that ends the turn, or without one for a turn that was out of date. */
  async complete({ attempt }: FetchedTurn, tx?: Tx): Promise<void> {
    await this.boss.complete(TURNS, attempt, null, tx ? { db: tx.raw as never } : {});
  }

  /** Hands the turn back; it is tried again a second later. */
  async fail({ attempt }: FetchedTurn): Promise<void> {
    await this.boss.fail(TURNS, attempt);
  }

  /** Says that these turns are still being worked on. */
  async touch(turns: readonly FetchedTurn[]): Promise<void> {
    if (turns.length > 0)
      await this.boss.touch(
        TURNS,
        turns.map(({ attempt }) => attempt),
      );
  }
}
