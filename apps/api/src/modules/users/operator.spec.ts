import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { LoginAnswer } from '@pacekeeper/contracts';
import { Mailbox } from '../../testing/mailbox.ts';
import { TestApi } from '../../testing/test-api.ts';
import { operate, type OperatorCommand, type OperatorOutcome } from './operator.ts';

// Mails take their time, and other specs run beside this one.
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

const run = (command: OperatorCommand, name: string) => operate(api.ownerUrl, command, name);
const passwordOf = (outcome: OperatorOutcome): string => (outcome.done ? outcome.oneTimePassword : '');
const signIn = (username: string, password: string) =>
  api.ask<LoginAnswer>('POST', '/api/auth/login', { body: { username, password } });

describe('an operator at the machine', () => {
  it('makes an administrator with a one-time password', async () => {
    const made = await run('create', 'Night-Watch');
    const { status, body } = await signIn('night-watch', passwordOf(made));
    expect(status).toBe(200);
    expect(body).toMatchObject({ must_change_password: true, user: { role: 'admin', username: 'Night-Watch' } });
  });

  it('makes nobody twice, and says so', async () => {
    await run('create', 'twice');
    expect(await run('create', 'TWICE')).toEqual({ done: false, why: 'There is a user named TWICE already.' });
  });

  it('lets an administrator in again who lost everything: old password, sessions and second factor are gone', async () => {
    const lost = await api.given.user({ role: 'admin' });
    const token = await api.signIn(lost.username);
    await api.given.sql('UPDATE users SET two_factor_since = now(), is_active = false WHERE id = $1', [lost.id]);
    const reset = await run('reset', lost.username.toUpperCase());
    expect((await api.ask('GET', '/api/auth/me', { token })).status).toBe(401);
    expect((await signIn(lost.username, passwordOf(reset))).body).toMatchObject({ must_change_password: true });
  });

  it('tells an administrator who was reset by mail, and closes the event streams', async () => {
    const email = 'watch@example.org';
    const lost = await api.given.user({ role: 'admin', username: 'the-watch', email });
    const token = await api.signIn(lost.username);
    const response = await fetch(`${api.url}/api/events`, { headers: { authorization: `Bearer ${token}` } });
    const stream = response.text();
    await api.given.sql('UPDATE users SET two_factor_since = now() WHERE id = $1', [lost.id]);
    await run('reset', lost.username);
    // A stream that stays open never comes to its end.
    expect(await stream).toContain(': listening');
    await mailbox.arrived(email, 2);
    expect(
      mailbox
        .of(email)
        .map(({ headers }) => headers['subject'])
        .sort(),
    ).toEqual(['A second factor was removed from your Pacekeeper user', 'Your Pacekeeper password was changed']);
    await run('reset', lost.username);
    expect((await mailbox.arrived(email, 3)).headers['subject']).toBe('Your Pacekeeper password was changed');
  });

  it.each([
    ['nobody', 'nobody-at-all'],
    ['somebody who is no administrator', 'plain-person'],
  ])('resets %s never', async (_, name) => {
    await api.given.sql(
      `INSERT INTO users (username, username_key, password_hash) VALUES ('plain-person', 'plain-person', 'x')
       ON CONFLICT DO NOTHING`,
    );
    expect(await run('reset', name)).toEqual({ done: false, why: `No administrator is named ${name}.` });
  });

  it('leaves a trace in the audit log, of no name and no secret', async () => {
    const rows = await api.given.sql<{ action: string; details: object }>(
      `SELECT action, details FROM audit_log WHERE details ->> 'by' = 'operator' ORDER BY seq`,
    );
    expect(rows.map(({ action }) => action)).toEqual([
      'user_created',
      'user_created',
      'password_reset',
      'password_reset',
      'password_reset',
    ]);
  });
});
