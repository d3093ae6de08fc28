import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { SecondFactor } from '@pacekeeper/contracts';
import { eventually, PASSWORD } from '@pacekeeper/testing';
import { hashPassword } from '../../../platform/crypto/passwords.ts';
import { Mailbox } from '../../../testing/mailbox.ts';
import { TestApi } from '../../../testing/test-api.ts';
import { codeOf, Person } from './testing/person.ts';

const NEW_PASSWORD = 'seven loud geese cross the road';

// Passwords and recovery codes are slow to hash, on purpose.
jest.setTimeout(60_000);

let api: TestApi;
let mailbox: Mailbox;

beforeAll(async () => {
  mailbox = await Mailbox.open();
  api = await TestApi.start({ SMTP_URL: mailbox.url });
});
afterAll(async () => {
  await api.stop();
  await mailbox.close();
});

/** That a letter with these words in its subject and its text comes. */
const mailed = (person: Person, subject: string, words: string) =>
  eventually(
    async () =>
      mailbox.of(person.address).some((one) => one.headers['subject']?.includes(subject) && one.text.includes(words)),
    `a mail about: ${subject}`,
  );

const wrong = (code: string) => String((Number(code) + 1) % 1_000_000).padStart(6, '0');
const statuses = (replies: ReadonlyArray<{ status: number }>) => replies.map(({ status }) => status);
const wins = (replies: ReadonlyArray<{ status: number }>) => replies.filter(({ status }) => status === 200).length;
const atOnce = <T>(many: number, ask: () => Promise<T>) => Promise.all(Array.from({ length: many }, ask));

describe('an authenticator app', () => {
  it('counts once a code of it was confirmed, and brings ten recovery codes', async () => {
    const person = await Person.make(api);
    expect(await person.twoFactor()).toEqual({
      enabled: false,
      required: false,
      totp_confirmed_at: null,
      recovery_codes_left: 0,
      passkeys: [],
    });
    const secret = await person.enroll();
    expect((await person.login()).body.token).toBeDefined();
    expect(await person.confirm(wrong(codeOf(secret)))).toMatchObject({
      status: 401,
      body: { error: 'SECOND_FACTOR_INVALID' },
    });
    const { body } = await person.confirm(codeOf(secret));
    expect(new Set(body.recovery_codes).size).toBe(10);
    expect(await person.twoFactor()).toMatchObject({ enabled: true, recovery_codes_left: 10 });
    expect((await person.ask<{ user: object }>('GET', 'auth/me')).body.user).toMatchObject({
      two_factor_enabled: true,
    });
    expect(await person.audited()).toEqual(['totp_added']);
    await mailed(person, 'second factor was added', 'authenticator app');
  });

  it('is begun again until it is confirmed, and not afterwards', async () => {
    const person = await Person.make(api);
    const first = await person.enroll();
    const second = await person.enroll();
    expect((await person.confirm(codeOf(first))).status).toBe(401);
    expect((await person.confirm(codeOf(second))).status).toBe(200);
    for (const reply of [await person.ask('POST', 'auth/totp/enroll'), await person.confirm(codeOf(second))]) {
      expect(reply).toMatchObject({ status: 409, body: { error: 'CONFLICT' } });
    }
  });

  it('is kept sealed, and a seal from another user does not open', async () => {
    const [one, other] = [await Person.make(api), await Person.make(api)];
    const secret = await one.withTotp();
    await other.withTotp();
    const [row] = await api.given.sql<{ sealed: string }>(
      `SELECT encode(secret_encrypted, 'escape') AS sealed FROM totp_credentials WHERE user_id = $1`,
      [one.id],
    );
    expect(row?.sealed).not.toContain(secret);
    await api.given.sql(
      `UPDATE totp_credentials SET (secret_encrypted, encryption_key_id) =
         (SELECT secret_encrypted, encryption_key_id FROM totp_credentials WHERE user_id = $2) WHERE user_id = $1`,
      [other.id, one.id],
    );
    const reply = await other.verify(await other.verificationToken(), { code: codeOf(secret) });
    expect(reply).toMatchObject({ status: 500, body: { error: 'INTERNAL' } });
  });

  it('is confirmed once by many at once, with one set of recovery codes', async () => {
    const person = await Person.make(api);
    const code = codeOf(await person.enroll());
    const replies = await atOnce(5, () => person.confirm(code));
    expect(statuses(replies).sort()).toEqual([200, 409, 409, 409, 409]);
    expect(await person.twoFactor()).toMatchObject({ recovery_codes_left: 10 });
    expect(await person.audited()).toEqual(['totp_added']);
  });
});

