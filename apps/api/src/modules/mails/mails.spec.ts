import { readdirSync, readFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { SystemAnswer } from '@pacekeeper/contracts';
import { eventually, type GivenUser } from '@pacekeeper/testing';
import { CONFIG, type Config } from '../../platform/config/config.ts';
import { Database } from '../../platform/database/database.ts';
import { MAIL_RETRIES } from '../../platform/queue/mail-queue.ts';
import { Mailbox, parseMessage } from '../../testing/mailbox.ts';
import { TestApi } from '../../testing/test-api.ts';
import { lastErrorOf } from './mail-sender.ts';
import { MailsService, type NewMail } from './mails.service.ts';

// Retries take their time, and other specs run beside this one.
jest.setTimeout(60_000);

let mailbox: Mailbox;
let api: TestApi;
let user: GivenUser;
let admin: GivenUser;

beforeAll(async () => {
  mailbox = await Mailbox.open();
  api = await TestApi.start({ SMTP_URL: mailbox.url, PUBLIC_URL: 'https://bots.example.org' });
  user = await api.given.user({ timeZone: 'Asia/Kolkata' });
  admin = await api.given.user({ role: 'admin' });
});
afterAll(async () => {
  await api.stop();
  await mailbox.close();
});

const enqueue = (on: TestApi, mail: NewMail, as: 'asUser' | 'asAdmin' = 'asUser', by = mail.userId) =>
  on.app.get(Database)[as](by, (tx) => on.app.get(MailsService).enqueue(tx, mail));
const changed = (recipient: string): NewMail => ({ userId: user.id, kind: 'password_changed', recipient });
const waiting = (on: TestApi, recipient: string) =>
  on.given.sql<{ id: string }>('SELECT id FROM outgoing_mails WHERE recipient = $1', [recipient]);
const jobs = (on: TestApi, state: string) =>
  on.given.sql<{ data: object; output: object | null }>(
    `SELECT data, output FROM pgboss.job WHERE name = 'mails' AND state::text = $1`,
    [state],
  );
const gone = (on: TestApi, recipient: string) =>
  eventually(async () => (await waiting(on, recipient)).length === 0, 'the mail is forgotten');

/** A port without a listener. */
const freePort = async (): Promise<number> => {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
};

describe('mail', () => {
  it('arrives once, and nothing of it stays behind but ids', async () => {
    await enqueue(api, changed('anna@example.org'));
    const mail = await mailbox.arrived('anna@example.org');
    expect(mail.from).toBe('pacekeeper@bots.example.org');
    expect(mail.headers['subject']).toBe('Your Pacekeeper password was changed');
    expect(mail.text).toContain('(Asia/Kolkata)');
    expect(mail.text).toContain('https://bots.example.org/forgot-password');
    await gone(api, 'anna@example.org');
    expect(await jobs(api, 'completed')).toContainEqual({
      data: { user_id: user.id, mail_id: expect.stringMatching(/^[0-9a-f-]{36}$/) },
      output: null,
    });
    expect(mailbox.of('anna@example.org')).toHaveLength(1);
  });

  it('is not sent where what it tells of did not happen', async () => {
    const broken = api.app.get(Database).asUser(user.id, async (tx) => {
      await api.app.get(MailsService).enqueue(tx, changed('never@example.org'));
      throw new Error('rolled back');
    });
    await expect(broken).rejects.toThrow('rolled back');
    await enqueue(api, changed('after@example.org'));
    await mailbox.arrived('after@example.org');
    expect(mailbox.of('never@example.org')).toEqual([]);
  });

  it('is sent for someone else where an administrator has it sent, and nobody else may', async () => {
    const mail: NewMail = { userId: user.id, kind: 'sessions_ended', recipient: 'by-admin@example.org' };
    await enqueue(api, mail, 'asAdmin', admin.id);
    await mailbox.arrived('by-admin@example.org');
    await expect(enqueue(api, { ...mail, recipient: 'x@example.org' }, 'asUser', admin.id)).rejects.toThrow();
  });

  it('to a user who is gone is forgotten', async () => {
    const leaving = await api.given.user();
    const mail: NewMail = { userId: leaving.id, kind: 'sessions_ended', recipient: 'gone@example.org' };
    await api.app.get(Database).asUser(leaving.id, async (tx) => {
      await api.app.get(MailsService).enqueue(tx, mail);
      await tx.sql('DELETE FROM users WHERE id = $1', [leaving.id]);
    });
    await eventually(
      async () => (await jobs(api, 'completed')).some(({ data }) => JSON.stringify(data).includes(leaving.id)),
      'the job of a mail that is gone ends',
    );
    expect(mailbox.of('gone@example.org')).toEqual([]);
  });

  it('is prepared when it is sent, and dropped where nothing is left to send', async () => {
    api.app
      .get(MailsService)
      .prepareWith('sessions_ended', async (_, { recipient }) =>
        recipient.startsWith('drop') ? null : { address: '192.0.2.77' },
      );
    await enqueue(api, { userId: user.id, kind: 'sessions_ended', recipient: 'drop@example.org' });
    await enqueue(api, { userId: user.id, kind: 'sessions_ended', recipient: 'keep@example.org' });
    expect((await mailbox.arrived('keep@example.org')).text).toContain('192.0.2.77');
    await gone(api, 'drop@example.org');
    expect(mailbox.of('drop@example.org')).toEqual([]);
  });
});

describe('what is told of a mail that could not be sent', () => {
  it.each<[string, unknown, string]>([
    ['nobody there', { code: 'ESOCKET', command: 'CONN' }, 'ESOCKET CONN'],
    ['a refusal', { code: 'EENVELOPE', responseCode: 550, command: 'RCPT TO' }, 'EENVELOPE 550 RCPT TO'],
    ['a wrong password', { code: 'EAUTH', responseCode: 535, command: 'AUTH PLAIN' }, 'EAUTH 535 AUTH PLAIN'],
    ['the address in a command', { code: 'E', command: 'MAIL FROM:<me@example.org>' }, 'E MAIL'],
    ['the address as a code', { code: 'me@example.org', name: 'Error' }, 'Error'],
    ['an error of ours', new TypeError('me@example.org'), 'TypeError'],
    ['nothing', null, 'unknown'],
    ['a code without end', { code: 'x'.repeat(500) }, 'unknown'],
  ])('is codes alone: %s', (_, error, told) => expect(lastErrorOf(error)).toBe(told));
});

describe('a mail server that is away', () => {
  it('gets the mail when it is back, and the log does not say to whom', async () => {
    const port = await freePort();
    const other = await TestApi.start({ SMTP_URL: `smtp://127.0.0.1:${port}` });
    const reader = await other.given.user();
    await enqueue(other, { userId: reader.id, kind: 'password_changed', recipient: 'patient@example.org' });
    await eventually(async () => (await jobs(other, 'retry')).length === 1, 'the mail is to be tried again');
    const [kept] = await other.given.sql<{ last_error: string; at: Date }>(
      'SELECT last_error, last_error_at AS at FROM outgoing_mails',
    );
    expect(kept?.last_error).toMatch(/^(ESOCKET|ECONNREFUSED|ECONNECTION)( CONN)?$/);
    const token = await other.signIn((await other.given.user({ role: 'admin' })).username);
    const { body } = await other.ask<SystemAnswer>('GET', '/api/admin/system', { token });
    expect(body.system.mail).toMatchObject({ waiting: 1, last_error: { reason: kept?.last_error } });
    const back = await Mailbox.open({}, port);
    expect((await back.arrived('patient@example.org')).text).toContain(reader.username);
    await gone(other, 'patient@example.org');
    expect(back.received).toHaveLength(1);
    const log = other.logLines.join('');
    expect(log).toContain('mail: not sent, will be tried again');
    expect(log).not.toContain('patient@');
    await other.stop();
    await back.close();
  });

  it('is asked again and again, and at last no more', async () => {
    const refusing = await Mailbox.open({
      onRcptTo: ({ address }, _, done) => done(new Error(`no such mailbox: ${address}`)),
    });
    const other = await TestApi.start({ SMTP_URL: refusing.url });
    const reader = await other.given.user();
    await enqueue(other, { userId: reader.id, kind: 'password_changed', recipient: 'nobody@example.org' });
    await eventually(async () => (await jobs(other, 'retry')).length === 1, 'the mail is to be tried again');
    await other.given.sql(
      `UPDATE pgboss.job SET retry_count = $1 WHERE name = 'mails' AND state::text IN ('retry', 'active')`,
      [MAIL_RETRIES],
    );
    await gone(other, 'nobody@example.org');
    const log = other.logLines.join('');
    expect(log).toMatch(/"response":550.*mail: given up/);
    expect(log).not.toContain('nobody@');
    expect(await jobs(other, 'retry')).toEqual([]);
    await other.stop();
    await refusing.close();
  });

  it('does not hold up the end of the process', async () => {
    const silent = createServer();
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    const connected = new Promise((resolve) => silent.once('connection', resolve));
    const other = await TestApi.start({ SMTP_URL: `smtp://127.0.0.1:${(silent.address() as AddressInfo).port}` });
    const reader = await other.given.user();
    await enqueue(other, { userId: reader.id, kind: 'password_changed', recipient: 'late@example.org' });
    await connected;
    const began = performance.now();
    await other.app.close();
    expect(performance.now() - began).toBeLessThan(8_000);
    expect(await waiting(other, 'late@example.org')).toHaveLength(1);
    expect(await jobs(other, 'retry')).toHaveLength(1);
    await other.given.close();
    await other.database.drop();
    silent.close();
  });
});

describe('without a mail server', () => {
  it('mail lies in the outbox of the data folder', async () => {
    const other = await TestApi.start();
    const reader = await other.given.user();
    await enqueue(other, { userId: reader.id, kind: 'two_factor_added', recipient: 'ben@example.org' });
    await gone(other, 'ben@example.org');
    const outbox = join(other.app.get<Config>(CONFIG).dataDir, 'outbox');
    const [name = '', ...more] = readdirSync(outbox);
    expect(more).toEqual([]);
    expect(parseMessage(readFileSync(join(outbox, name), 'utf8'))).toMatchObject({
      headers: { to: 'ben@example.org', subject: 'A second factor was added to your Pacekeeper user' },
    });
    await other.stop();
  });
});
