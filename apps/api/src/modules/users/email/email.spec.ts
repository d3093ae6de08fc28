import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { LoginAnswer, UserAnswer } from '@pacekeeper/contracts';
import { eventually, PASSWORD } from '@pacekeeper/testing';
import { newLinkToken } from '../../../platform/crypto/link-token.ts';
import { Mailbox, type Received } from '../../../testing/mailbox.ts';
import { TestApi } from '../../../testing/test-api.ts';

// Mails take their time, and other specs run beside this one.
jest.setTimeout(60_000);

const PUBLIC_URL = 'https://bots.example.org';
const LINK = /^https:\/\/bots\.example\.org\/confirm-email#token=([\w-]{22}\.[\w-]{22}\.[\w-]{43})$/m;
const INVALID = { status: 422, body: { error: 'EMAIL_LINK_INVALID', code: 'E-AUTH-W-332B' } };

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

let people = 0;
const person = async (wanted: { role?: 'admin'; email?: string | null } = {}) => {
  people += 1;
  const email = wanted.email === undefined ? `person${people}@example.org` : wanted.email;
  const user = await api.given.user({ ...(wanted.role ? { role: wanted.role } : {}), ...(email ? { email } : {}) });
  return { ...user, email: email ?? '', token: await api.signIn(user.username) };
};
type Person = Awaited<ReturnType<typeof person>>;

const fresh = () => {
  people += 1;
  return `fresh${people}@example.org`;
};
const change = ({ id, token }: Person, email: string | null, more: object = {}) =>
  api.ask<UserAnswer>('PATCH', `/api/users/${id}`, { token, body: { email, ...more } });
const confirm = (token: string) => api.ask('POST', '/api/auth/confirm-email', { body: { token } });
const me = async ({ token }: Person) => (await api.ask<UserAnswer>('GET', '/api/auth/me', { token })).body.user;
const tokenIn = ({ text }: Received): string => LINK.exec(text)?.[1] ?? 'no link';
const linkFor = async (who: Person, email: string): Promise<string> => {
  const before = mailbox.of(email).length;
  expect((await change(who, email)).status).toBe(200);
  return tokenIn(await mailbox.arrived(email, before + 1));
};
const audited = async (subjectId: string) =>
  (
    await api.given.sql<{ action: string }>(
      `SELECT action FROM audit_log WHERE subject_id = $1 AND action LIKE 'email%' ORDER BY seq`,
      [subjectId],
    )
  ).map(({ action }) => action);
const allSent = () =>
  eventually(async () => (await api.given.sql('SELECT id FROM outgoing_mails')).length === 0, 'every mail is sent');
const subjects = (email: string) => mailbox.of(email).map(({ headers }) => headers['subject']);

