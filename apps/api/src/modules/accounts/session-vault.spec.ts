import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type GivenUser, Simulator } from '@pacekeeper/testing';
import { SealingBox } from '../../platform/crypto/sealing.ts';
import { Secret } from '../../platform/crypto/secret.ts';
import { TestApi } from '../../testing/test-api.ts';
import { AccountsService } from './index.ts';
import { Database } from '../../platform/database/database.ts';

const PASSWORD = 'forty-herons-over-a-quiet-mill';
const KEYS = ['ka', 'kb'].map((id) => `${id}:${randomBytes(32).toString('base64')}`).join(',');

interface Owner extends GivenUser {
  readonly token: string;
}

interface Row {
  readonly id: string;
  readonly data: Buffer;
  readonly key_id: string;
}

let simulator: Simulator;
let api: TestApi;
let anna: Owner;
let ben: Owner;
/** Two of Anna's, one of Ben's. */
let rows: [Row, Row, Row];

const connect = async (owner: Owner, username: string): Promise<string> => {
  await simulator.control('POST', '/accounts', { username, password: PASSWORD });
  const { body } = await api.ask<{ account: { id: string } }>('POST', '/api/bot/login', {
    token: owner.token,
    body: { username, password: PASSWORD },
  });
  return body.account.id;
};

const rowOf = async (id: string): Promise<Row> => {
  const [row] = await api.given.sql<Row & Record<string, unknown>>(
    'SELECT id, session_data_encrypted AS data, encryption_key_id AS key_id FROM instagram_credentials WHERE id = $1',
    [id],
  );
  return row as Row;
};

const put = (id: string, { data, key_id }: Pick<Row, 'data' | 'key_id'>) =>
  api.given.sql('UPDATE instagram_credentials SET session_data_encrypted = $2, encryption_key_id = $3 WHERE id = $1', [
    id,
    data,
    key_id,
  ]);

const restore = async (): Promise<void> => {
  for (const row of rows) {
    await put(row.id, row);
    await api.given.sql(
      'UPDATE user_bot_status SET session_valid = true, bot_running = true, last_error_code = NULL WHERE account_id = $1',
      [row.id],
    );
  }
};

beforeAll(async () => {
  simulator = await Simulator.start();
  api = await TestApi.start({ INSTAGRAM_BASE_URL: simulator.instagramUrl, ENCRYPTION_KEYS: KEYS });
  const owner = async (): Promise<Owner> => {
    const user = await api.given.user();
    return { ...user, token: await api.signIn(user.username) };
  };
  [anna, ben] = [await owner(), await owner()];
  rows = [
    await rowOf(await connect(anna, 'vault_one')),
    await rowOf(await connect(anna, 'vault_two')),
    await rowOf(await connect(ben, 'vault_three')),
  ];
});
afterAll(async () => {
  await api.stop();
  await simulator.stop();
});
beforeEach(restore);

const test = (owner: Owner, accountId: string) =>
  api.ask<{ session_valid: boolean; error?: string; code?: string }>('POST', `/api/users/${owner.id}/test-session`, {
    token: owner.token,
    body: { account_id: accountId },
  });

const state = async (accountId: string) => {
  const [row] = await api.given.sql(
    'SELECT session_valid, bot_running, last_error_code AS code FROM user_bot_status WHERE account_id = $1',
    [accountId],
  );
  return row;
};

const flipped = (data: Buffer, byte: number): Buffer => {
  const changed = Buffer.from(data);
  changed[byte] = (changed[byte] ?? 0) ^ (1 << (byte % 8));
  return changed;
};

const LOST = { session_valid: false, bot_running: false };

