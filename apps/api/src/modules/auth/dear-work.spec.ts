import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { CreateUserAnswer, LoginAnswer } from '@pacekeeper/contracts';
import { eventually, PASSWORD } from '@pacekeeper/testing';
import pLimit from 'p-limit';
import pg from 'pg';
import { newLinkToken } from '../../platform/crypto/link-token.ts';
import { watchHashes } from '../../platform/crypto/passwords.ts';
import { AT_ONCE as SLOTS, MOST_WAITING } from '../../platform/http/user-slots.ts';
import { type Reply, TestApi } from '../../testing/test-api.ts';

// Passwords are hashed here while others wait.
jest.setTimeout(120_000);

let api: TestApi;
beforeAll(async () => {
  api = await TestApi.start({ SMTP_URL: 'smtp://127.0.0.1:9', TRUST_PROXY: 'loopback' });
});
afterAll(() => api.stop());

const TIMES = 300;
/** Under way at once: more would only wait for connections, whatever they ask. */
const AT_ONCE = 25;
const NEW_PASSWORD = 'seven loud geese cross the road';

const person = async (role: 'admin' | 'user' = 'user') => {
  const user = await api.given.user({ role });
  await api.given.sql(
    `UPDATE users SET email = username || '@example.org', email_key = username || '@example.org' WHERE id = $1`,
    [user.id],
  );
  return { ...user, token: await api.signIn(user.username) };
};
type Person = Awaited<ReturnType<typeof person>>;

const login = (username: string, address: string) =>
  api.ask<LoginAnswer>('POST', '/api/auth/login', {
    body: { username, password: PASSWORD },
    headers: { 'x-forwarded-for': address },
  });

/** All of them, in their order, some at once. */
const crowdOf = (send: (index: number) => Promise<Reply<object>>): Promise<Array<Reply<object>>> => {
  const turns = pLimit(AT_ONCE);
  return Promise.all(Array.from({ length: TIMES }, (_, index) => turns(() => send(index))));
};

/** Hashes from now until `end`. */
const watching = () => {
  const hashed: Array<{ lane: string; waited: number }> = [];
  const stop = watchHashes((lane, waited) => void hashed.push({ lane, waited }));
  return {
    end: () => {
      stop();
      return hashed;
    },
  };
};

const statusesOf = (replies: ReadonlyArray<Reply<object>>) => {
  const counts: Record<number, number> = {};
  for (const { status } of replies) counts[status] = (counts[status] ?? 0) + 1;
  return counts;
};

/** What one user may send again and again that hashes, sends mail or tries a code; each with what it is answered. */
interface Dear {
  readonly what: string;
  readonly role?: 'admin';
  readonly send: (who: Person, index: number) => Promise<Reply<object>>;
  /** How often it may be answered otherwise than with 429; the rest is. Undefined: it costs nothing. */
  readonly most?: number;
  /** Hashes of all of it together, at the most. */
  readonly hashes: number;
}

const ask = (who: Person, method: string, path: string, body?: unknown) =>
  api.ask<object>(method, `/api/${path}`, { token: who.token, ...(body === undefined ? {} : { body }) });

const DEAR: readonly Dear[] = [
  {
    what: 'recovery codes without a second factor',
    send: (who) => ask(who, 'POST', 'auth/recovery-codes'),
    hashes: 0,
  },
  {
    what: 'wrong codes of a new authenticator app',
    send: (who, index) => ask(who, 'POST', 'auth/totp/confirm', { code: String(100_000 + index) }),
    most: 10,
    hashes: 0,
  },
  {
    what: 'a wrong current password',
    send: (who) =>
      ask(who, 'PUT', `users/${who.id}/change-password`, { current_password: 'wrong', new_password: NEW_PASSWORD }),
    most: 10,
    hashes: 10,
  },
  {
    what: 'a wrong password to prove oneself',
    send: (who) => ask(who, 'POST', 'auth/reauthenticate', { password: 'wrong' }),
    most: 10,
    hashes: 10,
  },
  {
    what: 'the right password to prove oneself',
    send: (who) => ask(who, 'POST', 'auth/reauthenticate', { password: PASSWORD }),
    most: 60,
    hashes: 60,
  },
  {
    what: 'changes of one’s own e-mail',
    send: (who, index) => ask(who, 'PATCH', `users/${who.id}`, { email: `many${index}@example.org` }),
    most: 5,
    hashes: 0,
  },
  {
    what: 'resets of others',
    role: 'admin',
    send: (who) => ask(who, 'POST', `users/${who.id}/reset-password`),
    most: 10,
    hashes: 10,
  },
  {
    what: 'sign-ins to Instagram, each with another name',
    send: (who, index) => ask(who, 'POST', 'bot/login', { username: `name_${index}`, password: 'x' }),
    most: 120,
    hashes: 0,
  },
  {
    what: 'users with a name that is taken',
    role: 'admin',
    send: (who) => ask(who, 'POST', 'users', { username: who.username }),
    hashes: 0,
  },
];

