import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { LoginAnswer } from '@pacekeeper/contracts';
import { eventually, type GivenUser, PASSWORD } from '@pacekeeper/testing';
import pg from 'pg';
import { CONFIG, type Config } from '../../../platform/config/config.ts';
import { newLinkToken, readLinkToken } from '../../../platform/crypto/link-token.ts';
import { Database } from '../../../platform/database/database.ts';
import { Mailbox, type Received } from '../../../testing/mailbox.ts';
import { type Reply, TestApi } from '../../../testing/test-api.ts';
import { MailsService, type NewMail } from '../../mails/index.ts';
import { FIRST_PASSWORD_FILE, FirstAdmin } from '../../users/index.ts';
import { Background } from './background.ts';
import { ResetTokensRepository } from './reset-tokens.repository.ts';

const NEW_PASSWORD = 'seven loud geese cross the road';
const PUBLIC_URL = 'https://bots.example.org';
const LINK = /^https:\/\/bots\.example\.org\/reset-password#token=([\w-]{22}\.[\w-]{22}\.[\w-]{43})$/m;

// Mails take their time, and other specs run beside this one.
jest.setTimeout(60_000);

interface Person extends GivenUser {
  readonly email: string;
}

let mailbox: Mailbox;
let api: TestApi;

beforeAll(async () => {
  mailbox = await Mailbox.open();
  api = await TestApi.start({ SMTP_URL: mailbox.url, PUBLIC_URL });
});
afterAll(async () => {
  await api.stop();
  await mailbox.close();
});

const person = async (wanted: { mustChangePassword?: boolean; role?: 'admin' } = {}): Promise<Person> => {
  const user = await api.given.user(wanted);
  const email = `${user.username}@example.org`;
  await api.given.sql('UPDATE users SET email = $2, email_key = lower($2) WHERE id = $1', [user.id, email]);
  return { ...user, email };
};

const forgot = (body: unknown, on = api) => on.ask('POST', '/api/auth/forgot-password', { body });
const reset = (token: string, new_password = NEW_PASSWORD, on = api) =>
  on.ask('POST', '/api/auth/reset-password', { body: { token, new_password } });
const login = (username: string, password: string, on = api) =>
  on.ask<LoginAnswer & { requires_verification?: true }>('POST', '/api/auth/login', { body: { username, password } });
const tokenIn = ({ text }: Received): string => LINK.exec(text)?.[1] ?? 'no link';
const linkFor = async ({ email }: Person): Promise<string> => {
  const before = mailbox.of(email).length;
  await forgot({ email });
  return tokenIn(await mailbox.arrived(email, before + 1));
};
const audited = async (on: TestApi, action: string, subjectId: string) =>
  (
    await on.given.sql<{ entry: object }>(
      `SELECT jsonb_build_object('outcome', outcome, 'actor', actor_id, 'details', details, 'from', host(address)) AS entry
       FROM audit_log WHERE action = $1 AND subject_id = $2 ORDER BY seq`,
      [action, subjectId],
    )
  ).map(({ entry }) => entry);
const settled = (on = api) => on.app.get(Background).settled();
const INVALID = { status: 422, body: { error: 'RESET_LINK_INVALID', code: 'E-AUTH-W-76D7' } };