describe('a session that was changed', () => {
  /** Nonce 12, tag 16, then the ciphertext. */
  const places = (length: number) => [0, 11, 12, 27, 28, 29, Math.floor(length / 2), length - 1];

  it('is refused wherever a byte was flipped, and its bot stops', async () => {
    const [one] = rows;
    for (const byte of places(one.data.length)) {
      await restore();
      await put(one.id, { ...one, data: flipped(one.data, byte) });
      const { status, body } = await test(anna, one.id);
      expect([byte, status, body]).toMatchObject([byte, 200, { session_valid: false, error: 'SESSION_UNREADABLE' }]);
      expect(await state(one.id)).toEqual({ ...LOST, code: body.code });
    }
    await restore();
    expect((await test(anna, one.id)).body).toMatchObject({ session_valid: true });
  });

  it.each<[string, () => Promise<unknown>]>([
    ['cut short to nothing', () => put(rows[0].id, { ...rows[0], data: Buffer.alloc(0) })],
    ['cut short by one byte', () => put(rows[0].id, { ...rows[0], data: rows[0].data.subarray(0, -1) })],
    ['longer by one byte', () => put(rows[0].id, { ...rows[0], data: Buffer.concat([rows[0].data, Buffer.alloc(1)]) })],
    ['named for another key that there is', () => put(rows[0].id, { ...rows[0], key_id: 'kb' })],
    ['another account’s of the same user', () => put(rows[0].id, rows[1])],
    ['another user’s', () => put(rows[0].id, rows[2])],
    [
      'a sign-in under way',
      () => {
        const box = new SealingBox([
          { id: 'ka', key: new Secret(Buffer.from(KEYS.slice(3, KEYS.indexOf(',')), 'base64')) },
        ]);
        const { data } = box.seal('{"v":1,"client":{}}', { purpose: 'connect', userId: anna.id, rowId: rows[0].id });
        return put(rows[0].id, { data, key_id: 'ka' });
      },
    ],
  ])('is refused where it is %s', async (_, change) => {
    await change();
    expect((await test(anna, rows[0].id)).body).toMatchObject({ session_valid: false, error: 'SESSION_UNREADABLE' });
    expect(await state(rows[0].id)).toMatchObject({ session_valid: false, bot_running: false });
  });

  it('is refused for both where two rows were swapped, and told to both of their people', async () => {
    await put(rows[0].id, rows[2]);
    await put(rows[2].id, rows[0]);
    const moment = new Date();
    for (const [owner, { id }] of [
      [anna, rows[0]],
      [ben, rows[2]],
    ] as const) {
      const { body } = await test(owner, id);
      expect(body).toMatchObject({ session_valid: false, error: 'SESSION_UNREADABLE' });
      const activity = await api.given.sql(
        'SELECT status, error_code FROM activity_logs WHERE account_id = $1 AND at >= $2 AND error_code IS NOT NULL',
        [id, moment],
      );
      expect(activity).toEqual([{ status: 'warning', error_code: body.code }]);
    }
  });

  it('does not let its bot start, and says why', async () => {
    await api.given.sql('UPDATE user_bot_status SET bot_running = false WHERE account_id = $1', [rows[0].id]);
    await put(rows[0].id, rows[1]);
    const start = () => api.ask('POST', '/api/bot/start', { token: anna.token, body: { account_id: rows[0].id } });
    expect(await start()).toMatchObject({ status: 409, body: { error: 'SESSION_UNREADABLE' } });
    expect(await state(rows[0].id)).toMatchObject({ session_valid: false, bot_running: false });
    expect(await start()).toMatchObject({ status: 409, body: { error: 'SESSION_INVALID' } });
  });

  it('makes its open jobs wait when a turn finds it', async () => {
    const job = await api.given.job(anna.id, rows[0].id);
    await put(rows[0].id, rows[1]);
    const [db, service] = [api.app.get(Database), api.app.get(AccountsService)];
    const opened = await db.asUser(anna.id, (tx) => service.openOrLose(tx, rows[0].id, { purpose: 'turn' }));
    expect(opened).toBeNull();
    expect(
      await api.given.sql('SELECT state, waiting_symbol, waiting_params FROM bot_jobs WHERE id = $1', [job.id]),
    ).toEqual([{ state: 'waiting', waiting_symbol: 'bot_stopped', waiting_params: { because: 'not_connected' } }]);
    expect(
      await api.given.sql(`SELECT status FROM activity_logs WHERE account_id = $1 AND action = 'session_lost'`, [
        rows[0].id,
      ]),
    ).toContainEqual({ status: 'error' });
  });

  it('costs a new connection its device, and not the connection', async () => {
    await put(rows[0].id, { ...rows[0], data: flipped(rows[0].data, 40) });
    const { body } = await api.ask<{ account: { id: string } }>('POST', '/api/bot/login', {
      token: anna.token,
      body: { username: 'vault_one', password: PASSWORD },
    });
    expect(body).toMatchObject({ success: true, account: { id: rows[0].id, session_valid: true } });
    rows[0] = await rowOf(rows[0].id);
  });

  it('can be disconnected all the same', async () => {
    await put(rows[1].id, rows[0]);
    const { status } = await api.ask('POST', '/api/bot/logout', {
      token: anna.token,
      body: { account_id: rows[1].id },
    });
    expect(status).toBe(200);
    expect((await rowOf(rows[1].id)).data).toBeNull();
    rows[1] = await rowOf(await connect(anna, 'vault_four'));
  });
});

