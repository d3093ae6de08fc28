import { createHash } from 'node:crypto';
import { withClient } from '@pacekeeper/database-tools';
import type pg from 'pg';

/** What a walk along the whole chain of the audit log found. */
export interface ChainReport {
  readonly entries: number;
  /** Where the log itself says that it ends, hex; null where it does not say. */
  readonly headHash: string | null;
  /** The first entry that is not as it was written, or is missing; null where the chain is whole. */
  readonly brokenAt: number | null;
  /** The entry with the requested hash; null if there is none, or none was requested. */
  readonly knownAt: number | null;
}

/** A row, with what PostgreSQL alone can write: its JSON in its own order, and microseconds. */
interface Row {
  readonly seq: string;
  readonly at: string;
  readonly action: string;
  readonly outcome: string;
  readonly actor_id: string | null;
  readonly subject_id: string | null;
  readonly address: string | null;
  readonly details: string;
  readonly correlation_id: string | null;
  readonly hash: string;
}

const START = '00'.repeat(32);
const PAGE = 5_000;

const ROWS = `
  SELECT seq, to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US') AS at, action, outcome, actor_id, subject_id,
         host(address) AS address, details::text AS details, correlation_id, encode(hash, 'hex') AS hash
  FROM audit_log WHERE seq > $1 ORDER BY seq LIMIT ${PAGE}`;

/** The hash of an entry, computed here and not by the database. */
const hashOf = (previous: string, row: Omit<Row, 'hash'>): string => {
  const text = JSON.stringify;
  const parts = [
    text(previous),
    row.seq,
    text(row.at),
    text(row.action),
    text(row.outcome),
    text(row.actor_id),
    text(row.subject_id),
    text(row.address),
    row.details,
    text(row.correlation_id),
  ];
  return createHash('sha256')
    .update(`[${parts.join(', ')}]`)
    .digest('hex');
};

/** Walks along the chain, and looks for an entry whose hash is `known`; inside of a transaction of the owner. */
export const walkChain = async (client: pg.ClientBase, known: string | null = null): Promise<ChainReport> => {
  const { rows: heads } = await client.query<{ seq: string; hash: string }>(
    `SELECT seq, encode(hash, 'hex') AS hash FROM audit_head`,
  );
  let [entries, last, previous] = [0, '-9223372036854775808', START];
  let brokenAt: number | null = null;
  // Every log begins with nothing.
  let knownAt: number | null = known === START ? 0 : null;
  for (;;) {
    const { rows } = await client.query<Row>(ROWS, [last]);
    for (const row of rows) {
      entries += 1;
      const whole = row.seq === String(entries) && row.hash === hashOf(previous, row);
      if (!whole) brokenAt ??= Number(row.seq);
      if (row.hash === known && brokenAt === null) knownAt = entries;
      previous = row.hash;
    }
    last = rows.at(-1)?.seq ?? last;
    if (rows.length < PAGE) break;
  }
  const [head] = heads;
  if (!head || head.seq !== String(entries) || head.hash !== previous) brokenAt ??= Number(head?.seq ?? 0);
  return { entries, headHash: head?.hash ?? null, brokenAt, knownAt };
};

/** The chain at this moment, while others go on writing. */
export const readChain = (ownerUrl: string, known: string | null): Promise<ChainReport> =>
  withClient(ownerUrl, async (client) => {
    await client.query('BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY');
    const report = await walkChain(client, known);
    await client.query('COMMIT');
    return report;
  });