describe('dear work of one user', () => {
  it.each(DEAR)('is bounded, and holds up nobody: $what', async ({ role, send, most, hashes }) => {
    const [who, ben] = [await person(role), await person()];
    await ask(who, 'POST', 'auth/totp/enroll');
    const watched = watching();
    const crowd = crowdOf((index) => send(who, index));
    const signedIn = await login(ben.username, '203.0.113.1');
    const replies = await crowd;
    const hashed = watched.end();

    expect(signedIn.status).toBe(200);
    const [bens, others] = [
      hashed.filter(({ lane }) => lane.includes('203.0.113.1')),
      hashed.filter(({ lane }) => lane.includes(who.id)),
    ];
    // In quiet each of his hashes is one turn. Now it is two at the most: one of the other lane goes first.
    expect(bens.length).toBeGreaterThan(0);
    for (const { waited } of bens) expect(waited + 1).toBeLessThanOrEqual(2);
    expect(others.length).toBeLessThanOrEqual(hashes);
    const { 429: refused = 0, ...answered } = statusesOf(replies);
    const served = Object.values(answered).reduce((sum, count) => sum + count, 0);
    expect(served + refused).toBe(TIMES);
    expect(served).toBeLessThanOrEqual(most ?? TIMES);
    // Cheap requests are answered each time, and callers who ask rarely are never refused.
    expect(served).toBeGreaterThanOrEqual(most === undefined ? TIMES : Math.min(most, 5));
    for (const { status, body, headers } of replies) {
      if (status !== 429) continue;
      expect(body).toMatchObject({ error: 'TOO_MANY_REQUESTS', retry_after: expect.any(Number) });
      expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
    }
    // 502: there is no Instagram here.
    expect(replies.filter(({ status }) => status >= 500 && status !== 502)).toEqual([]);
  });

  it('that waits is bounded too: a crowd of sign-ins is told to come back, and another address is served', async () => {
    const ben = await person();
    const crowd = Array.from({ length: 100 }, (_, index) => login(`nobody-${index}`, '198.51.100.7'));
    const signedIn = await login(ben.username, '203.0.113.2');
    const counts = statusesOf(await Promise.all(crowd));
    expect(signedIn.status).toBe(200);
    expect((counts[401] ?? 0) + (counts[429] ?? 0)).toBe(100);
    expect(counts[429]).toBeGreaterThan(0);
  });

  it('in the password of a link is bounded for each user', async () => {
    const { id } = await api.given.user();
    await api.given.sql(`UPDATE users SET email = 'link@example.org', email_key = 'link@example.org' WHERE id = $1`, [
      id,
    ]);
    const { text, hash } = newLinkToken(id, id);
    await api.given.sql(
      `INSERT INTO password_reset_tokens (id, user_id, token_hash, email_key, created_at, expires_at)
       VALUES ($1, $1, $2, 'link@example.org', now() + interval '1 second', now() + interval '30 minutes')`,
      [id, hash],
    );
    const watched = watching();
    const replies = await crowdOf((index) =>
      api.ask<object>('POST', '/api/auth/reset-password', {
        body: { token: text, new_password: `${NEW_PASSWORD} ${index}` },
      }),
    );
    expect(statusesOf(replies)[200]).toBe(1);
    expect(watched.end().length).toBeLessThanOrEqual(20);
  });

  it('is still done for a user who asks for it once', async () => {
    const admin = await person('admin');
    const made = await api.ask<CreateUserAnswer>('POST', '/api/users', {
      token: admin.token,
      body: { username: 'once' },
    });
    expect(made.status).toBe(201);
    const body = { current_password: PASSWORD, new_password: NEW_PASSWORD };
    expect((await ask(admin, 'PUT', `users/${admin.id}/change-password`, body)).status).toBe(200);
  });
});

describe('300 reads of one user that hold their connections', () => {
  it('hold up nobody else: a few are worked on, some wait, the others are told when to ask again', async () => {
    const [greedy, other] = [await person(), await person()];
    const lock = new pg.Client({ connectionString: api.ownerUrl });
    await lock.connect();
    try {
      // Whatever reads the activity waits for this.
      await lock.query('BEGIN; LOCK TABLE activity_logs IN ACCESS EXCLUSIVE MODE');
      let refused = 0;
      const reads = Promise.all(
        Array.from({ length: TIMES }, async () => {
          const reply = await api.ask<object>('GET', '/api/activity-logs', { token: greedy.token });
          if (reply.status === 429) refused += 1;
          return reply;
        }),
      );
      const beyond = TIMES - SLOTS - MOST_WAITING;
      await eventually(async () => refused === beyond, 'all but those that run and wait are refused');
      expect((await api.ask('GET', '/api/limits', { token: other.token })).status).toBe(200);
      await lock.query('COMMIT');
      const replies = await reads;
      expect(statusesOf(replies)).toEqual({ 200: SLOTS + MOST_WAITING, 429: beyond });
      for (const { status, headers, body } of replies) {
        if (status !== 429) continue;
        expect(headers.get('retry-after')).toBe('1');
        expect(body.error).toBe('TOO_MANY_REQUESTS');
      }
    } finally {
      await lock.end();
    }
  });
});
