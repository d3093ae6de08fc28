import { createHmac } from 'node:crypto';
import { createServer, type IncomingHttpHeaders, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text as textOf } from 'node:stream/consumers';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import {
  type Channel,
  type NotificationsAnswer,
  say,
  type SetNotifications,
  type TestedNotifications,
} from '@pacekeeper/contracts';
import { eventually } from '@pacekeeper/testing';
import { Database } from '../../platform/database/database.ts';
import { Mailbox } from '../../testing/mailbox.ts';
import { TestApi } from '../../testing/test-api.ts';
import { ActivityService } from '../activity/index.ts';
import { Digests } from './digests.service.ts';
import { NotificationFeed } from './notification-feed.service.ts';

jest.setTimeout(120_000);

const SECRET = 'a-secret-of-the-receiver-7734';

interface Received {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** The other side: answers as it is told, and remembers what came. */
class Receiver {
  readonly received: Received[] = [];
  /** Connections that were made, answered or not. */
  connections = 0;
  answer: (response: ServerResponse, count: number) => void = (response) => response.end('ok');

  private constructor(private readonly server: Server) {}

  static async start(): Promise<Receiver> {
    const server = createServer((request, response) => {
      void textOf(request).then((body) => {
        receiver.received.push({ path: request.url ?? '', headers: request.headers, body });
        receiver.answer(response, receiver.received.length);
      });
    });
    const receiver = new Receiver(server);
    server.on('connection', () => (receiver.connections += 1));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return receiver;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/hook`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}

let api: TestApi;
let mailbox: Mailbox;
let receiver: Receiver;
beforeAll(async () => {
  mailbox = await Mailbox.open();
  api = await TestApi.start({ SMTP_URL: mailbox.url, WEBHOOK_ALLOWED_NETWORKS: '127.0.0.1/32' });
});
afterAll(async () => {
  await api.stop();
  await mailbox.close();
});
beforeEach(async () => {
  receiver = await Receiver.start();
});
afterEach(() => receiver.stop());

interface Person {
  readonly id: string;
  readonly token: string;
}
const person = async (wanted: { email?: string; role?: 'admin' | 'user'; timeZone?: string } = {}): Promise<Person> => {
  const { id, username } = await api.given.user(wanted);
  return { id, token: await api.signIn(username) };
};
type Input = SetNotifications['channels'][number];
const path = (who: Person) => `/api/users/${who.id}/notifications`;
const set = (who: Person, channels: readonly object[], digest = 'off') =>
  api.ask<NotificationsAnswer>('PUT', path(who), { token: who.token, body: { channels, digest } });
const read = async (who: Person): Promise<Channel[]> =>
  (await api.ask<NotificationsAnswer>('GET', path(who), { token: who.token })).body.notifications.channels;
const test = (who: Person, body?: object) =>
  api.ask<TestedNotifications>('POST', `${path(who)}/test`, { token: who.token, ...(body ? { body } : {}) });
const webhook = (more: object = {}) => ({
  kind: 'webhook',
  target: receiver.url,
  secret: SECRET,
  events: ['job_done', 'job_failed', 'session_lost'] satisfies Input['events'],
  ...more,
});
/** As if a bot of theirs had finished a job. */
const finish = (who: Person) =>
  api.app.get(Database, { strict: false }).asUser(who.id, (tx) =>
    api.app.get(ActivityService, { strict: false }).append(tx, {
      action: 'job_finished',
      status: 'success',
      message: say('job.finished', { action: 'follow', done: 12 }),
    }),
  );
const queued = (id: string) =>
  api.given.sql<{ state: string; retry_count: number; start_after: Date }>(
    `SELECT state, retry_count, start_after FROM pgboss.job WHERE name = 'notifications' AND data ->> 'user_id' = $1`,
    [id],
  );
/** Tries now what the queue would try later. */
const hurry = (id: string) =>
  api.given.sql(
    `UPDATE pgboss.job SET start_after = now() WHERE name = 'notifications' AND data ->> 'user_id' = $1 AND state = 'retry'`,
    [id],
  );

describe('a webhook', () => {
  it('gets an event in a signed request', async () => {
    const who = await person();
    await set(who, [webhook()]);
    await finish(who);
    const { headers, body } = await eventually(async () => receiver.received[0], 'the request arrives');
    expect(JSON.parse(body)).toMatchObject({
      event: 'job_done',
      message: 'Finished: 12 follows.',
      message_symbol: 'job.finished',
      params: { action: 'follow', done: 12 },
    });
    const [, time = '', mac] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(String(headers['pacekeeper-signature'])) ?? [];
    expect(mac).toBe(createHmac('sha256', SECRET).update(`${time}.${body}`).digest('hex'));
    expect(Math.abs(Date.now() / 1000 - Number(time))).toBeLessThan(60);
    expect(headers['pacekeeper-id']).toBe((JSON.parse(body) as { id: string }).id);
    await eventually(async () => (await read(who))[0]?.last_sent_at, 'it is known to have arrived');
    expect(await read(who)).toMatchObject([{ waiting: 0, failure: null }]);
    expect(await api.given.sql('SELECT 1 FROM outgoing_notifications WHERE user_id = $1', [who.id])).toEqual([]);
  });

  it('that fails five times gets it once in the end, and the failure shows meanwhile', async () => {
    receiver.answer = (response, count) => {
      response.statusCode = count <= 5 ? 500 : 204;
      response.end();
    };
    const who = await person();
    await set(who, [webhook()]);
    await finish(who);
    await eventually(async () => (await read(who))[0]?.failure, 'the failure shows');
    expect(await read(who)).toMatchObject([
      {
        waiting: 1,
        failure: {
          message: 'The other side answered with status 500.',
          message_symbol: 'notification.failed',
          params: { because: 'status', status: 500 },
          gave_up: false,
        },
      },
    ]);
    await eventually(async () => {
      await hurry(who.id);
      return (await read(who))[0]?.last_sent_at;
    }, 'it arrives');
    expect(receiver.received).toHaveLength(6);
    expect(new Set(receiver.received.map(({ headers }) => headers['pacekeeper-id'])).size).toBe(1);
    expect(await read(who)).toMatchObject([{ waiting: 0, failure: null }]);
    expect((await queued(who.id)).filter(({ state }) => state !== 'completed')).toEqual([]);
  });

  it('is tried for a day with growing pauses, and then given up', async () => {
    receiver.answer = (response) => void response.writeHead(503).end();
    const who = await person();
    await set(who, [webhook()]);
    const [queue] = await api.given.sql<{ retry_limit: number; retry_delay_max: number; retry_backoff: boolean }>(
      `SELECT retry_limit, retry_delay_max, retry_backoff FROM pgboss.queue WHERE name = 'notifications'`,
    );
    expect(queue).toMatchObject({ retry_backoff: true, retry_delay_max: 3600 });
    // After eleven doublings the pauses are an hour each.
    expect(((queue?.retry_limit ?? 0) - 11) * 3600).toBeGreaterThan(23 * 3600);
    await finish(who);
    await eventually(async () => (await read(who))[0]?.failure, 'it fails');
    await api.given.sql(
      `UPDATE pgboss.job SET retry_count = retry_limit - 1 WHERE name = 'notifications' AND data ->> 'user_id' = $1`,
      [who.id],
    );
    await eventually(async () => {
      await hurry(who.id);
      return (await read(who))[0]?.failure?.gave_up;
    }, 'it is given up');
    expect(await read(who)).toMatchObject([{ waiting: 0, last_sent_at: null }]);
  });

  it('that redirects is not followed, not even to this machine', async () => {
    const other = await Receiver.start();
    receiver.answer = (response) => void response.writeHead(302, { location: other.url }).end();
    const who = await person();
    await set(who, [webhook()]);
    expect((await test(who)).body.results).toMatchObject([
      { delivered: false, failure: { params: { because: 'redirect', status: 302 } } },
    ]);
    expect([receiver.received.length, other.connections]).toEqual([1, 0]);
    await other.stop();
  });

  it('that answers without end is cut off', async () => {
    let sent = 0;
    const closed = Promise.withResolvers<null>();
    receiver.answer = (response) => {
      response.writeHead(200, { 'content-length': String(1024 ** 3) });
      const block = Buffer.alloc(64 * 1024);
      const more = (): void => {
        while (!response.destroyed && sent < 1024 ** 3) {
          sent += block.length;
          if (!response.write(block)) return void response.once('drain', more);
        }
      };
      response.once('close', () => closed.resolve(null));
      more();
    };
    const who = await person();
    await set(who, [webhook()]);
    expect((await test(who)).body.results).toMatchObject([{ delivered: true }]);
    await closed.promise;
    expect(sent).toBeLessThan(64 * 1024 ** 2);
  });

  it('that sends a head without end is a failure', async () => {
    receiver.answer = (response) => void response.writeHead(200, { 'x-long': 'x'.repeat(64_000) }).end();
    const who = await person();
    await set(who, [webhook()]);
    expect((await test(who)).body.results).toMatchObject([
      { delivered: false, failure: { params: { because: 'unreachable' } } },
    ]);
  });

  it('keeps its secret when its settings change, and loses what waits when it is removed', async () => {
    receiver.answer = (response) => void response.writeHead(500).end();
    const who = await person();
    const [made] = (await set(who, [webhook()])).body.notifications.channels;
    const { secret: _, ...without } = webhook({ id: made?.id, events: ['job_done'] });
    const changed = await set(who, [without]);
    expect(changed.body.notifications.channels).toMatchObject([
      { id: made?.id, secret_set: true, events: ['job_done'] },
    ]);
    await test(who);
    expect(receiver.received[0]?.headers['pacekeeper-signature']).toBeDefined();
    await finish(who);
    await eventually(async () => (await read(who))[0]?.waiting, 'it waits');
    expect((await set(who, [])).body.notifications.channels).toEqual([]);
    expect(await api.given.sql('SELECT 1 FROM outgoing_notifications WHERE user_id = $1', [who.id])).toEqual([]);
  });

  it('has a secret that is stored sealed, and never given back or logged', async () => {
    const who = await person();
    const answered = await set(who, [webhook()]);
    await test(who);
    const kept = JSON.stringify([
      answered.body,
      await api.given.sql('SELECT * FROM notification_channels'),
      await api.given.sql('SELECT * FROM activity_logs'),
      api.logLines,
    ]);
    expect(kept).not.toContain(SECRET);
  });
});

describe.each(['slack', 'discord'])('a channel of %s', (kind) => {
  it('has an address that is stored sealed and shown as its host, and stays where that is sent back', async () => {
    const who = await person();
    const whole = `${receiver.url}/T0/B0/some-long-secret-part`;
    const channel = { kind, target: whole, events: ['job_done'] };
    const [made] = (await set(who, [channel])).body.notifications.channels;
    expect(made).toMatchObject({ target: `${new URL(whole).origin}/\u2026`, secret_set: true });
    const stored = JSON.stringify([await api.given.sql('SELECT * FROM notification_channels'), api.logLines]);
    expect(stored).not.toContain('some-long-secret-part');
    const back = { kind, id: made?.id, target: made?.target, events: ['job_done', 'job_failed'] };
    expect((await set(who, [back])).status).toBe(200);
    await finish(who);
    const { path: asked, body } = await eventually(async () => receiver.received[0], 'it arrives');
    expect(asked).toBe('/hook/T0/B0/some-long-secret-part');
    expect(body).toContain('Finished: 12 follows');
    // Without its channel, what is shown is no address.
    expect((await set(who, [{ ...back, id: undefined }])).body.details).toMatchObject([{ path: 'channels.0.target' }]);
  });
});

describe('quiet hours', () => {
  it('delay what can wait, and not what cannot', async () => {
    const who = await person({ timeZone: 'Asia/Tokyo' });
    const hour = (offset: number) =>
      Temporal.Now.zonedDateTimeISO('Asia/Tokyo')
        .add({ hours: offset })
        .toPlainTime()
        .toString({ smallestUnit: 'minute' });
    await set(who, [webhook({ quiet_hours: { from: hour(-2), to: hour(3) } })]);
    await finish(who);
    const [waiting] = await queued(who.id);
    expect(waiting?.start_after.getTime()).toBeGreaterThan(Date.now() + 2 * 3_600_000);
    await api.app
      .get(Database, { strict: false })
      .asUser(who.id, (tx) =>
        api.app.get(NotificationFeed, { strict: false }).tell(tx, 'session_lost', say('job.paused')),
      );
    const { body } = await eventually(async () => receiver.received[0], 'the urgent one arrives');
    expect(JSON.parse(body)).toMatchObject({ event: 'session_lost' });
    expect(await read(who)).toMatchObject([{ waiting: 1 }]);
  });
});

describe('a channel by mail', () => {
  it('goes to one’s own address', async () => {
    const who = await person({ email: 'notified@example.org' });
    expect((await set(who, [{ kind: 'mail', events: ['job_done'] }], 'daily')).status).toBe(200);
    await finish(who);
    const mail = await mailbox.arrived('notified@example.org');
    expect(mail.headers['subject']).toBe('Pacekeeper: A job finished');
    expect(mail.text).toContain('Finished: 12 follows.');
    expect(mail.text).toContain('/settings');
  });
});

describe('a digest', () => {
  const due = (zone: string, digest: string, at: string) =>
    api.given.sql<{ due: Date }>('SELECT digest_due($1, $2, $3::timestamptz) AS due', [digest, zone, at]);
  it.each([
    ['daily', 'UTC', '2026-06-03T07:59:00Z', '2026-06-02T08:00:00.000Z'],
    ['daily', 'UTC', '2026-06-03T08:00:00Z', '2026-06-03T08:00:00.000Z'],
    ['daily', 'Asia/Tokyo', '2026-06-03T00:00:00Z', '2026-06-02T23:00:00.000Z'],
    ['weekly', 'UTC', '2026-06-03T12:00:00Z', '2026-06-01T08:00:00.000Z'],
    ['weekly', 'UTC', '2026-06-01T07:00:00Z', '2026-05-25T08:00:00.000Z'],
    ['daily', 'Europe/Berlin', '2026-10-25T12:00:00Z', '2026-10-25T07:00:00.000Z'],
  ])('that is %s is due in %s at %s since %s', async (digest, zone, at, expected) => {
    expect((await due(zone, digest, at))[0]?.due.toISOString()).toBe(expected);
  });

  it('tells of the day before, once, however many processes look', async () => {
    const who = await person({ email: 'digest@example.org' });
    const account = await api.given.account(who.id);
    await set(who, [{ kind: 'mail', events: ['review'] }], 'daily');
    const [row] = await api.given.sql<{ day: string }>(
      `INSERT INTO daily_stats (user_id, account_id, day, hour, action, source, about, done, failed)
       VALUES ($1, $2, (now() AT TIME ZONE 'UTC' - interval '8 hours')::date - 1, 9, 'follow', 'hashtag', 'x', 12, 1)
       RETURNING day::text AS day`,
      [who.id, account.id],
    );
    const digests = api.app.get(Digests, { strict: false });
    expect(await digests.run()).toBe(0);
    await api.given.sql(`UPDATE notification_settings SET digest_at = now() - interval '2 days' WHERE user_id = $1`, [
      who.id,
    ]);
    const made = await Promise.all([digests.run(), digests.run(), digests.run()]);
    expect(made.sort()).toEqual([0, 0, 1]);
    const mail = await mailbox.arrived('digest@example.org');
    expect(mail.headers['subject']).toBe('Pacekeeper: Your digest');
    expect(mail.text).toContain(`On ${row?.day}: 12 follows. 1 failed, 0 without a known outcome.`);
    expect(await digests.run()).toBe(0);
  });
});

describe('the pause of all bots', () => {
  it('is told to administrators who want to know', async () => {
    const [admin, user] = [await person({ role: 'admin' }), await person()];
    await set(admin, [webhook({ events: ['fleet_paused'] })]);
    expect(await set(user, [webhook({ events: ['fleet_paused'] })])).toMatchObject({
      status: 400,
      body: { details: [{ path: 'channels.0.events' }] },
    });
    const reason = { reason: 'maintenance of the week' };
    expect((await api.ask('POST', '/api/admin/fleet/pause', { token: admin.token, body: reason })).status).toBe(200);
    const { body } = await eventually(async () => receiver.received[0], 'it arrives');
    expect(JSON.parse(body)).toMatchObject({ event: 'fleet_paused', message: 'An administrator paused all bots.' });
    await api.ask('POST', '/api/admin/fleet/resume', { token: admin.token, body: reason });
  });
});

describe('the settings', () => {
  it('are one’s own alone', async () => {
    const [who, admin] = [await person(), await person({ role: 'admin' })];
    expect((await api.ask('GET', path(who), { token: admin.token })).status).toBe(404);
    expect(
      (await api.ask('PUT', path(who), { token: admin.token, body: { channels: [], digest: 'off' } })).status,
    ).toBe(404);
    expect((await api.ask('POST', `${path(who)}/test`, { token: admin.token })).status).toBe(404);
    expect((await test(who, { channel_id: who.id })).status).toBe(404);
  });

  it.each<[string, object, string]>([
    ['an address of this machine that is not allowed', { target: 'http://127.0.0.2/hook' }, 'channels.0.target'],
    ['a private address', { target: 'https://10.0.0.7/hook' }, 'channels.0.target'],
    ['cloud metadata', { target: 'https://169.254.169.254/latest' }, 'channels.0.target'],
    ['an address in disguise', { target: 'https://0x7f.0.0.2/' }, 'channels.0.target'],
    ['a number as an address', { target: 'https://2130706434/' }, 'channels.0.target'],
    ['IPv6 loopback', { target: 'https://[::1]/' }, 'channels.0.target'],
    ['plain HTTP into the internet', { target: 'http://8.8.4.7/' }, 'channels.0.target'],
    ['a name that does not exist', { target: 'https://no-such-host.invalid/' }, 'channels.0.target'],
    ['a name in front of the host', { target: 'https://a:b@8.8.4.7/' }, 'channels.0.target'],
    ['another scheme', { target: 'ftp://8.8.4.7/' }, 'channels.0.target'],
    ['a webhook without a secret', { secret: undefined }, 'channels.0.secret'],
    ['a short secret', { secret: 'short' }, 'channels.0.secret'],
    ['no event', { events: [] }, 'channels.0.events'],
    ['an unknown event', { events: ['lunch'] }, 'channels.0.events.0'],
    ['quiet hours of no length', { quiet_hours: { from: '08:00', to: '08:00' } }, 'channels.0.quiet_hours.to'],
    ['the id of nothing', { id: '00000000-0000-4000-8000-000000000000' }, 'channels.0.id'],
    ['mail without an address', { kind: 'mail', target: undefined, secret: undefined }, 'channels.0.kind'],
    ['telegram without a token', { kind: 'telegram', target: '@channel', secret: undefined }, 'channels.0.secret'],
  ])('refuse %s', async (_, more, where) => {
    const who = await person();
    const reply = await set(who, [webhook(more)]);
    expect([reply.status, reply.body.details?.[0]?.path]).toEqual([400, where]);
    expect(receiver.connections).toBe(0);
  });

  it('refuse mail to another’s address, a digest without an address, and eleven channels', async () => {
    const who = await person({ email: 'own@example.org' });
    const other = { kind: 'mail', target: 'other@example.org', events: ['job_done'] };
    expect((await set(who, [other])).body.details).toMatchObject([{ path: 'channels.0.target' }]);
    expect((await set(who, [{ ...other, target: 'OWN@example.org' }])).status).toBe(200);
    expect(
      (
        await set(
          who,
          Array.from({ length: 11 }, () => webhook()),
        )
      ).status,
    ).toBe(400);
    expect((await set(await person(), [], 'weekly')).body.details).toMatchObject([{ path: 'digest' }]);
  });
});
