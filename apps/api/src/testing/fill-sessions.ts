// For figures: creates accounts, spread over users, each with a session sealed with the installation's newest key
// (DATA_DIR). Takes the owner's connection and the counts; runs from its source.
import { randomBytes, randomUUID } from 'node:crypto';
import pg from 'pg';
import { ownerUrlFromEnvironment } from '../platform/config/from-environment.ts';
import { sealingKeysFromEnvironment } from '../platform/config/sealing-keys.ts';
import { SealingBox } from '../platform/crypto/sealing.ts';

const BATCH = 500;
/** As long as what is kept of the client library, bytes in base64. */
const SIZE = 2_000;

const ACCOUNTS = `
  INSERT INTO instagram_credentials (id, user_id, instagram_pk, instagram_username, session_data_encrypted, encryption_key_id)
  SELECT id, user_id, 'filled-' || number, 'filled_' || number, data, $5
  FROM unnest($1::uuid[], $2::uuid[], $3::int[], $4::bytea[]) AS t (id, user_id, number, data)`;
const STATUSES = `
  INSERT INTO user_bot_status (account_id, user_id, session_valid)
  SELECT id, user_id, true FROM unnest($1::uuid[], $2::uuid[]) AS t (id, user_id)`;

const [count, users] = process.argv.slice(2).map(Number) as [number, number];
const box = new SealingBox(sealingKeysFromEnvironment().keys);
const client = new pg.Client({ connectionString: ownerUrlFromEnvironment() });
await client.connect();
const { rows: people } = await client.query<{ id: string }>(
  `INSERT INTO users (username, username_key, password_hash)
   SELECT 'filled-' || i, 'filled-' || i, 'none' FROM generate_series(1, $1) AS i RETURNING id`,
  [users],
);
for (let from = 0; from < count; from += BATCH) {
  const made = Array.from({ length: Math.min(BATCH, count - from) }, (_, index) => {
    const [id, userId] = [randomUUID(), people[(from + index) % users]?.id ?? ''];
    const plain = randomBytes(SIZE).toString('base64');
    return { id, userId, number: from + index, ...box.seal(plain, { purpose: 'session', userId, rowId: id }) };
  });
  const [ids, owners] = [made.map(({ id }) => id), made.map(({ userId }) => userId)];
  const values = [ids, owners, made.map(({ number }) => number), made.map(({ data }) => data), box.newestKeyId];
  await client.query(ACCOUNTS, values);
  await client.query(STATUSES, [ids, owners]);
}
await client.end();