describe('signing in with a code', () => {
  it('asks for it after the password, and signs in with it', async () => {
    const person = await Person.make(api);
    const secret = await person.withTotp();
    const asked = await person.login();
    const methods: SecondFactor[] = ['totp', 'recovery_code'];
    expect(asked).toMatchObject({ status: 200, body: { requires_verification: true, methods } });
    expect(asked.body.token).toBeUndefined();
    expect(asked.headers.getSetCookie()).toEqual([]);
    const done = await person.verify(asked.body.verification_token, { code: codeOf(secret), method: 'totp' });
    expect(done).toMatchObject({ status: 200, body: { user: { id: person.id } } });
    expect(done.headers.getSetCookie().join()).toContain('refresh');
    expect((await api.ask('GET', '/api/auth/me', { token: done.body.token })).status).toBe(200);
    const [session] = await api.given.sql<{ method: string }>(
      'SELECT method FROM login_sessions WHERE user_id = $1 ORDER BY created_at DESC LIMIT 1',
      [person.id],
    );
    expect(session?.method).toBe('password_totp');
  });

  it('has one winner of twenty at once with the same code', async () => {
    const person = await Person.make(api);
    const secret = await person.withTotp();
    const tokens = await person.verificationTokens(20);
    const code = codeOf(secret);
    const replies = await Promise.all(tokens.map((token) => person.verify(token, { code })));
    expect(wins(replies)).toBe(1);
    for (const { status, body } of replies.filter((reply) => reply.status !== 200)) {
      expect([401, 429]).toContain(status);
      expect(['SECOND_FACTOR_INVALID', 'TOO_MANY_REQUESTS']).toContain(body.error);
    }
  });

  it('takes a code once, and none that is older than one that was taken', async () => {
    const person = await Person.make(api);
    const secret = await person.withTotp();
    const code = codeOf(secret);
    const older = codeOf(secret, -1);
    expect((await person.verify(await person.verificationToken(), { code })).status).toBe(200);
    for (const late of [code, older]) {
      expect(await person.verify(await person.verificationToken(), { code: late })).toMatchObject({
        status: 401,
        body: { error: 'SECOND_FACTOR_INVALID' },
      });
    }
    expect(await person.audited()).toEqual(['totp_added', 'second_factor_failed', 'second_factor_failed']);
  });

  it('stops after ten wrong codes for an account, whatever the token, also for the right one', async () => {
    const person = await Person.make(api);
    const { secret, recoveryCodes } = await person.withRecoveryCodes();
    const code = codeOf(secret);
    const [token = '', ...others] = await person.verificationTokens(3);
    for (let index = 0; index < 10; index += 1) {
      const shown = { code: index % 5 ? wrong(code) : '0-aaaaa-aaaaa' };
      expect((await person.verify(others[index % 2] ?? '', shown)).status).toBe(401);
    }
    for (const shown of [{ code }, { code: recoveryCodes[0] }]) {
      const reply = await person.verify(token, shown);
      expect(reply).toMatchObject({ status: 429, body: { error: 'TOO_MANY_REQUESTS' } });
      expect(reply.body.retry_after).toBeGreaterThan(0);
      expect(reply.body.retry_after).toBeLessThanOrEqual(900);
    }
    const other = await Person.make(api);
    const theirs = await other.withTotp();
    const reply = await other.verify(await other.verificationToken(), { code: codeOf(theirs) });
    expect(reply.status).toBe(200);
  });

  it('does not count right ones', async () => {
    const person = await Person.make(api);
    const secret = await person.withTotp();
    for (const token of await person.verificationTokens(12)) {
      await person.forgetSteps();
      expect((await person.verify(token, { code: codeOf(secret) })).status).toBe(200);
    }
  });
});