describe('a session whose key is not here', () => {
  const missing = () => put(rows[0].id, { ...rows[0], key_id: 'kc' });
  const ask = (path: string, body: object) => api.ask('POST', path, { token: anna.token, body });
  const KEPT = { session_valid: true, bot_running: true };

  it.each<[string, () => Promise<unknown>]>([
    ['tested', () => test(anna, rows[0].id)],
    ['connected again', () => ask('/api/bot/login', { username: 'vault_one', password: PASSWORD })],
  ])('is not lost where it is %s: the key may come back', async (_, attempt) => {
    await missing();
    expect(await attempt()).toMatchObject({ status: 503, body: { error: 'SEALING_KEY_MISSING' } });
    expect(await state(rows[0].id)).toMatchObject(KEPT);
    const { data, key_id } = await rowOf(rows[0].id);
    expect([data.equals(rows[0].data), key_id]).toEqual([true, 'kc']);
    await put(rows[0].id, rows[0]);
    expect((await test(anna, rows[0].id)).body).toMatchObject({ session_valid: true });
  });

  it('does not let its bot start', async () => {
    await api.given.sql('UPDATE user_bot_status SET bot_running = false WHERE account_id = $1', [rows[0].id]);
    await missing();
    expect(await ask('/api/bot/start', { account_id: rows[0].id })).toMatchObject({
      status: 503,
      body: { error: 'SEALING_KEY_MISSING' },
    });
    expect(await state(rows[0].id)).toMatchObject({ session_valid: true, bot_running: false });
  });

  it('can be disconnected all the same', async () => {
    await put(rows[1].id, { ...rows[1], key_id: 'kc' });
    expect((await ask('/api/bot/logout', { account_id: rows[1].id })).status).toBe(200);
    expect((await rowOf(rows[1].id)).data).toBeNull();
    rows[1] = await rowOf(await connect(anna, 'vault_five'));
  });
});

describe('a session before its bot starts', () => {
  const calls = async () =>
    (await simulator.control<{ total: number }>('GET', '/requests?account=vault_one&limit=1')).total;
  const start = async () => {
    await api.given.sql('UPDATE user_bot_status SET bot_running = false WHERE account_id = $1', [rows[0].id]);
    return api.ask('POST', '/api/bot/start', { token: anna.token, body: { account_id: rows[0].id } });
  };
  const old = () =>
    api.given.sql(
      `UPDATE instagram_credentials
       SET connected_at = now() - interval '7 hours', last_tested_at = now() - interval '7 hours' WHERE id = $1`,
      [rows[0].id],
    );

  it('is not tested where it was proved within hours', async () => {
    await test(anna, rows[0].id);
    const before = await calls();
    expect((await start()).status).toBe(200);
    expect(await calls()).toBe(before);
  });

  it('is tested where nothing has proved it for hours', async () => {
    await old();
    const before = await calls();
    expect((await start()).status).toBe(200);
    expect(await calls()).toBe(before + 1);
  });

  it('is not tested while Instagram wants to be left alone', async () => {
    await old();
    await api.given.sql(`UPDATE user_bot_status SET cooldown_until = now() + interval '1 hour' WHERE account_id = $1`, [
      rows[0].id,
    ]);
    const before = await calls();
    await start();
    expect(await calls()).toBe(before);
    await api.given.sql('UPDATE user_bot_status SET cooldown_until = NULL WHERE account_id = $1', [rows[0].id]);
  });

  it('starts where Instagram cannot be asked', async () => {
    await old();
    await simulator.control('POST', '/faults', { kind: 'server_error', account: 'vault_one', times: 1 });
    expect((await start()).status).toBe(200);
    await simulator.control('DELETE', '/faults');
  });

  it('does not start where Instagram has ended it', async () => {
    await old();
    await simulator.control('POST', '/accounts/vault_one/sessions/revoke', { reason: 8 });
    expect(await start()).toMatchObject({ status: 409, body: { error: 'SESSION_INVALID' } });
    expect(await state(rows[0].id)).toMatchObject({ session_valid: false, bot_running: false });
  });
});