describe('a forgotten password', () => {
  it('is replaced over a mailed link, which ends every login session and signs nobody in', async () => {
    const anna = await person({ mustChangePassword: true });
    const old = await login(anna.username, PASSWORD);
    const cookie = old.headers.getSetCookie()[0]?.split(';')[0] ?? '';
    expect(await forgot({ username: anna.username.toUpperCase() })).toMatchObject({
      status: 200,
      body: { success: true },
    });
    const mail = await mailbox.arrived(anna.email);
    expect(mail.headers).toMatchObject({ to: anna.email, subject: 'Reset your Pacekeeper password' });
    expect(mail.text).toContain(`"${anna.username}"`);
    expect(mail.text).toContain('30 minutes');
    expect(mail.raw).toContain(`${PUBLIC_URL}/reset-password#token=${tokenIn(mail)}\r\n`);

    const answer = await reset(tokenIn(mail));
    expect(answer).toMatchObject({ status: 200, body: { success: true } });
    expect(Object.keys(answer.body)).toEqual(['success']);
    // The owner is known on this device from now on; that does not sign anyone in.
    expect(answer.headers.getSetCookie().map((one) => one.split('=')[0])).toEqual(['__Host-pacekeeper-device']);
    expect((await api.ask('GET', '/api/auth/me', { token: old.body.token })).status).toBe(401);
    expect((await api.ask('POST', '/api/auth/refresh', { headers: { cookie } })).status).toBe(401);
    expect((await login(anna.username, PASSWORD)).status).toBe(401);
    expect(await login(anna.email, NEW_PASSWORD)).toMatchObject({ status: 200, body: { must_change_password: false } });

    const notice = await mailbox.arrived(anna.email, 2);
    expect(notice.headers['subject']).toBe('Your Pacekeeper password was changed');
    expect(notice.text).not.toContain('#token=');
    expect(await audited(api, 'password_reset_requested', anna.id)).toEqual([
      { outcome: 'success', actor: null, details: {}, from: '127.0.0.1' },
    ]);
    expect(await audited(api, 'password_reset', anna.id)).toEqual([
      { outcome: 'success', actor: anna.id, details: {}, from: '127.0.0.1' },
    ]);
  });

  it('is answered the same for everyone, and mailed to nobody who is not there', async () => {
    const [known, disabled, silent] = [await person(), await person(), await api.given.user()];
    await api.given.sql('UPDATE users SET is_active = false WHERE id = $1', [disabled.id]);
    const seen = mailbox.received.length;
    const replies = [
      await forgot({ username: known.username }),
      await forgot({ email: 'nobody@example.org' }),
      await forgot({ username: 'nobody' }),
      await forgot({ email: disabled.email }),
      await forgot({ username: silent.username }),
      await forgot({ email: 'no address at all' }),
    ];
    const shown = ({ status, headers, body }: Reply<unknown>) => ({ status, body, headers: [...headers.keys()] });
    for (const reply of replies) expect(shown(reply)).toEqual(shown(replies[0] as Reply<unknown>));
    await mailbox.arrived(known.email);
    await settled();
    expect(mailbox.received.slice(seen).map(({ to }) => to)).toEqual([[known.email]]);
    expect(
      await api.given.sql('SELECT id FROM outgoing_mails WHERE user_id = ANY ($1)', [[disabled.id, silent.id]]),
    ).toEqual([]);
    expect(await audited(api, 'password_reset_requested', disabled.id)).toMatchObject([
      { outcome: 'refused', details: { reason: 'disabled' } },
    ]);
    expect(await audited(api, 'password_reset_requested', silent.id)).toMatchObject([
      { outcome: 'refused', details: { reason: 'no_email' } },
    ]);
  });

  it('brings three mails in half an hour at the most, whatever name is typed', async () => {
    const anna = await person();
    for (let times = 0; times < 4; times += 1) {
      expect((await forgot({ email: anna.email })).status).toBe(200);
      expect((await forgot({ username: anna.username })).status).toBe(200);
    }
    await settled();
    await mailbox.arrived(anna.email, 3);
    expect(await audited(api, 'password_reset_requested', anna.id)).toHaveLength(3);
  });

  it('has its link from the configuration, whatever host the request names', async () => {
    const anna = await person();
    const body = JSON.stringify({ email: anna.email });
    const status = await new Promise((resolve, reject) => {
      const headers = {
        host: 'evil.example',
        'x-forwarded-host': 'evil.example',
        forwarded: 'host=evil.example',
        'content-type': 'application/json',
        'content-length': Buffer.byteLength(body),
      };
      request(`${api.url}/api/auth/forgot-password`, { method: 'POST', headers }, (reply) => {
        reply.resume();
        resolve(reply.statusCode);
      })
        .on('error', reject)
        .end(body);
    });
    expect(status).toBe(200);
    const mail = await mailbox.arrived(anna.email);
    expect(tokenIn(mail)).not.toBe('no link');
    expect(mail.raw).not.toContain('evil');
  });

  it('leaves no secret in the database, in the queue or in the log', async () => {
    const anna = await person();
    const token = await linkFor(anna);
    await eventually(
      async () => (await api.given.sql('SELECT id FROM outgoing_mails WHERE user_id = $1', [anna.id])).length === 0,
      'the mail is forgotten',
    );
    const tables = await api.given.sql<{ name: string }>(
      `SELECT c.oid::regclass::text AS name FROM pg_class c
       WHERE c.relkind IN ('r', 'p') AND c.relnamespace IN ('public'::regnamespace, 'pgboss'::regnamespace)`,
    );
    const dump: string[] = [];
    for (const { name } of tables) {
      dump.push(
        ...(await api.given.sql<{ line: string }>(`SELECT t::text AS line FROM ${name} t`)).map(({ line }) => line),
      );
    }
    const kept = `${dump.join('\n')}\n${api.logLines.join('')}`;
    const random = token.split('.')[2] ?? '';
    for (const secret of [
      token,
      random,
      Buffer.from(random).toString('hex'),
      Buffer.from(random, 'base64url').toString('hex'),
    ])
      expect(kept).not.toContain(secret);
    // The dump is a dump: what may be there is.
    expect(kept).toContain(readLinkToken(token)?.hash.toString('hex'));
    expect(api.logLines.join('')).not.toContain(anna.email);
  });
});

