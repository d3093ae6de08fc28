import { setTimeout as pause } from 'node:timers/promises';
import type pg from 'pg';
import { type SealContext, type SealingBox, UnsealError } from './sealing.ts';

/** A column that holds sealed values, and the one beside it that names the key. Both are null, or neither. */
export interface SealedPlace {
  /** What it holds, for people: `sessions`. */
  readonly name: string;
  readonly table: string;
  /** The row's id, which the seal is bound to. The table has a `user_id` too. */
  readonly id: string;
  readonly data: string;
  readonly keyId: string;
  readonly purpose: SealContext['purpose'];
  /** What else is written with a batch, in one statement: SQL that reads `resealed (row_id, user_id)`. */
  readonly trace?: string;
}

/** A value that no key opens: its key is not there, or it was changed or moved. It stays as it is. */
export interface Unreadable {
  readonly place: string;
  readonly row: string;
  readonly keyId: string;
}

export interface Resealed {
  readonly resealed: number;
  readonly unreadable: readonly Unreadable[];
  /** Values that are on an older key again, because a running process still seals with it. */
  readonly stillOld: number;
}

export interface Progress {
  readonly place: string;
  readonly done: number;
  readonly of: number;
}

export interface ResealingOptions {
  /** Values in one statement: few enough not to make others wait. */
  readonly batch?: number;
  /** Between the last value and the look whether it stays so, milliseconds: processes learn of a new key meanwhile. */
  readonly settleMs?: number;
  readonly onProgress?: (progress: Progress) => void;
}

export interface KeyCount {
  readonly place: string;
  readonly keyId: string;
  readonly count: number;
}

interface Row {
  readonly row_id: string;
  readonly user_id: string;
  readonly data: Buffer;
  readonly key_id: string;
}

interface Pass {
  found: number;
  resealed: number;
  readonly unreadable: Map<string, Unreadable>;
}

const BATCH = 100;
/** Longer than a running process needs to learn of a new key (key-watch.ts). */
const SETTLE_MS = 2_500;
/** How often values may reappear on an older key before it is no coincidence. */
const MOST_PASSES = 8;
const DEADLOCK = '40P01';
const NO_ROW = '00000000-0000-0000-0000-000000000000';

const pageOf = ({ table, id, data, keyId }: SealedPlace): string => `
  SELECT ${id} AS row_id, user_id, ${data} AS data, ${keyId} AS key_id FROM ${table}
  WHERE ${keyId} <> $1 AND ${id} > $2 ORDER BY ${id} LIMIT $3`;

/**
 * Only if the bytes are still those that were read: anything a bot wrote since is newer. A row that is being written is
 * left to the next pass, so that neither waits for the other.
 */
const replaceOf = ({ table, id, data, keyId, trace }: SealedPlace): string => `
  WITH given AS (
    SELECT * FROM unnest($2::uuid[], $3::bytea[], $4::bytea[]) AS g (row_id, before, after)
  ), mine AS (
    SELECT t.${id} AS row_id, g.after FROM ${table} t JOIN given g ON g.row_id = t.${id} AND t.${data} = g.before
    ORDER BY t.${id} FOR NO KEY UPDATE OF t SKIP LOCKED
  ), resealed AS (
    UPDATE ${table} t SET ${data} = mine.after, ${keyId} = $1 FROM mine WHERE t.${id} = mine.row_id
    RETURNING t.${id} AS row_id, t.user_id
  )${trace ? `, traced AS (${trace})` : ''}
  SELECT count(*)::int AS count FROM resealed`;

/**
 * Seals everything with the newest key that is sealed with an older one, in small batches, while bots work. It may be
 * killed at any moment and begun again, and two at once do no harm: each value is at any time whole on one key.
 */
export class Resealing {
  private readonly client: pg.Client;
  private readonly box: SealingBox;
  private readonly places: readonly SealedPlace[];
  private readonly batch: number;
  private readonly settleMs: number;
  private readonly onProgress: (progress: Progress) => void;

  /** `client` is the owner's, whom the policies let through to every user. */
  constructor(
    client: pg.Client,
    box: SealingBox,
    places: readonly SealedPlace[],
    { batch = BATCH, settleMs = SETTLE_MS, onProgress = () => undefined }: ResealingOptions = {},
  ) {
    this.client = client;
    this.box = box;
    this.places = places;
    this.batch = batch;
    this.settleMs = settleMs;
    this.onProgress = onProgress;
  }

