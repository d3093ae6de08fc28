import type { EntityManager } from 'typeorm';
import type { PoolClient, QueryResultRow } from 'pg';
import { Tx } from '../platform/database/tx.ts';

interface Plan {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly 'Index Name'?: string;
  readonly 'Actual Rows': number;
  readonly 'Actual Loops': number;
  readonly 'Rows Removed by Filter'?: number;
  readonly 'Rows Removed by Index Recheck'?: number;
  readonly 'Rows Removed by Join Filter'?: number;
  readonly Plans?: readonly Plan[];
}

/** How many rows one part of a plan went through, by what way. */
export interface RowsRead {
  readonly where: string;
  readonly rows: number;
}

const rowsOf = (plan: Plan): number =>
  Math.round(
    (plan['Actual Rows'] +
      (plan['Rows Removed by Filter'] ?? 0) +
      (plan['Rows Removed by Index Recheck'] ?? 0) +
      (plan['Rows Removed by Join Filter'] ?? 0)) *
      plan['Actual Loops'],
  );

const partsOf = (plan: Plan): RowsRead[] => [
  {
    where: [plan['Node Type'], plan['Relation Name'], plan['Index Name']].filter(Boolean).join(' '),
    rows: rowsOf(plan),
  },
  ...(plan.Plans ?? []).flatMap(partsOf),
];

const literal = (client: PoolClient, value: unknown): string => {
  if (value === null || value === undefined) return 'NULL';
  if (value instanceof Date) return client.escapeLiteral(value.toISOString());
  if (Buffer.isBuffer(value)) return `'\\x${value.toString('hex')}'`;
  // As the driver sends it: of no type, until the statement says which.
  if (Array.isArray(value)) return client.escapeLiteral(`{${value.map((one) => JSON.stringify(one)).join(',')}}`);
  return client.escapeLiteral(typeof value === 'object' ? JSON.stringify(value) : String(value));
};

/**
 * A transaction whose statements are run under EXPLAIN ANALYZE, as the server runs them once they are prepared. What
 * they do is done; what they answer is not handed on.
 */
export class ExplainingTx extends Tx {
  readonly read: RowsRead[] = [];
  private readonly connection: PoolClient;
  private prepared = 0;

  constructor(userId: string, manager: EntityManager, client: PoolClient) {
    super(userId, manager, client);
    this.connection = client;
  }

  override async sql<Row extends QueryResultRow>(text: string, values: readonly unknown[] = []): Promise<Row[]> {
    const name = `explained_${(this.prepared += 1)}`;
    await this.connection.query(`PREPARE ${name} AS ${text}`);
    const args = values.map((one) => literal(this.connection, one)).join(', ');
    const { rows } = await this.connection.query<{ 'QUERY PLAN': ReadonlyArray<{ Plan: Plan }> }>(
      `EXPLAIN (ANALYZE, FORMAT JSON) EXECUTE ${name}${args === '' ? '' : `(${args})`}`,
    );
    await this.connection.query(`DEALLOCATE ${name}`);
    for (const { Plan: plan } of rows[0]?.['QUERY PLAN'] ?? []) this.read.push(...partsOf(plan));
    return [];
  }
}