describe('a reset link', () => {
  it('serves once', async () => {
    const token = await linkFor(await person());
    expect((await reset(token)).status).toBe(200);
    expect(await reset(token, 'another password altogether')).toMatchObject(INVALID);
  });

  it('has one winner of twenty at once', async () => {
    const anna = await person();
    const token = await linkFor(anna);
    const passwords = Array.from({ length: 20 }, (_, index) => `${NEW_PASSWORD} ${index}`);
    const replies = await Promise.all(passwords.map((password) => reset(token, password)));
    expect(replies.filter(({ status }) => status === 200)).toHaveLength(1);
    for (const lost of replies.filter(({ status }) => status !== 200)) expect(lost).toMatchObject(INVALID);
    const winner = passwords[replies.findIndex(({ status }) => status === 200)] ?? '';
    expect((await login(anna.username, winner)).status).toBe(200);
    expect(await audited(api, 'password_reset', anna.id)).toHaveLength(1);
  });

  it('still serves after a password that is too weak', async () => {
    const anna = await person();
    const token = await linkFor(anna);
    for (const weak of ['short', 'password1234567', `${anna.username} and more words`, 'pacekeeper is my password']) {
      expect(await reset(token, weak)).toMatchObject({
        status: 422,
        body: { error: 'PASSWORD_TOO_WEAK', details: [{ path: 'new_password' }] },
      });
    }
    expect((await reset(token)).status).toBe(200);
  });

  it('serves beside a newer one, until one of them did', async () => {
    const anna = await person();
    const older = await linkFor(anna);
    const newer = await linkFor(anna);
    expect((await reset(older)).status).toBe(200);
    expect(await reset(newer, 'another password altogether')).toMatchObject(INVALID);
  });

  it('is not made for someone who was disabled in this moment', async () => {
    const anna = await person();
    await api.given.sql('UPDATE users SET is_active = false WHERE id = $1', [anna.id]);
    const tokens = api.app.get(ResetTokensRepository, { strict: false });
    const { hash } = newLinkToken(anna.id, anna.id);
    const [createdAt, expiresAt] = [new Date(), new Date(Date.now() + 60_000)];
    const late = { id: randomUUID(), hash, emailKey: anna.email, createdAt, expiresAt };
    expect(await api.app.get(Database).asUser(anna.id, (tx) => tokens.create(tx, late))).toBe(false);
  });

  it.each<[string, string, string]>([
    ['disabled and enabled again', 'is_active = false', 'is_active = true'],
    ['given another address and the old one again', `email_key = 'x' || email_key`, 'email_key = substr(email_key, 2)'],
    ['left without an address and given it again', 'email_key = NULL', 'email_key = email'],
  ])('does not come back with a user who is %s', async (_, away, back) => {
    const anna = await person();
    const token = await linkFor(anna);
    await api.given.sql(`UPDATE users SET ${away} WHERE id = $1`, [anna.id]);
    await api.given.sql(`UPDATE users SET ${back} WHERE id = $1`, [anna.id]);
    expect(await reset(token)).toMatchObject(INVALID);
    expect((await reset(await linkFor(anna))).status).toBe(200);
  });

  it.each<[string, (anna: Person) => Promise<unknown>]>([
    [
      'its 30 minutes',
      ({ id }) => api.given.sql('UPDATE password_reset_tokens SET expires_at = now() WHERE user_id = $1', [id]),
    ],
    ['its user being disabled', ({ id }) => api.given.sql('UPDATE users SET is_active = false WHERE id = $1', [id])],
    // Nothing but the row of the user changed, as where the process died right after.
    [
      'its user having another e-mail address',
      ({ id }) =>
        api.given.sql(`UPDATE users SET email = 'x' || email, email_key = 'x' || email_key WHERE id = $1`, [id]),
    ],
    [
      'its user no longer having an e-mail address',
      ({ id }) => api.given.sql('UPDATE users SET email = NULL, email_key = NULL WHERE id = $1', [id]),
    ],
    ['its user being deleted', ({ id }) => api.given.sql('DELETE FROM users WHERE id = $1', [id])],
    [
      'the password being changed elsewhere',
      async ({ id, username }) => {
        const { token } = (await login(username, PASSWORD)).body;
        const body = { current_password: PASSWORD, new_password: 'eight quiet geese went home' };
        expect((await api.ask('PUT', `/api/users/${id}/change-password`, { token, body })).status).toBe(200);
      },
    ],
  ])('ends with %s', async (_, happens) => {
    const anna = await person();
    const token = await linkFor(anna);
    await happens(anna);
    expect(await reset(token)).toMatchObject(INVALID);
  });

  it('serves for 30 minutes', async () => {
    const anna = await person();
    await linkFor(anna);
    const [row] = await api.given.sql<{ minutes: number }>(
      `SELECT round(extract(epoch FROM expires_at - now()) / 60)::int AS minutes FROM password_reset_tokens WHERE user_id = $1`,
      [anna.id],
    );
    expect(row?.minutes).toBe(30);
  });

  it('opens nothing in any other form', async () => {
    const [anna, ben] = [await person(), await person()];
    const token = await linkFor(anna);
    const [user = '', id = '', random = ''] = token.split('.');
    const ofBen = newLinkToken(ben.id, ben.id).text;
    const forged: Record<string, string> = {
      rubbish: 'rubbish',
      'one part': user,
      'another user in front': `${ofBen.split('.')[0]}.${id}.${random}`,
      'another row': `${user}.${ofBen.split('.')[1]}.${random}`,
      'another secret': `${user}.${id}.${ofBen.split('.')[2]}`,
      'a part too many': `${token}.${random}`,
      'a character more': `${token}A`,
      'a user who is none': `${'A'.repeat(22)}.${id}.${random}`,
      'no user at all': `.${id}.${random}`,
      'SQL for a user': `' OR 1=1 --.${id}.${random}`,
    };
    for (const [name, one] of Object.entries(forged)) expect([name, await reset(one)]).toMatchObject([name, INVALID]);
    expect((await reset(token)).status).toBe(200);
  });

  it('does not skip the second factor', async () => {
    const anna = await person();
    await api.given.sql('UPDATE users SET two_factor_since = now() WHERE id = $1', [anna.id]);
    await api.given.sql(
      `INSERT INTO totp_credentials (user_id, secret_encrypted, encryption_key_id, confirmed_at) VALUES ($1, '\\x00', 'k', now())`,
      [anna.id],
    );
    expect((await reset(await linkFor(anna))).body).toEqual({ success: true });
    const { status, body } = await login(anna.username, NEW_PASSWORD);
    expect({ status, body }).toMatchObject({ status: 200, body: { requires_verification: true } });
    expect(body).not.toHaveProperty('token');
  });

  it('is not made for an address that the user lost in this moment, and ends no other then', async () => {
    const anna = await person();
    const token = await linkFor(anna);
    const tokens = api.app.get(ResetTokensRepository, { strict: false });
    const id = randomUUID();
    const { hash } = newLinkToken(anna.id, id);
    const [createdAt, expiresAt] = [new Date(), new Date(Date.now() + 60_000)];
    const late = { id, hash, emailKey: 'former@example.org', createdAt, expiresAt };
    expect(await api.app.get(Database).asUser(anna.id, (tx) => tokens.create(tx, late))).toBe(false);
    expect((await reset(token)).status).toBe(200);
  });

  it('is not spent beside a change of the address: whichever is first, the other one sees it', async () => {
    const anna = await person();
    const token = await linkFor(anna);
    const client = new pg.Client({ connectionString: api.ownerUrl });
    await client.connect();
    try {
      await client.query('BEGIN');
      await client.query(`UPDATE users SET email = 'x' || email, email_key = 'x' || email_key WHERE id = $1`, [
        anna.id,
      ]);
      const answer = reset(token);
      const waiting = `
        SELECT FROM pg_locks l JOIN pg_stat_activity a USING (pid)
        WHERE NOT l.granted AND a.datname = current_database()`;
      await eventually(async () => (await api.given.sql(waiting)).length > 0, 'the reset waits for the change');
      await client.query('COMMIT');
      expect(await answer).toMatchObject(INVALID);
    } finally {
      await client.end();
    }
  });

  it('is not sent to an address that the user no longer has', async () => {
    const anna = await person();
    const enqueue = (mail: NewMail) =>
      api.app.get(Database).asUser(mail.userId, (tx) => api.app.get(MailsService).enqueue(tx, mail));
    await enqueue({ userId: anna.id, kind: 'password_reset', recipient: 'former@example.org' });
    await eventually(
      async () => (await api.given.sql('SELECT id FROM outgoing_mails WHERE user_id = $1', [anna.id])).length === 0,
      'the mail is dropped',
    );
    expect(mailbox.of('former@example.org')).toEqual([]);
  });
});

