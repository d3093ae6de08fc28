import { readdirSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { errorEntry } from '@pacekeeper/contracts';
import { migrate } from '@pacekeeper/database-tools';
import { createTestDatabase, Given, type TestDatabase } from '@pacekeeper/testing';
import { PATHS } from '../../../platform/config/root.ts';

/** This migration and those behind it. */
const STEPS = readdirSync(PATHS.migrations).filter((name) => name.endsWith('.sql') && name >= '0023').length;
const BLOCKED = errorEntry('ACTION_BLOCKED').code;
const LIMITED = errorEntry('RATE_LIMITED').code;

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

describe('the migration to breakers', () => {
  it('makes pauses of what stopped an action on the way down, and breakers of pauses on the way up', async () => {
    const { id: user } = await given.user();
    const [blocked, limited, nights, office] = await Promise.all(
      [1, 2, 3, 4].map(async () => (await given.account(user)).id),
    );
    const hours = (id: string | undefined, from: number, to: number, days: number[] | null) =>
      given.sql(
        'UPDATE instagram_credentials SET hours_from_minute = $2, hours_to_minute = $3, work_days = $4 WHERE id = $1',
        [id, from, to, days],
      );
    await hours(nights, 1_200, 240, null);
    await hours(office, 480, 1_080, null);
    const open = (id: string | undefined, action: string | null, code: string, inHours: number) =>
      given.sql(
        `INSERT INTO breakers (user_id, account_id, action, opened_at, open_until, error_code, trigger)
         VALUES ($1, $2, $3, now(), now() + make_interval(hours => $5::int), $4, 'action')`,
        [user, id, action, code, inHours],
      );
    await open(blocked, 'follow', BLOCKED, 24);
    await open(blocked, 'like', BLOCKED, 48);
    await open(limited, null, LIMITED, 1);
    const wait = (key: string, action: string | null, inHours: number) =>
      given.sql(
        `INSERT INTO instagram_waits (key, action, error_code, waits_until)
         VALUES ($1, $2, $3, now() + make_interval(hours => $4::int))`,
        [key, action, BLOCKED, inHours],
      );
    await wait('a', 'follow', 24);
    await wait('a', 'like', 48);
    await wait('b', null, 1);
    const paused = () =>
      given.sql(
        `SELECT account_id AS id, cooldown_code AS code, round(extract(epoch FROM cooldown_until - now()) / 3600)::int AS hours
         FROM user_bot_status WHERE cooldown_until IS NOT NULL ORDER BY hours`,
      );

    await run('down');
    const pauses = [
      { id: limited, code: LIMITED, hours: 1 },
      { id: blocked, code: BLOCKED, hours: 48 },
    ];
    expect(await paused()).toEqual(pauses);
    // Hours that were not possible then are the standard.
    expect(await given.sql('SELECT id FROM instagram_credentials WHERE hours_from_minute IS NOT NULL')).toEqual([
      { id: office },
    ]);
    expect(
      await given.sql(
        'SELECT key, round(extract(epoch FROM waits_until - now()) / 3600)::int AS hours FROM instagram_waits ORDER BY key',
      ),
    ).toEqual([
      { key: 'a', hours: 48 },
      { key: 'b', hours: 1 },
    ]);

    await run('up');
    expect(await paused()).toEqual(pauses);
    expect(
      await given.sql(
        'SELECT account_id AS id, action, error_code AS code FROM breakers WHERE closed_at IS NULL ORDER BY open_until',
      ),
    ).toEqual(pauses.map(({ id, code }) => ({ id, action: null, code })));
    expect(
      await given.sql('SELECT DISTINCT connected_at = first_connected_at AS once FROM instagram_credentials'),
    ).toEqual([{ once: true }]);
  });
});
