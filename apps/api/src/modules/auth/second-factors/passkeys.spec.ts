import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { eventually } from '@pacekeeper/testing';
import { Mailbox } from '../../../testing/mailbox.ts';
import { TestApi } from '../../../testing/test-api.ts';
import { codeOf, Person } from './testing/person.ts';
import { type Oddities, SoftwareAuthenticator } from './testing/software-authenticator.ts';

// Passwords and recovery codes are slow to hash, on purpose.
jest.setTimeout(60_000);

let api: TestApi;
let mailbox: Mailbox;

beforeAll(async () => {
  mailbox = await Mailbox.open();
  api = await TestApi.start({ PUBLIC_URL: 'http://localhost:3000', SMTP_URL: mailbox.url });
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

const REFUSED = { status: 401, body: { error: 'SECOND_FACTOR_INVALID' } };
const statuses = (replies: ReadonlyArray<{ status: number }>) => replies.map(({ status }) => status).sort();

const ODDITIES: Array<[string, Oddities]> = [
  ['another origin', { origin: 'http://localhost:3001' }],
  ['the same host by address', { origin: 'http://127.0.0.1:3000' }],
  ['another domain', { rpId: 'evil.example' }],
  ['nobody’s finger or PIN', { unverified: true }],
];

describe('a new passkey', () => {
  it('is a second factor from then on, and brings recovery codes with the first', async () => {
    const person = await Person.make(api);
    const { options } = await person.registerOptions();
    expect(options).toMatchObject({
      rp: { id: 'localhost', name: 'Pacekeeper' },
      user: { id: Buffer.from(person.id.replaceAll('-', ''), 'hex').toString('base64url'), name: person.username },
      attestation: 'none',
      authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    });
    const { reply, authenticator } = await person.withFirstPasskey();
    expect(reply).toMatchObject({ status: 201, body: { passkey: { name: 'Laptop', last_used_at: null } } });
    expect(reply.body.recovery_codes).toHaveLength(10);
    expect(await person.twoFactor()).toMatchObject({
      enabled: true,
      totp_confirmed_at: null,
      recovery_codes_left: 10,
      passkeys: [{ id: reply.body.passkey.id }],
    });
    expect((await person.registerOptions()).options.excludeCredentials).toMatchObject([{ id: authenticator.id }]);
    const second = await person.withPasskey();
    expect(second.reply.status).toBe(201);
    expect(second.reply.body.recovery_codes).toBeUndefined();
    expect(await person.audited()).toEqual(['passkey_added', 'passkey_added']);
    await mailed(person, 'second factor was added', 'passkey');
    const [row] = await api.given.sql('SELECT transports FROM passkeys WHERE credential_id = $1', [authenticator.id]);
    expect(row).toEqual({ transports: ['internal'] });
  });

  it.each(ODDITIES)('is refused from %s', async (_, odd) => {
    const person = await Person.make(api);
    const { options, challenge_token } = await person.registerOptions();
    const credential = new SoftwareAuthenticator().create(options, odd);
    expect(await person.register({ challenge_token, credential, name: 'x' })).toMatchObject(REFUSED);
    expect(await person.twoFactor()).toMatchObject({ enabled: false });
  });

  it('is taken once for a challenge, and only by whom it was made for', async () => {
    const [person, other] = [await Person.make(api), await Person.make(api)];
    const authenticator = new SoftwareAuthenticator();
    const spent = await person.registerOptions();
    const ask = (one: SoftwareAuthenticator) =>
      person.register({
        challenge_token: spent.challenge_token,
        credential: one.create(spent.options),
        name: 'x',
      });
    expect((await ask(authenticator)).status).toBe(201);
    expect(await ask(authenticator)).toMatchObject(REFUSED);
    expect(await ask(new SoftwareAuthenticator())).toMatchObject(REFUSED);
    const { options, challenge_token } = await person.registerOptions();
    const credential = new SoftwareAuthenticator().create(options);
    expect(await other.register({ challenge_token, credential, name: 'x' })).toMatchObject(REFUSED);
    const login = (await person.passkeyOptions()).challenge_token;
    expect(await person.register({ challenge_token: login, credential, name: 'x' })).toMatchObject(REFUSED);
    const anew = await person.registerOptions();
    const same = authenticator.create(anew.options);
    expect(await person.register({ challenge_token: anew.challenge_token, credential: same, name: 'x' })).toMatchObject(
      {
        status: 409,
        body: { error: 'CONFLICT' },
      },
    );
  });

  it('is refused with a certificate that nobody asked for', async () => {
    const person = await Person.make(api);
    for (const [format, statement] of [
      ['packed', new Map([['x5c', Buffer.from('x')]])],
      ['apple', new Map([['x5c', Buffer.from('x')]])],
      ['android-safetynet', new Map([['ver', '1']])],
    ] as const) {
      const { options, challenge_token } = await person.registerOptions();
      const credential = new SoftwareAuthenticator().create(options, { attestation: { format, statement } });
      expect(await person.register({ challenge_token, credential, name: 'x' })).toMatchObject(REFUSED);
    }
  });

  it.each([
    ['nothing inside', {}],
    ['numbers for texts', { clientDataJSON: 1, attestationObject: 2 }],
    ['rubbish', { clientDataJSON: 'AAAA', attestationObject: 'AAAA' }],
  ])('is refused with %s', async (_, response) => {
    const person = await Person.make(api);
    const { challenge_token } = await person.registerOptions();
    const credential = { id: 'x', rawId: 'x', type: 'public-key', response, clientExtensionResults: {} };
    expect(await person.register({ challenge_token, credential, name: 'x' })).toMatchObject(REFUSED);
    expect(await person.passkeyLogin(challenge_token, credential)).toMatchObject(REFUSED);
  });

  it('is one of twenty at the most', async () => {
    const person = await Person.make(api);
    const { options, challenge_token } = await person.registerOptions();
    await api.given.sql(
      `INSERT INTO passkeys (id, user_id, credential_id, public_key, counter, transports, name, backed_up)
       SELECT gen_random_uuid(), $1, n::text, '', 0, '{}', 'x', false FROM generate_series(1, 20) AS n`,
      [person.id],
    );
    const credential = new SoftwareAuthenticator().create(options);
    for (const reply of [
      await person.register({ challenge_token, credential, name: 'x' }),
      await person.ask('POST', 'auth/passkeys/register/options'),
    ]) {
      expect(reply).toMatchObject({ status: 409, body: { error: 'CONFLICT' } });
    }
  });
});

describe('signing in with a passkey alone', () => {
  it('needs no name and no password', async () => {
    const person = await Person.make(api);
    const { authenticator } = await person.withPasskey();
    const { options, challenge_token } = await person.passkeyOptions();
    expect(options.allowCredentials).toBeUndefined();
    expect(options).toMatchObject({ rpId: 'localhost', userVerification: 'required' });
    const reply = await person.passkeyLogin(challenge_token, authenticator.get(options));
    expect(reply).toMatchObject({ status: 200, body: { user: { id: person.id } } });
    expect((await api.ask('GET', '/api/auth/me', { token: reply.body.token })).status).toBe(200);
    const [session] = await api.given.sql(
      'SELECT method FROM login_sessions WHERE user_id = $1 ORDER BY created_at DESC LIMIT 1',
      [person.id],
    );
    expect(session).toEqual({ method: 'passkey' });
    expect((await person.twoFactor()).passkeys[0]?.last_used_at).not.toBeNull();
  });

  it.each(ODDITIES)('is refused from %s', async (_, odd) => {
    const person = await Person.make(api);
    const { authenticator } = await person.withPasskey();
    const { options, challenge_token } = await person.passkeyOptions();
    expect(await person.passkeyLogin(challenge_token, authenticator.get(options, odd))).toMatchObject(REFUSED);
  });

  it('takes a challenge once, also of ten at once', async () => {
    const person = await Person.make(api);
    const { authenticator } = await person.withPasskey();
    const { options, challenge_token } = await person.passkeyOptions();
    const assertion = authenticator.get(options);
    const replies = await Promise.all(
      Array.from({ length: 10 }, () => person.passkeyLogin(challenge_token, assertion)),
    );
    expect(statuses(replies)).toEqual([200, ...Array<number>(9).fill(401)]);
    expect(await person.passkeyLogin(challenge_token, authenticator.get(options))).toMatchObject(REFUSED);
  });

  it('is refused where the counter does not go forward', async () => {
    const person = await Person.make(api);
    const { authenticator } = await person.withPasskey();
    for (const [counter, status] of [
      [5, 200],
      [4, 401],
      [5, 401],
      [0, 401],
      [6, 200],
    ] as const) {
      const { options, challenge_token } = await person.passkeyOptions();
      const reply = await person.passkeyLogin(challenge_token, authenticator.get(options, { counter }));
      expect([counter, reply.status]).toEqual([counter, status]);
    }
  });

  it('continues with authenticators that do not count', async () => {
    const person = await Person.make(api);
    const { authenticator } = await person.withPasskey();
    for (let index = 0; index < 2; index += 1) {
      const { options, challenge_token } = await person.passkeyOptions();
      const reply = await person.passkeyLogin(challenge_token, authenticator.get(options, { counter: 0 }));
      expect(reply.status).toBe(200);
    }
  });

  it('says the same of a passkey of nobody, of someone else’s user, and of a disabled user', async () => {
    const [person, other] = [await Person.make(api), await Person.make(api)];
    const mine = (await person.withPasskey()).authenticator;
    const theirs = (await other.withPasskey()).authenticator;
    const handleOf = (id: string) => Buffer.from(id.replaceAll('-', ''), 'hex').toString('base64url');
    const tries: Array<[SoftwareAuthenticator, Oddities]> = [
      [new SoftwareAuthenticator(), { userHandle: handleOf(person.id) }],
      [new SoftwareAuthenticator(), { userHandle: handleOf('018f2f6e-7d3c-4c11-9a55-0123456789ab') }],
      [mine, { userHandle: handleOf(other.id) }],
      [mine, { userHandle: '' }],
      [mine, { userHandle: 'no user' }],
    ];
    await api.given.sql('UPDATE users SET is_active = false WHERE id = $1', [other.id]);
    tries.push([theirs, {}]);
    for (const [authenticator, odd] of tries) {
      const { options, challenge_token } = await person.passkeyOptions();
      expect(await person.passkeyLogin(challenge_token, authenticator.get(options, odd))).toMatchObject(REFUSED);
    }
    const failed = await api.given.sql(
      `SELECT seq FROM audit_log WHERE action = 'sign_in_failed' AND details = '{"method":"passkey"}'`,
    );
    expect(failed.length).toBeGreaterThanOrEqual(tries.length);
  });

  it('is refused with the key of another in the place of the own', async () => {
    const person = await Person.make(api);
    const { authenticator } = await person.withPasskey();
    const { options, challenge_token } = await person.passkeyOptions();
    const forged = { ...new SoftwareAuthenticator().get(options), id: authenticator.id, rawId: authenticator.id };
    const { response } = authenticator.get(options);
    const credential = { ...forged, response: { ...forged.response, userHandle: response['userHandle'] } };
    expect(await person.passkeyLogin(challenge_token, credential)).toMatchObject(REFUSED);
  });
});

describe('a passkey after the password', () => {
  it('completes the sign-in', async () => {
    const person = await Person.make(api);
    const { authenticator } = await person.withPasskey();
    const asked = await person.login();
    expect(asked.body.methods).toEqual(['passkey', 'recovery_code']);
    const { options, challenge_token } = await person.passkeyOptions(asked.body.verification_token);
    expect(options.allowCredentials).toMatchObject([{ id: authenticator.id, transports: ['internal'] }]);
    const shown = { challenge_token, credential: authenticator.get(options), method: 'passkey' };
    const reply = await person.verify(asked.body.verification_token, shown);
    expect(reply).toMatchObject({ status: 200, body: { user: { id: person.id } } });
    const again = await person.verificationToken();
    expect(await person.verify(again, shown)).toMatchObject(REFUSED);
  });

  it('is not someone else’s', async () => {
    const [person, other] = [await Person.make(api), await Person.make(api)];
    await person.withPasskey();
    const { authenticator } = await other.withPasskey();
    const verification = await person.verificationToken();
    for (const own of [verification, await other.verificationToken(), undefined]) {
      const { options, challenge_token } = await person.passkeyOptions(own);
      const credential = authenticator.get(options);
      expect(await person.verify(verification, { challenge_token, credential })).toMatchObject(REFUSED);
    }
  });

  it('is asked for only with a verification that is under way', async () => {
    const person = await Person.make(api);
    const secret = await person.withTotp();
    const token = await person.verificationToken();
    expect((await person.verify(token, { code: codeOf(secret) })).status).toBe(200);
    for (const verification_token of [token, person.token, 'rubbish']) {
      const reply = await api.ask('POST', '/api/auth/passkeys/login/options', { body: { verification_token } });
      expect(reply).toMatchObject({ status: 401, body: { error: 'TOKEN_INVALID' } });
    }
  });

  it('ends when it is removed', async () => {
    const person = await Person.make(api);
    const { authenticator, reply } = await person.withPasskey();
    const other = await Person.make(api);
    const path = `auth/passkeys/${reply.body.passkey.id}`;
    expect((await other.ask('DELETE', path)).status).toBe(404);
    expect((await person.ask('DELETE', path)).status).toBe(200);
    expect((await person.ask('DELETE', path)).status).toBe(404);
    const { options, challenge_token } = await person.passkeyOptions();
    expect(await person.passkeyLogin(challenge_token, authenticator.get(options))).toMatchObject(REFUSED);
    expect((await person.login()).body.token).toBeDefined();
    expect(await person.audited()).toEqual(['passkey_added', 'passkey_removed']);
  });
});