describe('an invitation', () => {
  it('brings a link of the same kind that serves for 72 hours', async () => {
    const [admin, invited] = [await person({ role: 'admin' }), await person({ mustChangePassword: true })];
    await api.app
      .get(Database)
      .asAdmin(admin.id, (tx) =>
        api.app.get(MailsService).enqueue(tx, { userId: invited.id, kind: 'invitation', recipient: invited.email }),
      );
    const mail = await mailbox.arrived(invited.email);
    expect(mail.headers['subject']).toBe('Your invitation to Pacekeeper');
    expect(mail.text).toContain('72 hours');
    const [row] = await api.given.sql<{ hours: number }>(
      `SELECT round(extract(epoch FROM expires_at - now()) / 3600)::int AS hours FROM password_reset_tokens WHERE user_id = $1`,
      [invited.id],
    );
    expect(row?.hours).toBe(72);
    expect((await reset(tokenIn(mail))).status).toBe(200);
    expect(await login(invited.username, NEW_PASSWORD)).toMatchObject({
      status: 200,
      body: { must_change_password: false },
    });
  });
});

describe('the first administrator', () => {
  it('may use a link too, and then the file with the one-time password goes', async () => {
    const fresh = await TestApi.start({ SMTP_URL: mailbox.url, PUBLIC_URL, ADMIN_EMAIL: 'first@example.org' });
    await fresh.app.get(FirstAdmin).ensure();
    const file = join(fresh.app.get<Config>(CONFIG).dataDir, FIRST_PASSWORD_FILE);
    expect(existsSync(file)).toBe(true);
    await forgot({ username: 'admin' }, fresh);
    expect((await reset(tokenIn(await mailbox.arrived('first@example.org')), NEW_PASSWORD, fresh)).status).toBe(200);
    expect(existsSync(file)).toBe(false);
    expect((await login('admin', NEW_PASSWORD, fresh)).status).toBe(200);
    await fresh.stop();
  });
});