describe('a new e-mail address of one’s own', () => {
  it('counts once the link that was sent there is opened, and both addresses are told', async () => {
    const anna = await person();
    const email = fresh();
    const { body } = await change(anna, email, { time_zone: 'Europe/Oslo' });
    expect(body.user).toMatchObject({ email: anna.email, pending_email: email, time_zone: 'Europe/Oslo' });
    const mail = await mailbox.arrived(email);
    expect(mail.headers['subject']).toBe('Confirm your e-mail address for Pacekeeper');
    expect((await mailbox.arrived(anna.email)).text).toContain(`New address: ${email}`);
    expect(await me(anna)).toMatchObject({ email: anna.email, pending_email: email });

    expect((await confirm(tokenIn(mail))).body).toEqual({ success: true });
    const after = await me(anna);
    expect(after.email).toBe(email);
    expect(after).not.toHaveProperty('pending_email');
    expect((await mailbox.arrived(email, 2)).headers['subject']).toContain('was changed');
    expect((await mailbox.arrived(anna.email, 2)).text).toContain(`New address: ${email}`);
    expect(await audited(anna.id)).toEqual(['email_change_requested', 'email_changed']);
    const signIn = (username: string) =>
      api.ask<LoginAnswer>('POST', '/api/auth/login', { body: { username, password: PASSWORD } });
    expect([(await signIn(anna.email)).status, (await signIn(email)).status]).toEqual([401, 200]);
  });

  it('is confirmed where there was none before', async () => {
    const anna = await person({ email: null });
    const email = fresh();
    expect((await confirm(await linkFor(anna, email))).status).toBe(200);
    expect((await me(anna)).email).toBe(email);
  });

  it('of an administrator is confirmed alike, and those of others count at once', async () => {
    const admin = await person({ role: 'admin' });
    const ben = await person();
    const email = fresh();
    expect((await change(admin, email)).body.user).toMatchObject({ email: admin.email, pending_email: email });
    const other = fresh();
    const { body } = await api.ask<UserAnswer>('PATCH', `/api/users/${ben.id}`, {
      token: admin.token,
      body: { email: other },
    });
    expect(body.user.email).toBe(other);
    expect((await me(ben)).email).toBe(other);
  });

  it('is nobody else’s to see', async () => {
    const admin = await person({ role: 'admin' });
    const anna = await person();
    const email = fresh();
    await change(anna, email);
    const { body } = await api.ask('GET', `/api/users/${anna.id}`, { token: admin.token });
    expect(JSON.stringify(body)).not.toContain(email);
  });

  it('is taken back by entering the one that counts', async () => {
    const anna = await person();
    const token = await linkFor(anna, fresh());
    const { body } = await change(anna, anna.email);
    expect(body.user).not.toHaveProperty('pending_email');
    expect(await confirm(token)).toMatchObject(INVALID);
  });

  it('takes the place of the one before', async () => {
    const anna = await person();
    const older = await linkFor(anna, fresh());
    const email = fresh();
    const newer = await linkFor(anna, email);
    expect(await confirm(older)).toMatchObject(INVALID);
    expect((await confirm(newer)).status).toBe(200);
    expect((await me(anna)).email).toBe(email);
  });

  it('may be none, at once', async () => {
    const anna = await person();
    expect((await change(anna, null)).body.user.email).toBeNull();
    expect((await mailbox.arrived(anna.email)).headers['subject']).toContain('was changed');
  });

  it('ends reset links of the old one when it counts, and not before', async () => {
    const anna = await person();
    const open = async () => {
      const rows = await api.given.sql('SELECT id FROM password_reset_tokens WHERE user_id = $1 AND used_at IS NULL', [
        anna.id,
      ]);
      return rows.length;
    };
    await api.given.sql(
      `INSERT INTO password_reset_tokens (id, user_id, token_hash, email_key, expires_at)
       VALUES (gen_random_uuid(), $1, '\\x00', $2, now() + interval '30 minutes')`,
      [anna.id, anna.email],
    );
    const token = await linkFor(anna, fresh());
    expect(await open()).toBe(1);
    await confirm(token);
    expect(await open()).toBe(0);
  });
});

describe('an address that someone else has', () => {
  it('gets the same answer as one that is free; its owner is told, twice a day at the most, and nobody else', async () => {
    const owner = await person();
    const others = [await person(), await person(), await person()] as const;
    const answers = [];
    for (const one of others) {
      const taken = await change(one, owner.email);
      const free = await change(one, fresh());
      const shape = (reply: typeof taken) => [
        reply.status,
        Object.keys(reply.body.user).sort(),
        [...reply.headers.keys()].sort(),
        reply.body.user.email,
      ];
      expect(shape(taken)).toEqual(shape(free));
      expect(taken.body.user.pending_email).toBe(owner.email);
      // Spelled otherwise it is the same address.
      answers.push(await change(one, owner.email.toUpperCase()));
    }
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    await allSent();
    expect(subjects(owner.email)).toEqual([
      'Another Pacekeeper user asked for your e-mail address',
      'Another Pacekeeper user asked for your e-mail address',
    ]);
    for (const { text } of mailbox.of(owner.email)) {
      expect(text).not.toContain('#token=');
      for (const { username, email } of others) expect(text).not.toMatch(new RegExp(`${username}|${email}`));
    }
    expect((await me(owner)).email).toBe(owner.email);
  });

  it('in the moment of confirming is not taken', async () => {
    const [anna, ben] = [await person(), await person()];
    const email = fresh();
    const [annas, bens] = [await linkFor(anna, email), await linkFor(ben, email)];
    const replies = await Promise.all([confirm(annas), confirm(bens)]);
    expect(replies.map(({ status }) => status).sort()).toEqual([200, 422]);
    expect([(await me(anna)).email, (await me(ben)).email].filter((one) => one === email)).toHaveLength(1);
  });

  it('is told to administrators, who see everyone’s', async () => {
    const admin = await person({ role: 'admin' });
    const [anna, ben] = [await person(), await person()];
    const body = { email: anna.email };
    const changed = await api.ask('PATCH', `/api/users/${ben.id}`, { token: admin.token, body });
    expect(changed).toMatchObject({ status: 409, body: { error: 'CONFLICT' } });
  });
});

