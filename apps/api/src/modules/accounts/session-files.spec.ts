import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Account, Activity, Bot, ExportedSession, Job } from '@pacekeeper/contracts';
import { eventually, type GivenUser } from '@pacekeeper/testing';
import fc from 'fast-check';
import type { Reply } from '../../testing/test-api.ts';
import { TestStack } from '../../testing/test-stack.ts';
import {
  changed,
  instagrapiFile,
  libraryFile,
  ownFile,
  SECRETS,
} from '../instagram/private-api/session-files/testing.ts';

// One stack for the whole walk; twenty accounts are connected in it.
jest.setTimeout(120_000);

const PASSWORD = 'thistle-anchor-over-6611-dunes';

interface Person extends GivenUser {
  readonly token: string;
}
interface Connected {
  readonly account: Account;
}

let stack: TestStack;
let made = 0;
/** Everything secret that was sent, to be looked for. */
const secrets = new Set<string>(Object.values(SECRETS));

beforeAll(async () => {
  stack = await TestStack.start();
  await stack.api.given.limits({ follows: 10_000 });
});
afterAll(() => stack.stop());

const person = async (more: { email?: string; role?: 'admin' | 'user' } = {}): Promise<Person> => {
  const user = await stack.api.given.user(more);
  return { ...user, token: await stack.api.signIn(user.username) };
};
const post = <T>({ token }: Person, path: string, body: unknown = {}): Promise<Reply<T>> =>
  stack.api.ask<T>('POST', `/api/${path}`, { token, body });
const activities = async ({ token }: Person, query = ''): Promise<Activity[]> =>
  (await stack.api.ask<{ items: Activity[] }>('GET', `/api/activity-logs${query}`, { token })).body.items;
const bot = async ({ token }: Person): Promise<Bot> =>
  (await stack.api.ask<{ bot: Bot }>('GET', '/api/bot/status', { token })).body.bot;

const instagram = async (more: object = {}): Promise<string> => {
  const username = `by_file_${++made}`;
  await stack.simulator.control('POST', '/accounts', { username, password: PASSWORD, ...more });
  return username;
};
/** A session file as the simulator's page offers it. */
const fileOf = async (
  username: string,
  kind: 'instagrapi' | 'library' | 'pacekeeper' | 'sessionid',
): Promise<string> => {
  const url = `${stack.simulator.controlUrl}/accounts/${username}/session-file?kind=${kind}`;
  const text = await (await fetch(url)).text();
  const { items } = await stack.simulator.control<{ items: { id: string }[] }>('GET', `/accounts/${username}/sessions`);
  for (const { id } of items) secrets.add(id);
  return text;
};
const connect = (who: Person, session: unknown, more: object = {}) =>
  post<Connected>(who, 'bot/login/session', { session, ...more });
const follow = async (who: Person, accountId: string, amount: number): Promise<string> => {
  await post(who, 'bot/start', { account_id: accountId });
  const body = { account_id: accountId, hashtag: 'ceramics', amount };
  return (await post<{ job: Job }>(who, 'bot/actions/follow-hashtag', body)).body.job.id;
};
const done = async ({ token }: Person, jobId: string): Promise<number> =>
  (await stack.api.ask<{ job: Job }>('GET', `/api/bot/jobs/${jobId}`, { token })).body.job.done;

/** Every row of every table, and every line of the log. */
const everythingKept = async (): Promise<string> => {
  const tables = await stack.api.given.sql<{ name: string }>(
    `SELECT format('%I.%I', table_schema, table_name) AS name FROM information_schema.tables
     WHERE table_schema IN ('public', 'pgboss') AND table_type = 'BASE TABLE'`,
  );
  const rows: string[] = [];
  for (const { name } of tables) {
    const found = await stack.api.given.sql<{ line: string }>(`SELECT t::text AS line FROM ${name} t`);
    rows.push(...found.map(({ line }) => line));
  }
  return [...rows, ...stack.api.logLines, ...(stack.worker?.logLines ?? [])].join('\n');
};