describe('a verification token', () => {
  it('opens nothing but the verification', async () => {
    const person = await Person.make(api);
    await person.withTotp();
    const token = await person.verificationToken();
    for (const path of ['auth/me', 'auth/two-factor', 'limits', 'bot/status']) {
      expect(await api.ask('GET', `/api/${path}`, { token })).toMatchObject({
        status: 401,
        body: { error: 'TOKEN_INVALID' },
      });
    }
    const { challenge_token } = await person.passkeyOptions();
    expect((await api.ask('GET', '/api/auth/me', { token: challenge_token })).status).toBe(401);
    for (const other of [person.token, challenge_token, 'rubbish', `${token}x`]) {
      expect(await person.verify(other, { code: '123456' })).toMatchObject({
        status: 401,
        body: { error: 'TOKEN_INVALID' },
      });
    }
  });

  it('serves once, also where twenty show different right codes at once', async () => {
    const person = await Person.make(api);
    const { recoveryCodes } = await person.withRecoveryCodes();
    const token = await person.verificationToken();
    const replies = await Promise.all(recoveryCodes.map((code) => person.verify(token, { code })));
    expect(wins(replies)).toBe(1);
    expect(await person.verify(token, { code: '123456' })).toMatchObject({
      status: 401,
      body: { error: 'TOKEN_INVALID' },
    });
  });

  it.each([
    ['the password is changed', (id: string) => ['UPDATE users SET password_changed_at = now() WHERE id = $1', id]],
    ['the user is disabled', (id: string) => ['UPDATE users SET is_active = false WHERE id = $1', id]],
    ['the user is deleted', (id: string) => ['DELETE FROM users WHERE id = $1', id]],
  ])('ends when %s', async (_, statement) => {
    const person = await Person.make(api);
    const secret = await person.withTotp();
    const token = await person.verificationToken();
    const [text = '', id] = statement(person.id);
    await api.given.sql(text, [id]);
    expect(await person.verify(token, { code: codeOf(secret) })).toMatchObject({
      status: 401,
      body: { error: 'TOKEN_INVALID' },
    });
  });

  it('ends with a change of the password over the product itself', async () => {
    const person = await Person.make(api);
    const secret = await person.withTotp();
    const token = await person.verificationToken();
    const body = { current_password: PASSWORD, new_password: NEW_PASSWORD };
    expect((await person.ask('PUT', `users/${person.id}/change-password`, body)).status).toBe(200);
    expect((await person.verify(token, { code: codeOf(secret) })).status).toBe(401);
  });

  it.each([
    ['nothing shown', {}],
    ['a code and a passkey', { code: '123456', challenge_token: 'x', credential: {} }],
    ['a passkey without its challenge', { credential: { id: 'x' } }],
    ['letters', { code: 'abcdef' }],
    ['five digits', { code: '12345' }],
    ['another method than it is', { code: '123456', method: 'passkey' }],
    ['an unknown method', { code: '123456', method: 'sms' }],
    ['a field nobody knows', { code: '123456', user_id: 'x' }],
  ])('with %s is answered with 400', async (_, shown) => {
    const body = { verification_token: 'a.b.c', ...shown };
    expect(await api.ask('POST', '/api/auth/login/verify', { body })).toMatchObject({
      status: 400,
      body: { error: 'VALIDATION_FAILED' },
    });
  });
});

