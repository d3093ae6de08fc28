import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connectionUrl, ensureRoles, migrate, startEmbeddedPostgres, withClient } from '@pacekeeper/database-tools';
import type pg from 'pg';
import { walkChain } from '../lib/audit-chain.ts';
import { PATHS } from '../lib/paths.ts';

const ENTRIES = 5_000;
const BATCH = 250;
const ROLES = {
  ownerRole: { name: 'audit_owner', password: 'owner-of-a-throw-away-database' },
  appRole: { name: 'audit_app', password: 'app-of-a-throw-away-database' },
};

const FILL = `
  SELECT audit_append((ARRAY['sign_in', 'sign_in_failed', 'limits_changed'])[1 + i % 3],
                      (ARRAY['success', 'refused'])[1 + i % 2], gen_random_uuid(),
                      CASE WHEN i % 4 = 0 THEN gen_random_uuid() END, ('192.0.2.' || i % 256)::inet,
                      jsonb_build_object('number', i, 'text', E'ünï"\\\\\\n\\u0001', 'in', jsonb_build_object('b', 1.50, 'a', null)),
                      CASE WHEN i % 5 > 0 THEN 'c-' || i END)
  FROM generate_series($1::int, $2::int) AS i`;

const COLUMNS = 'at, action, outcome, actor_id, subject_id, address, details, correlation_id';

interface Trial {
  readonly what: string;
  readonly done: string;
  /** The entry where it must show; null: nowhere. */
  readonly shows: number | null;
}

/** What the owner of the database might do to the log. */
const TRIALS: readonly Trial[] = [
  { what: 'nothing done', done: 'SELECT 1', shows: null },
  {
    what: 'one entry edited',
    done: `UPDATE audit_log SET outcome = 'refused' WHERE seq = 2500`,
    shows: 2500,
  },
  {
    what: 'details of one edited',
    done: `UPDATE audit_log SET details = details || '{"number": 0}' WHERE seq = 77`,
    shows: 77,
  },
  {
    what: 'a time moved by a microsecond',
    done: `UPDATE audit_log SET at = at + interval '1 microsecond' WHERE seq = 4000`,
    shows: 4000,
  },
  {
    what: 'the first edited and its own hash made anew',
    done: `UPDATE audit_log SET action = 'sign_out' WHERE seq = 1;
           UPDATE audit_log SET hash = audit_hash(decode(repeat('00', 32), 'hex'), seq, ${COLUMNS}) WHERE seq = 1`,
    shows: 2,
  },
  { what: 'one in the middle removed', done: 'DELETE FROM audit_log WHERE seq = 3000', shows: 3001 },
  {
    what: 'one in the middle removed and the rest numbered anew',
    done: 'DELETE FROM audit_log WHERE seq = 3000; UPDATE audit_log SET seq = seq - 1 WHERE seq > 3000',
    shows: 3000,
  },
  { what: 'the last removed', done: `DELETE FROM audit_log WHERE seq = ${ENTRIES}`, shows: ENTRIES },
  {
    what: 'two swapped',
    done: 'UPDATE audit_log SET seq = -seq WHERE seq IN (100, 200); UPDATE audit_log SET seq = 300 + seq WHERE seq < 0',
    shows: 100,
  },
  {
    what: 'one copied behind the end',
    done: `INSERT INTO audit_log (seq, ${COLUMNS}, hash)
           SELECT ${ENTRIES + 1}, ${COLUMNS}, hash FROM audit_log WHERE seq = 5`,
    shows: ENTRIES + 1,
  },
  { what: 'the hash of the end changed', done: `UPDATE audit_head SET hash = sha256('x')`, shows: ENTRIES },
  { what: 'the end removed', done: 'DELETE FROM audit_head', shows: 0 },
];

const words = (place: number | null) => (place === null ? 'whole' : `caught at ${place}`);

/** What the tool finds, and what the database's function does, which the API asks; then all is as it was. */
const tried = async (client: pg.Client, { what, done, shows }: Trial): Promise<{ line: string; right: boolean }> => {
  await client.query('BEGIN');
  await client.query(done);
  const { brokenAt: tool } = await walkChain(client);
  const { rows } = await client.query<{ broken_at: string | null }>('SELECT broken_at FROM audit_verify()');
  await client.query('ROLLBACK');
  const [found = { broken_at: '0' }] = rows;
  const api = found.broken_at === null ? null : Number(found.broken_at);
  const right = tool === shows && api === shows;
  return { right, line: `${right ? 'ok  ' : 'FAIL'} ${what}: tool ${words(tool)}, API ${words(api)}` };
};

/** Whether the audit log shows what was done to it, on a log of some thousand entries. */
export const auditFigure = async (): Promise<{ lines: string[]; ok: boolean }> => {
  const folder = mkdtempSync(join(tmpdir(), 'pacekeeper-audit-'));
  const { superuser, stop } = await startEmbeddedPostgres({ dataDir: join(folder, 'postgres'), ephemeral: true });
  try {
    const { owner } = await ensureRoles({ superuser, database: 'audit', ...ROLES });
    const ownerUrl = connectionUrl(owner);
    await migrate({ connection: ownerUrl, directory: PATHS.migrations, direction: 'up', log: () => undefined });
    return await withClient(ownerUrl, async (client) => {
      // Not in one transaction: the chain's end is one row, and a transaction keeps all that it was.
      for (let from = 1; from <= ENTRIES; from += BATCH) await client.query(FILL, [from, from + BATCH - 1]);
      const results = [];
      for (const trial of TRIALS) results.push(await tried(client, trial));
      return {
        lines: [`audit log of ${ENTRIES} entries`, ...results.map(({ line }) => line)],
        ok: results.every(({ right }) => right),
      };
    });
  } finally {
    await stop();
    rmSync(folder, { recursive: true, force: true });
  }
};