describe('what is not valid', () => {
  it.each<[string, string, unknown]>([
    ['forgot-password', 'nothing', {}],
    ['forgot-password', 'both names', { email: 'anna@example.org', username: 'anna' }],
    ['forgot-password', 'an empty name', { username: ' ' }],
    ['forgot-password', 'a name of 10 kB', { username: 'x'.repeat(10_000) }],
    ['forgot-password', 'a NUL', { username: 'anna\0' }],
    ['forgot-password', 'a number', { username: 7 }],
    ['forgot-password', 'somebody’s id beside', { username: 'anna', user_id: 'x' }],
    ['reset-password', 'nothing', {}],
    ['reset-password', 'no password', { token: 'x' }],
    ['reset-password', 'no token', { new_password: NEW_PASSWORD }],
    ['reset-password', 'a token of 10 kB', { token: 'x'.repeat(10_000), new_password: NEW_PASSWORD }],
    ['reset-password', 'a role beside', { token: 'x', new_password: NEW_PASSWORD, role: 'admin' }],
    ['reset-password', 'a user beside', { token: 'x', new_password: NEW_PASSWORD, user_id: 'x' }],
    ['reset-password', 'a list', []],
  ])('%s refuses %s', async (route, _, body) => {
    expect(await api.ask('POST', `/api/auth/${route}`, { body })).toMatchObject({
      status: 400,
      body: { error: 'VALIDATION_FAILED' },
    });
  });
});