describe('recovery codes', () => {
  it('serve once each, however they are typed', async () => {
    const person = await Person.make(api);
    const { recoveryCodes } = await person.withRecoveryCodes();
    const [first = '', second = ''] = recoveryCodes;
    const typed = ` ${first.toUpperCase().replaceAll('-', ' ')} `;
    expect((await person.verify(await person.verificationToken(), { code: typed })).status).toBe(200);
    expect((await person.verify(await person.verificationToken(), { code: first })).status).toBe(401);
    const swapped = `${first.slice(0, 1)}${second.slice(1)}`;
    expect((await person.verify(await person.verificationToken(), { code: swapped })).status).toBe(401);
    const used = await person.verify(await person.verificationToken(), { code: second, method: 'recovery_code' });
    expect(used.status).toBe(200);
    expect(await person.twoFactor()).toMatchObject({ recovery_codes_left: 8 });
    expect((await person.audited()).filter((action) => action === 'recovery_code_used')).toHaveLength(2);
    await mailed(person, 'recovery code', 'Recovery codes left: 8');
  });

  it('have one winner of twenty at once', async () => {
    const person = await Person.make(api);
    const { recoveryCodes } = await person.withRecoveryCodes();
    const tokens = await person.verificationTokens(20);
    const replies = await Promise.all(tokens.map((token) => person.verify(token, { code: recoveryCodes[4] })));
    expect(wins(replies)).toBe(1);
    expect(await person.twoFactor()).toMatchObject({ recovery_codes_left: 9 });
  });

  it('of before, with 50 bits and an Argon2id hash, still serve once', async () => {
    const person = await Person.make(api);
    await person.withTotp();
    const hash = await hashPassword('k7w2mq9xfd', 'ours');
    await api.given.sql('UPDATE recovery_codes SET code_hash = $2 WHERE user_id = $1', [person.id, hash]);
    const verify = async (code: string) => (await person.verify(await person.verificationToken(), { code })).status;
    expect(await verify('9-k7w2m-q9xfe')).toBe(401);
    expect(await verify('9-k7w2m-q9xfd')).toBe(200);
    expect(await verify('9-k7w2m-q9xfd')).toBe(401);
  });

  it('of one person are nothing of another’s, also where the rows were swapped', async () => {
    const [anna, ben] = [await Person.make(api), await Person.make(api)];
    const { recoveryCodes } = await anna.withRecoveryCodes();
    await ben.withRecoveryCodes();
    await api.given.sql(
      `UPDATE recovery_codes b SET code_hash = a.code_hash FROM recovery_codes a
       WHERE a.user_id = $1 AND b.user_id = $2 AND a.number = b.number`,
      [anna.id, ben.id],
    );
    expect((await ben.verify(await ben.verificationToken(), { code: recoveryCodes[3] })).status).toBe(401);
    expect((await anna.verify(await anna.verificationToken(), { code: recoveryCodes[3] })).status).toBe(200);
  });

  it('are kept as hashes, and new ones end the old ones', async () => {
    const person = await Person.make(api);
    const old = (await person.withRecoveryCodes()).recoveryCodes;
    const rows = await api.given.sql<{ code_hash: string }>('SELECT code_hash FROM recovery_codes WHERE user_id = $1', [
      person.id,
    ]);
    expect(rows).toHaveLength(10);
    for (const { code_hash } of rows) expect(code_hash).toMatch(/^sha256:[\w-]{43}$/);
    for (const code of old) expect(code).toMatch(/^\d(-[a-z2-9]{4}){7}$/);
    const fresh = await person.ask<{ recovery_codes: string[] }>('POST', 'auth/recovery-codes');
    expect(fresh).toMatchObject({ status: 200 });
    expect((await person.verify(await person.verificationToken(), { code: old[0] })).status).toBe(401);
    const code = fresh.body.recovery_codes[0];
    expect((await person.verify(await person.verificationToken(), { code })).status).toBe(200);
    expect(await person.audited()).toContain('recovery_codes_made');
    await mailed(person, 'recovery codes were made', 'The old ones no longer work');
  });

  it('are not for someone without a second factor', async () => {
    const person = await Person.make(api);
    expect(await person.ask('POST', 'auth/recovery-codes')).toMatchObject({ status: 409, body: { error: 'CONFLICT' } });
  });
});

describe('where an administrator requires a second factor', () => {
  it.each([
    ['an authenticator app', (person: Person) => person.withTotp()],
    ['a passkey', (person: Person) => person.withPasskey()],
  ])('nothing opens but the way to %s, and everything afterwards', async (_, setUp) => {
    const person = await Person.make(api);
    await api.given.sql('UPDATE security_settings SET require_two_factor = true');
    try {
      const refused = { status: 403, body: { error: 'TWO_FACTOR_SETUP_REQUIRED' } };
      await eventually(async () => (await person.ask('GET', 'limits')).status === 403, 'the requirement is seen');
      expect(await person.ask('GET', 'limits')).toMatchObject(refused);
      expect(await person.ask('POST', 'auth/recovery-codes')).toMatchObject(refused);
      await setUp(person);
      expect(await person.twoFactor()).toMatchObject({ enabled: true, required: true });
      expect((await person.ask('GET', 'limits')).status).toBe(200);
    } finally {
      await api.given.sql('UPDATE security_settings SET require_two_factor = false');
    }
  });
});