  async run(): Promise<Resealed> {
    let resealed = 0;
    for (let passes = 1; ; passes += 1) {
      const pass = await this.pass();
      resealed += pass.resealed;
      const unreadable = [...pass.unreadable.values()];
      // Clean, and checked again after the last change.
      if (pass.found === unreadable.length && passes > 1) return { resealed, unreadable, stillOld: 0 };
      if (passes === MOST_PASSES) {
        return { resealed, unreadable, stillOld: Math.max(0, (await this.old()) - unreadable.length) };
      }
      await pause(this.settleMs);
    }
  }

  /** How many values are on which key. */
  async counts(): Promise<KeyCount[]> {
    const all: KeyCount[] = [];
    for (const { name, table, keyId } of this.places) {
      const { rows } = await this.client.query<{ key_id: string; count: number }>(
        `SELECT ${keyId} AS key_id, count(*)::int AS count FROM ${table}
         WHERE ${keyId} IS NOT NULL GROUP BY 1 ORDER BY 1`,
      );
      all.push(...rows.map(({ key_id, count }) => ({ place: name, keyId: key_id, count })));
    }
    return all;
  }

  /** Opens every value there is, and changes nothing. */
  async check(): Promise<{ readonly opened: number; readonly unreadable: readonly Unreadable[] }> {
    const unreadable: Unreadable[] = [];
    let opened = 0;
    for (const place of this.places) {
      for await (const rows of this.pages(place, '')) {
        for (const row of rows) {
          if (this.open(place, row) === null) unreadable.push(this.unreadable(place, row));
          else opened += 1;
        }
      }
    }
    return { opened, unreadable };
  }

  private async pass(): Promise<Pass> {
    const pass: Pass = { found: 0, resealed: 0, unreadable: new Map() };
    for (const place of this.places) await this.passOver(place, pass);
    return pass;
  }

  private async passOver(place: SealedPlace, pass: Pass): Promise<void> {
    const of = await this.countOld(place);
    let done = 0;
    for await (const rows of this.pages(place, this.box.newestKeyId)) {
      pass.found += rows.length;
      done += rows.length;
      pass.resealed += await this.replace(place, rows, pass);
      this.onProgress({ place: place.name, done, of: Math.max(of, done) });
    }
  }

  private async old(): Promise<number> {
    let count = 0;
    for (const place of this.places) count += await this.countOld(place);
    return count;
  }

  private async countOld({ table, keyId }: SealedPlace): Promise<number> {
    const { rows } = await this.client.query<{ count: number }>(
      `SELECT count(*)::int AS count FROM ${table} WHERE ${keyId} <> $1`,
      [this.box.newestKeyId],
    );
    return rows[0]?.count ?? 0;
  }

  /** Everything that is not on this key, page by page. */
  private async *pages(place: SealedPlace, keyId: string): AsyncGenerator<Row[]> {
    let behind = NO_ROW;
    for (;;) {
      const { rows } = await this.client.query<Row>(pageOf(place), [keyId, behind, this.batch]);
      const last = rows.at(-1);
      if (!last) return;
      yield rows;
      behind = last.row_id;
    }
  }

  private async replace(place: SealedPlace, rows: readonly Row[], pass: Pass): Promise<number> {
    const given: Array<{ row: Row; after: Buffer }> = [];
    for (const row of rows) {
      const after = this.reseal(place, row);
      if (after) given.push({ row, after });
      else pass.unreadable.set(`${place.name} ${row.row_id}`, this.unreadable(place, row));
    }
    if (given.length === 0) return 0;
    const values = [
      this.box.newestKeyId,
      given.map(({ row }) => row.row_id),
      given.map(({ row }) => row.data),
      given.map(({ after }) => after),
    ];
    try {
      return (await this.client.query<{ count: number }>(replaceOf(place), values)).rows[0]?.count ?? 0;
    } catch (error) {
      // The database ended this statement to break a deadlock; the next pass finds what is left.
      if ((error as pg.DatabaseError).code === DEADLOCK) return 0;
      throw error;
    }
  }

  private unreadable(place: SealedPlace, row: Row): Unreadable {
    return { place: place.name, row: row.row_id, keyId: row.key_id };
  }

  private contextOf({ purpose }: SealedPlace, row: Row): SealContext {
    return { purpose, userId: row.user_id, rowId: row.row_id };
  }

  private reseal(place: SealedPlace, row: Row): Buffer | null {
    const plain = this.open(place, row);
    return plain === null ? null : this.box.seal(plain, this.contextOf(place, row)).data;
  }

  private open(place: SealedPlace, row: Row): string | null {
    try {
      return this.box.open({ keyId: row.key_id, data: row.data }, this.contextOf(place, row)).open();
    } catch (error) {
      if (error instanceof UnsealError) return null;
      throw error;
    }
  }
}
