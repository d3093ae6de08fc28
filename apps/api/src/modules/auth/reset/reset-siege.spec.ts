import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { Mailbox, type Received } from '../../../testing/mailbox.ts';
import { TestApi } from '../../../testing/test-api.ts';
import { Background } from './background.ts';

// Mails take their time, and other specs run beside this one.
jest.setTimeout(60_000);

const PUBLIC_URL = 'https://bots.example.org';

let mailbox: Mailbox;
let api: TestApi;

beforeAll(async () => {
  mailbox = await Mailbox.open();
  api = await TestApi.start({ SMTP_URL: mailbox.url, PUBLIC_URL, TRUST_PROXY: 'loopback' });
});
afterAll(async () => {
  await api.stop();
  await mailbox.close();
});

const tokenIn = ({ text }: Received): string => /#token=(\S+)/.exec(text)?.[1] ?? 'no link';
const reset = (token: string) =>
  api.ask('POST', '/api/auth/reset-password', { body: { token, new_password: 'seven loud geese cross the road' } });

describe('a reset link', () => {
  it('asked for by strangers does not keep the person from a link that works', async () => {
    const email = 'besieged@example.org';
    await api.given.user({ username: 'besieged', email });
    const ask = async (address: string) => {
      await api.ask('POST', '/api/auth/forgot-password', {
        body: { email },
        headers: { 'x-forwarded-for': address },
      });
      await api.app.get(Background).settled();
    };
    // One stranger uses up what is theirs alone.
    for (let times = 0; times < 6; times += 1) await ask('203.0.113.9');
    await mailbox.arrived(email, 3);
    await ask('198.51.100.1');
    const own = await mailbox.arrived(email, 4);
    // Many together use up what there is, and the link from before goes on serving.
    for (let host = 1; host <= 20; host += 1) await ask(`192.0.2.${host}`);
    await mailbox.arrived(email, 5);
    const [asked] = await api.given.sql<{ n: number }>(
      `SELECT count(*)::int AS n FROM audit_log WHERE action = 'password_reset_requested'`,
    );
    expect(asked?.n).toBe(5);
    expect((await reset(tokenIn(own))).status).toBe(200);
  });

  it('of a mail that waits while its user is disabled is not made when they are enabled again', async () => {
    const { id } = await api.given.user({ email: 'waits@example.org' });
    for (const kind of ['password_reset', 'invitation', 'email_confirmation', 'password_changed']) {
      await api.given.sql(
        `INSERT INTO outgoing_mails (id, user_id, kind, recipient, params) VALUES ($1, $2, $3, 'waits@example.org', '{}')`,
        [randomUUID(), id, kind],
      );
    }
    await api.given.sql('UPDATE users SET is_active = false WHERE id = $1', [id]);
    await api.given.sql('UPDATE users SET is_active = true WHERE id = $1', [id]);
    expect(await api.given.sql('SELECT kind FROM outgoing_mails WHERE user_id = $1', [id])).toEqual([
      { kind: 'password_changed' },
    ]);
  });
});