describe('the walk of an account whose password is not taken', () => {
  it('leads from the refusal to a session file and the first follow, and pauses nobody else', async () => {
    const other = await person();
    const beside = (await post<Connected>(other, 'bot/login', { username: await instagram(), password: PASSWORD }))
      .body;
    const otherJob = await follow(other, beside.account.id, 500);
    await eventually(async () => (await done(other, otherJob)) > 0, 'another bot works');

    const anna = await person();
    const username = await instagram({ password_refused: true });
    const refused = await post(anna, 'bot/login', { username, password: PASSWORD });
    expect(refused).toMatchObject({ status: 422, body: { error: 'SIGN_IN_NOT_OFFERED', code: 'E-IG-E-CE5C' } });

    const answer = await connect(anna, await fileOf(username, 'instagrapi'));
    expect(answer).toMatchObject({ status: 200, body: { success: true, account: { instagram_username: username } } });
    const { id } = answer.body.account;
    const job = await follow(anna, id, 3);
    await eventually(async () => (await done(anna, job)) === 3, 'it follows');

    // Every call was made as the tool would have made it.
    const { items } = await stack.simulator.control<{ items: { app_version: string; device: string; path: string }[] }>(
      'GET',
      `/requests?account=${username}&limit=500`,
    );
    const own = items.filter(({ path }) => !path.includes('accounts/login'));
    expect(new Set(own.map(({ app_version }) => app_version))).toEqual(new Set(['385.0.0.47.74']));
    expect(new Set(own.map(({ device }) => device)).size).toBe(1);
    expect(own.filter(({ path }) => path.includes('current_user'))).not.toHaveLength(0);

    const before = await done(other, otherJob);
    await eventually(async () => (await done(other, otherJob)) > before, 'the other bot goes on');
    expect(await bot(other)).toMatchObject({ state: 'running' });
    expect(await activities(other, '?action=bot_paused')).toEqual([]);
    expect((await activities(anna)).map(({ action, error }) => [action, error])).toEqual(
      expect.arrayContaining([
        ['connect_failed', 'SIGN_IN_NOT_OFFERED'],
        ['account_connected', undefined],
      ]),
    );
    for (const one of [anna, other]) await post(one, 'bot/stop');
  });
});