describe('taking it off', () => {
  it('ends the asking, and the recovery codes go with the last factor', async () => {
    const person = await Person.make(api);
    await person.withTotp();
    expect((await person.ask('DELETE', 'auth/totp')).status).toBe(200);
    expect(await person.twoFactor()).toMatchObject({ enabled: false, recovery_codes_left: 0 });
    expect((await person.login()).body.token).toBeDefined();
    expect((await person.ask('DELETE', 'auth/totp')).status).toBe(404);
    expect(await person.audited()).toEqual(['totp_added', 'totp_removed']);
    await mailed(person, 'second factor was removed', 'authenticator app');
  });

  it('is refused for the last one while an administrator requires one', async () => {
    const person = await Person.make(api);
    await person.withTotp();
    const { reply } = await person.withPasskey();
    await api.given.sql('UPDATE security_settings SET require_two_factor = true');
    try {
      expect(await person.twoFactor()).toMatchObject({ required: true });
      const both = await Promise.all([
        person.ask('DELETE', 'auth/totp'),
        person.ask('DELETE', `auth/passkeys/${reply.body.passkey.id}`),
      ]);
      expect(statuses(both).sort()).toEqual([200, 409]);
      expect(await person.twoFactor()).toMatchObject({ enabled: true, recovery_codes_left: 1 });
    } finally {
      await api.given.sql('UPDATE security_settings SET require_two_factor = false');
    }
  });

  it('of both at once leaves nobody asked for what is gone', async () => {
    const person = await Person.make(api);
    await person.withTotp();
    const { reply } = await person.withPasskey();
    const both = await Promise.all([
      person.ask('DELETE', 'auth/totp'),
      person.ask('DELETE', `auth/passkeys/${reply.body.passkey.id}`),
    ]);
    expect(statuses(both)).toEqual([200, 200]);
    const [row] = await api.given.sql('SELECT two_factor_since FROM users WHERE id = $1', [person.id]);
    expect(row).toEqual({ two_factor_since: null });
  });

  it('is an administrator’s to do for someone who lost theirs', async () => {
    const admin = await Person.make(api, 'admin');
    const person = await Person.make(api);
    await person.withTotp();
    await person.withPasskey();
    const path = `users/${person.id}/two-factor`;
    expect(await person.ask('DELETE', path)).toMatchObject({ status: 403, body: { error: 'FORBIDDEN' } });
    expect((await admin.ask('DELETE', 'users/018f2f6e-7d3c-4c11-9a55-0123456789ab/two-factor')).status).toBe(404);
    expect((await admin.ask('DELETE', path)).status).toBe(200);
    expect(await person.twoFactor()).toMatchObject({ enabled: false, recovery_codes_left: 0, passkeys: [] });
    expect((await person.login()).body.token).toBeDefined();
    expect((await admin.ask('DELETE', path)).status).toBe(200);
    expect((await person.audited()).filter((action) => action === 'second_factors_removed')).toHaveLength(1);
    await mailed(person, 'second factor was removed', 'all of them, and the recovery codes');
  });

  it.each([
    ['POST', 'auth/totp/enroll'],
    ['DELETE', 'auth/totp'],
    ['POST', 'auth/recovery-codes'],
    ['POST', 'auth/passkeys/register/options'],
    ['DELETE', 'auth/passkeys/018f2f6e-7d3c-4c11-9a55-0123456789ab'],
    ['DELETE', 'users/018f2f6e-7d3c-4c11-9a55-0123456789ab/two-factor'],
  ])('%s %s needs a proof of the last quarter of an hour', async (method, path) => {
    const person = await Person.make(api, 'admin');
    await api.given.sql(`UPDATE login_sessions SET proved_at = now() - interval '16 minutes' WHERE user_id = $1`, [
      person.id,
    ]);
    expect(await person.ask(method, path)).toMatchObject({
      status: 403,
      body: { error: 'REAUTHENTICATION_REQUIRED' },
    });
  });
});
