import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type GivenUser } from '@pacekeeper/testing';
import { TestApi } from '../../testing/test-api.ts';
import { MOST_STREAMS } from './events.service.ts';

let api: TestApi;
let anna: GivenUser;
let ben: GivenUser;

beforeAll(async () => {
  api = await TestApi.start();
  anna = await api.given.user();
  ben = await api.given.user();
});
afterAll(() => api.stop());

interface Stream {
  readonly status: number;
  /** The next event that is not a comment; null at the end of the stream. */
  next(): Promise<{ event: string; id: string; data: Record<string, unknown> } | null>;
  close(): void;
}

/** Reads server-sent events as a browser does with fetch. */
const listen = async (token: string): Promise<Stream> => {
  const stopping = new AbortController();
  const response = await fetch(`${api.url}/api/events`, {
    headers: { authorization: `Bearer ${token}` },
    signal: stopping.signal,
  });
  const reader = (response.body as ReadableStream<Uint8Array>).getReader();
  const decoder = new TextDecoder();
  let text = '';
  return {
    status: response.status,
    async next() {
      for (;;) {
        const end = text.indexOf('\n\n');
        if (end < 0) {
          const { value, done } = await reader.read();
          if (done) return null;
          text += decoder.decode(value, { stream: true });
          continue;
        }
        const lines = text.slice(0, end).split('\n');
        text = text.slice(end + 2);
        const field = (name: string) =>
          lines.find((line) => line.startsWith(`${name}: `))?.slice(name.length + 2) ?? '';
        if (field('event')) return { event: field('event'), id: field('id'), data: JSON.parse(field('data')) };
      }
    },
    close: () => stopping.abort(),
  };
};

/** What happens elsewhere, in another process: a row, and its notification with the commit. */
const happens = async (user: GivenUser, message: string): Promise<void> => {
  await api.given.sql(
    `WITH row AS (INSERT INTO activity_logs (user_id, action, status, message) VALUES ($1, 'test', 'info', $2) RETURNING id)
     SELECT pg_notify('pacekeeper_events', 'activity:' || $1::text || ':' || id) FROM row`,
    [user.id, message],
  );
};

describe('live events', () => {
  it('come to whom they concern, in the shapes of the contracts, and to nobody else', async () => {
    const [annas, bens] = [await listen(await api.signIn(anna.username)), await listen(await api.signIn(ben.username))];
    expect(annas.status).toBe(200);
    await happens(anna, 'for Anna');
    await happens(ben, 'for Ben');
    expect(await annas.next()).toMatchObject({
      event: 'activity',
      data: { message: 'for Anna', status: 'info', user_id: anna.id },
    });
    expect(await bens.next()).toMatchObject({ event: 'activity', data: { message: 'for Ben' } });
    annas.close();
    bens.close();
  });

  it('show limits as they are after the change, and who changed them', async () => {
    const admin = await api.given.user({ role: 'admin' });
    const stream = await listen(await api.signIn(anna.username));
    await api.ask('PUT', `/api/users/${anna.id}/limits`, {
      token: await api.signIn(admin.username),
      body: { follows_limit: 3 },
    });
    const came = [await stream.next(), await stream.next()].toSorted((a, b) =>
      (a?.event ?? '').localeCompare(b?.event ?? ''),
    );
    expect(came).toMatchObject([
      { event: 'activity', data: { action: 'limits_changed' } },
      { event: 'quota', data: { actions: { follow: { limit: 3, remaining: 3 } } } },
    ]);
    stream.close();
  });

  it('have everyone read again when the default limits change, and nobody by a change that was refused', async () => {
    const admin = await api.given.user({ role: 'admin' });
    const token = await api.signIn(admin.username);
    const set = (as: string, body: object) => api.ask('PUT', '/api/limits', { token: as, body });
    const [annas, bens] = [await listen(await api.signIn(anna.username)), await listen(await api.signIn(ben.username))];
    expect((await set(await api.signIn(ben.username), { likes_limit: 100 })).status).toBe(403);
    await happens(anna, 'first');
    expect(await annas.next()).toMatchObject({ event: 'activity', data: { message: 'first' } });
    expect((await set(token, { likes_limit: 150 })).status).toBe(200);
    for (const stream of [annas, bens]) {
      expect(await stream.next()).toMatchObject({ event: 'notice', data: { kind: 'refresh' } });
      stream.close();
    }
  });

  it('never show Ben’s things to Anna, whatever a message says', async () => {
    const stream = await listen(await api.signIn(anna.username));
    const [row] = await api.given.sql<{ id: string }>(
      `INSERT INTO activity_logs (user_id, action, status, message) VALUES ($1, 'x', 'info', 'Ben’s own') RETURNING id`,
      [ben.id],
    );
    await api.given.sql(`SELECT pg_notify('pacekeeper_events', $1)`, [`activity:${anna.id}:${row?.id}`]);
    await api.given.sql(`SELECT pg_notify('pacekeeper_events', 'not a message')`);
    await happens(anna, 'hers');
    expect(await stream.next()).toMatchObject({ data: { message: 'hers' } });
    stream.close();
  });

  it('end with the sign-out', async () => {
    const token = await api.signIn(anna.username);
    const stream = await listen(token);
    await api.ask('POST', '/api/auth/logout', { token });
    expect(await stream.next()).toBeNull();
  });

  it('end where a revocation may have been missed, and begin again for anyone who still may', async () => {
    const token = await api.signIn(anna.username);
    const stream = await listen(token);
    await terminateListener();
    expect(await stream.next()).toBeNull();
    const again = await listen(token);
    await happens(anna, 'afterwards');
    expect(await again.next()).toMatchObject({ event: 'activity', data: { message: 'afterwards' } });
    again.close();
  });
});