describe('mail to addresses of one’s choosing', () => {
  it('goes out for five changes an hour, whatever becomes of them', async () => {
    const anna = await person();
    const from = mailbox.received.length;
    const replies = await Promise.all(Array.from({ length: 40 }, () => change(anna, fresh())));
    expect(replies.filter(({ status }) => status === 200)).toHaveLength(5);
    const refused = replies.find(({ status }) => status === 429);
    expect(refused?.body).toMatchObject({ error: 'TOO_MANY_REQUESTS' });
    expect(Number(refused?.headers.get('retry-after'))).toBeGreaterThan(3_000);
    await allSent();
    expect(mailbox.received.slice(from).length).toBeLessThanOrEqual(10);
    // What sends no mail goes on.
    const body = { time_zone: 'Asia/Tokyo', email: anna.email };
    expect((await api.ask('PATCH', `/api/users/${anna.id}`, { token: anna.token, body })).status).toBe(200);
  });

  it('goes to one address five times an hour, no matter who asks', async () => {
    const victim = fresh();
    for (let user = 0; user < 8; user++) expect((await change(await person(), victim)).status).toBe(200);
    await allSent();
    expect(mailbox.of(victim)).toHaveLength(5);
  });

  it.each([
    'nobody',
    'a@b',
    'a b@example.org',
    'a@example.org\r\nBcc: b@example.org',
    'a@example.org,b@example.org',
    '',
  ])('is not sent to %j', async (email) => {
    const anna = await person();
    expect(await change(anna, email)).toMatchObject({ status: 400, body: { error: 'VALIDATION_FAILED' } });
    expect(await audited(anna.id)).toEqual([]);
  });
});

describe('a link that confirms an address', () => {
  it('serves once, also of twenty at once', async () => {
    const anna = await person();
    const token = await linkFor(anna, fresh());
    const replies = await Promise.all(Array.from({ length: 20 }, () => confirm(token)));
    expect(replies.filter(({ status }) => status === 200)).toHaveLength(1);
    for (const lost of replies.filter(({ status }) => status !== 200)) expect(lost).toMatchObject(INVALID);
    expect(await audited(anna.id)).toEqual(['email_change_requested', 'email_changed']);
  });

  it.each<[string, string]>([
    ['its two hours', `UPDATE email_changes SET expires_at = now() WHERE user_id = $1`],
    ['its user being disabled', 'UPDATE users SET is_active = false WHERE id = $1'],
    [
      'its user getting another address',
      `UPDATE users SET email = 'x' || email, email_key = 'x' || email_key WHERE id = $1`,
    ],
    ['its user being deleted', 'DELETE FROM users WHERE id = $1'],
  ])('ends with %s', async (_, happens) => {
    const anna = await person();
    const token = await linkFor(anna, fresh());
    await api.given.sql(happens, [anna.id]);
    expect(await confirm(token)).toMatchObject(INVALID);
  });

  it('does not come back with a user who is enabled again', async () => {
    const anna = await person();
    const token = await linkFor(anna, fresh());
    await api.given.sql('UPDATE users SET is_active = false WHERE id = $1', [anna.id]);
    await api.given.sql('UPDATE users SET is_active = true WHERE id = $1', [anna.id]);
    expect(await confirm(token)).toMatchObject(INVALID);
  });

  it('opens nothing in any other form, and no link of another kind confirms', async () => {
    const [anna, ben] = [await person(), await person()];
    const token = await linkFor(anna, fresh());
    const [user = '', id = '', random = ''] = token.split('.');
    const [bens = '', bensId = '', bensRandom = ''] = newLinkToken(ben.id, ben.id).text.split('.');
    const forged = [
      'rubbish',
      user,
      `${bens}.${id}.${random}`,
      `${user}.${bensId}.${random}`,
      `${user}.${id}.${bensRandom}`,
      `${token}A`,
      `${token}.${random}`,
      `' OR 1=1 --.${id}.${random}`,
    ];
    for (const one of forged) expect([one, await confirm(one)]).toMatchObject([one, INVALID]);
    expect(
      await api.ask('POST', '/api/auth/reset-password', { body: { token, new_password: 'seven loud geese' } }),
    ).toMatchObject({
      status: 422,
      body: { error: 'RESET_LINK_INVALID' },
    });
    expect((await confirm(token)).status).toBe(200);
  });

  it('is nowhere but in the mail', async () => {
    const anna = await person();
    const token = await linkFor(anna, fresh());
    await allSent();
    const kept = [
      ...(await api.given.sql<{ line: string }>('SELECT t::text AS line FROM email_changes t')),
      ...(await api.given.sql<{ line: string }>('SELECT t::text AS line FROM audit_log t')),
      ...(await api.given.sql<{ line: string }>('SELECT t::text AS line FROM pgboss.job t')),
    ].map(({ line }) => line);
    const random = token.split('.')[2] ?? '';
    expect(kept.join('\n') + api.logLines.join('')).not.toContain(random);
    expect(api.logLines.join('')).not.toContain(anna.email);
  });
});