describe('a session file', () => {
  it.each(['library', 'pacekeeper'] as const)('of the kind %s connects, also as JSON in the request', async (kind) => {
    const username = await instagram();
    const text = await fileOf(username, kind);
    expect(await connect(await person(), JSON.parse(text))).toMatchObject({
      status: 200,
      body: { account: { instagram_username: username, session_valid: true } },
    });
  });

  it('takes the account over from whoever had it, and both are told', async () => {
    const [ben, cleo] = [await person({ email: 'ben@example.org' }), await person()];
    const username = await instagram();
    await connect(ben, await fileOf(username, 'instagrapi'));
    expect((await connect(cleo, await fileOf(username, 'library'))).status).toBe(200);
    expect(await bot(ben)).toMatchObject({ session_valid: false, last_error: { error: 'ACCOUNT_TAKEN_OVER' } });
    const [mail] = await stack.api.given.sql('SELECT kind, recipient FROM outgoing_mails WHERE user_id = $1', [ben.id]);
    expect(mail).toEqual({ kind: 'account_taken_over', recipient: 'ben@example.org' });
    expect((await activities(cleo))[0]?.message).toContain('taken over');
  });

  it('that has expired is refused in its own words, makes its account wait, and leaves nothing', async () => {
    const dora = await person();
    const username = await instagram();
    const text = await fileOf(username, 'instagrapi');
    await stack.simulator.control('POST', `/accounts/${username}/sessions/revoke`, {});
    const refused = await connect(dora, text);
    expect(refused).toMatchObject({ status: 409, body: { error: 'SESSION_INVALID', retry_after: 120 } });
    expect(refused.body.message).toContain('this file');
    expect(await connect(dora, text)).toMatchObject({ status: 429, body: { error: 'INSTAGRAM_LOGIN_PAUSED' } });
    expect((await activities(dora))[0]).toMatchObject({ action: 'connect_failed', error: 'SESSION_INVALID' });
    for (const table of ['instagram_credentials', 'connect_attempts']) {
      expect(await stack.api.given.sql(`SELECT 1 FROM ${table} WHERE user_id = $1`, [dora.id])).toEqual([]);
    }
  });

  it('whose version is refused says so, and holds up no account that is connected', async () => {
    const username = await instagram();
    await stack.simulator.control('PATCH', '/settings', { refused_versions: ['385.'] });
    const refused = await connect(await person(), await fileOf(username, 'instagrapi'));
    await stack.simulator.control('PATCH', '/settings', { refused_versions: [] });
    expect(refused).toMatchObject({ status: 502, body: { error: 'CLIENT_OUTDATED' } });
    expect(refused.body.message).toContain('session file');
    expect(await stack.api.given.sql('SELECT 1 FROM refused_clients')).toEqual([]);
  });

  it('that is a bare sessionid needs a word of its person', async () => {
    const emil = await person();
    const username = await instagram();
    const text = await fileOf(username, 'sessionid');
    const asked = await connect(emil, text);
    expect(asked).toMatchObject({
      status: 400,
      body: { error: 'VALIDATION_FAILED', details: [{ path: 'confirm_bare' }] },
    });
    expect(await connect(emil, text.replaceAll('%3A', ':'), { confirm_bare: true })).toMatchObject({
      status: 200,
      body: { account: { instagram_username: username } },
    });
  });

  it.each<[string, unknown, object, number, string, string | null]>([
    ['a JSON array', '[1, 2]', {}, 400, 'VALIDATION_FAILED', 'session'],
    ['a truncated file', JSON.stringify(libraryFile()).slice(0, 500), {}, 400, 'VALIDATION_FAILED', 'session'],
    ['no uuid', changed(instagrapiFile(), 'uuids.uuid', undefined), {}, 400, 'VALIDATION_FAILED', 'session.uuids.uuid'],
    [
      'a proxy inside',
      changed(ownFile(), 'proxy', 'http://a:b@c.example'),
      {},
      400,
      'VALIDATION_FAILED',
      'session.proxy',
    ],
    ['nothing', '', {}, 400, 'VALIDATION_FAILED', 'session'],
    ['a number', 42, {}, 400, 'VALIDATION_FAILED', 'session'],
    ['a key too many', ownFile(), { password: 'x' }, 400, 'VALIDATION_FAILED', null],
    ['a proxy into this machine', ownFile(), { proxy: 'http://127.0.0.1:8080' }, 422, 'PROXY_REFUSED', null],
    ['a session that was invented', ownFile(), {}, 409, 'SESSION_INVALID', null],
  ])('is refused with %s', async (_, session, more, status, error, path) => {
    const answer = await connect(await person(), session, more);
    expect(answer).toMatchObject({ status, body: { error } });
    if (path !== null) expect(answer.body.details?.map((one) => one.path)).toContain(path);
  });

  it('of 10 MB is not read', async () => {
    const answer = await connect(await person(), 'x'.repeat(10_000_000));
    expect(answer).toMatchObject({ status: 413, body: { error: 'PAYLOAD_TOO_LARGE' } });
  });

  it('gives a connection or a code, whatever JSON it is', async () => {
    const fred = await person();
    const noise = fc.oneof(fc.jsonValue(), fc.constantFrom<unknown>('\r\n', '\0', 'x'.repeat(10_000), 1e21, [[[]]]));
    const paths = ['uuids', 'authorization_data', 'device_settings.model', 'cookies', 'locale', 'mid', 'proxy'];
    const broken = fc
      .tuple(fc.constantFrom(...paths), noise)
      .map(([path, value]) => changed(instagrapiFile(), path, value));
    await fc.assert(
      fc.asyncProperty(fc.oneof(broken, noise), async (session) => {
        const { status, body } = await connect(fred, session);
        expect([400, 409, 413, 429]).toContain(status);
        expect(body.error).toBeDefined();
        for (const secret of secrets) expect(JSON.stringify(body)).not.toContain(secret);
      }),
      { numRuns: 60 },
    );
  });
});

