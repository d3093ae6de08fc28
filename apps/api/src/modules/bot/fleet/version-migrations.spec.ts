import { readdirSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { migrate } from '@pacekeeper/database-tools';
import { createTestDatabase, Given, type TestDatabase } from '@pacekeeper/testing';
import { PATHS } from '../../../platform/config/root.ts';

/** The migration to app versions of their own, and those behind it. */
const STEPS = readdirSync(PATHS.migrations).filter((name) => name.endsWith('.sql') && name >= '0020').length;
const OUTDATED = 'E-IG-E-0AEC';

let database: TestDatabase;
let given: Given;
beforeAll(async () => {
  database = await createTestDatabase();
  given = new Given(database.ownerUrl);
});
afterAll(async () => {
  await given.close();
  await database.drop();
});

const run = (direction: 'up' | 'down') =>
  migrate({
    connection: database.ownerUrl,
    directory: PATHS.migrations,
    direction,
    count: STEPS,
    log: () => undefined,
  });

describe('the migrations to app versions, with rows in the tables', () => {
  it('go down and up again: accounts stay, what only they know goes, and a pause of all for a version ends', async () => {
    const user = await given.user();
    const { id } = await given.account(user.id);
    await given.sql(`UPDATE instagram_credentials SET client = '385.0 1', client_kept = true WHERE id = $1`, [id]);
    await given.sql(`INSERT INTO refused_clients (client, refused_at, held_until) VALUES ('385.0 1', now(), now())`);
    for (const purpose of ['turn', 'export']) {
      await given.sql('INSERT INTO session_openings (user_id, account_id, hour, purpose) VALUES ($1, $2, now(), $3)', [
        user.id,
        id,
        purpose,
      ]);
    }
    await given.sql(
      `INSERT INTO breakers (user_id, account_id, opened_at, open_until, error_code, trigger)
       VALUES ($1, $2, now(), now() + interval '1 hour', $3, 'version')`,
      [user.id, id, OUTDATED],
    );

    await run('down');
    expect(await given.sql('SELECT purpose FROM session_openings')).toEqual([{ purpose: 'turn' }]);
    const [paused] = await given.sql('SELECT cooldown_code, cooldown_until > now() AS waits FROM user_bot_status');
    expect(paused).toEqual({ cooldown_code: OUTDATED, waits: true });
    await given.sql(
      `UPDATE fleet_state SET paused_at = now(), cause = 'answers', error_code = $1, sign_in_code = $1, sign_in_at = now()`,
      [OUTDATED],
    );

    await run('up');
    const [state] = await given.sql('SELECT paused_at, cause, error_code FROM fleet_state');
    expect(state).toEqual({ paused_at: null, cause: null, error_code: OUTDATED });
    expect(await given.sql('SELECT client, client_kept FROM instagram_credentials')).toEqual([
      { client: null, client_kept: false },
    ]);
    expect(await given.sql('SELECT 1 FROM refused_clients')).toEqual([]);
  });
});