describe('many streams of one user', () => {
  it('are twenty: a new one ends the oldest, which is told why', async () => {
    const carl = await api.given.user();
    const token = await api.signIn(carl.username);
    const streams: Stream[] = [];
    for (let number = 0; number < MOST_STREAMS + 2; number += 1) streams.push(await listen(token));
    for (const ended of streams.splice(0, 2)) {
      expect(await ended.next()).toMatchObject({ event: 'notice', data: { kind: 'too_many_streams' } });
      expect(await ended.next()).toBeNull();
    }
    await happens(carl, 'to the others');
    for (const stream of streams) {
      expect(await stream.next()).toMatchObject({ event: 'activity', data: { message: 'to the others' } });
      stream.close();
    }
  });

  it('a thousand hold up neither others nor the user’s own stop and sign-out', async () => {
    const crowd = await api.given.user();
    const account = await api.given.account(crowd.id);
    const token = await api.signIn(crowd.username);
    const bens = await listen(await api.signIn(ben.username));
    const streams: Stream[] = [];
    for (let hundred = 0; hundred < 10; hundred += 1) {
      streams.push(...(await Promise.all(Array.from({ length: 100 }, () => listen(token)))));
    }
    expect(streams.every(({ status }) => status === 200)).toBe(true);
    await happens(ben, 'as ever');
    expect(await bens.next()).toMatchObject({ event: 'activity', data: { message: 'as ever' } });
    const stopped = await api.ask('POST', '/api/bot/stop', { token, body: { account_id: account.id } });
    expect(stopped.status).toBe(200);
    expect((await api.ask('POST', '/api/auth/logout', { token })).status).toBe(200);
    // All of them have ended, those of the end with the sign-out.
    for (const stream of streams) while ((await stream.next()) !== null);
    await happens(ben, 'and still');
    expect(await bens.next()).toMatchObject({ event: 'activity', data: { message: 'and still' } });
    bens.close();
  }, 60_000);
});

const terminateListener = async (): Promise<void> => {
  const { default: pg } = await import('pg');
  const client = new pg.Client(api.database.superuser);
  await client.connect();
  await client.query(
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'pacekeeper-events' AND datname = $1`,
    [api.database.name],
  );
  await client.end();
};