describe('the export of a session', () => {
  const exported = (who: Person, id: string) => post<ExportedSession>(who, `bot/accounts/${id}/export-session`);

  it('is for its owner with a second factor and a recent proof; told by mail, audited, and taken elsewhere', async () => {
    const [gina, admin] = [await person({ email: 'gina@example.org' }), await person({ role: 'admin' })];
    const username = await instagram();
    const { id } = (await connect(gina, await fileOf(username, 'instagrapi'))).body.account;
    expect(await exported(gina, id)).toMatchObject({ status: 409, body: { error: 'CONFLICT' } });
    await stack.api.given.sql('UPDATE users SET two_factor_since = now() WHERE id = ANY ($1)', [[gina.id, admin.id]]);
    expect(await exported(admin, id)).toMatchObject({ status: 404 });
    expect(await exported(await person(), id)).toMatchObject({ status: 404 });

    const file = await exported(gina, id);
    expect(file).toMatchObject({
      status: 200,
      body: {
        file_name: `pacekeeper-session-${username}.json`,
        session: {
          pacekeeper_session: 1,
          instagram_username: username,
          app: { version: '385.0.0.47.74', code: '378906843' },
          client: { deviceString: '33/13.0.0; 420dpi; 1080x2400; samsung; SM-G991B; o1s; exynos2100' },
        },
      },
    });
    const mails = await stack.api.given.sql('SELECT kind, recipient, params FROM outgoing_mails WHERE user_id = $1', [
      gina.id,
    ]);
    expect(mails).toEqual([{ kind: 'session_exported', recipient: 'gina@example.org', params: { account: username } }]);
    const audit = await stack.api.given.sql(
      `SELECT actor_id, details FROM audit_log WHERE action = 'session_exported' AND subject_id = $1`,
      [gina.id],
    );
    expect(audit).toEqual([{ actor_id: gina.id, details: { account_id: id } }]);
    expect((await activities(gina))[0]).toMatchObject({ action: 'session_exported', status: 'warning' });
    const openings = await stack.api.given.sql(`SELECT purpose FROM session_openings WHERE account_id = $1`, [id]);
    expect(openings).toContainEqual({ purpose: 'export' });

    const moved = await connect(await person(), JSON.stringify(file.body));
    expect(moved).toMatchObject({ status: 200, body: { account: { instagram_username: username } } });
    // What was taken over is nothing to export any more.
    expect(await exported(gina, id)).toMatchObject({ status: 409, body: { error: 'SESSION_INVALID' } });
  });

  it('asks for a proof that is not recent any more', async () => {
    const hugo = await person();
    const { id } = (await connect(hugo, await fileOf(await instagram(), 'library'))).body.account;
    await stack.api.given.sql('UPDATE users SET two_factor_since = now() WHERE id = $1', [hugo.id]);
    await stack.api.given.sql(
      `UPDATE login_sessions SET proved_at = now() - interval '16 minutes' WHERE user_id = $1`,
      [hugo.id],
    );
    await eventually(async () => (await exported(hugo, id)).body.error === 'REAUTHENTICATION_REQUIRED', 'it asks');
  });
});

describe('twenty accounts on two app versions', () => {
  it('of which one is refused: its accounts pause, the others go on', async () => {
    const ida = await person();
    const accounts: { readonly id: string; readonly version: string; readonly job: string }[] = [];
    for (let number = 0; number < 20; number += 1) {
      const [kind, version] = number % 2 === 0 ? (['instagrapi', '385.'] as const) : (['pacekeeper', '428.'] as const);
      const { id } = (await connect(ida, await fileOf(await instagram(), kind))).body.account;
      accounts.push({ id, version, job: await follow(ida, id, 200) });
    }
    const acted = () =>
      stack.api.given.sql<{ id: string; done: number }>('SELECT id, done FROM bot_jobs WHERE user_id = $1', [ida.id]);
    await eventually(async () => (await acted()).every(({ done: times }) => times > 0), 'all act');

    await stack.simulator.control('PATCH', '/settings', {
      versions: [{ version: '385.', answer: 'unsupported_version' }],
    });
    const paused = () =>
      stack.api.given.sql<{ account_id: string }>(
        `SELECT account_id FROM user_bot_status WHERE user_id = $1 AND cooldown_until > now()`,
        [ida.id],
      );
    const refused = accounts.filter(({ version }) => version === '385.');
    await eventually(async () => (await paused()).length === refused.length, 'those with the version pause');
    const before = new Map((await acted()).map((row) => [row.id, row.done]));
    const others = accounts.filter(({ version }) => version !== '385.');
    await eventually(
      async () => (await acted()).filter((row) => row.done > (before.get(row.id) ?? 0)).length >= others.length,
      'the others go on',
    );
    expect((await paused()).map((row) => row.account_id).sort()).toEqual(refused.map(({ id }) => id).sort());
    expect(await stack.api.given.sql('SELECT paused_at FROM fleet_state')).toEqual([{ paused_at: null }]);
    const [noted] = await stack.api.given.sql(`SELECT details FROM audit_log WHERE action = 'version_paused'`);
    expect(noted).toMatchObject({ details: { client: '385.0.0.47.74 378906843', running: 10 } });
    const told = await activities(ida, '?action=bot_paused&limit=100');
    expect(new Set(told.map(({ account_id: id }) => id))).toEqual(new Set(refused.map(({ id }) => id)));
    expect(told[0]?.message).toMatch(/app version/);
  });
});

it('keeps nothing of a file but the sealed session, and logs nothing of it', async () => {
  const kept = await everythingKept();
  expect(secrets.size).toBeGreaterThan(20);
  for (const secret of secrets) {
    expect(kept).not.toContain(secret);
    expect(kept).not.toContain(Buffer.from(secret).toString('hex'));
  }
});
