import { mkdtempSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Mailbox, parseMessage } from '../../testing/mailbox.ts';
import { testConfig } from '../../testing/test-config.ts';
import { SystemClock } from '../clock/clock.ts';
import { Mailer } from './mailer.ts';
import { smtpOptions } from './smtp.ts';

const DATABASE_URL = 'postgres://app@127.0.0.1/x';
const mailerFor = (env: Record<string, string> = {}) => {
  const config = testConfig({ DATABASE_URL, DATA_DIR: mkdtempSync(join(tmpdir(), 'pacekeeper-mail-')), ...env });
  return { mailer: new Mailer(config, new SystemClock()), outbox: join(config.dataDir, 'outbox') };
};
const LONG_LINK = `http://localhost:3000/reset-password#token=${'a=b'.repeat(40)}`;
const MAIL = { to: 'anna@example.org', subject: 'Hello', text: `First line\n${LONG_LINK}\n.\nLast line\n` };

let mailbox: Mailbox;
beforeAll(async () => {
  mailbox = await Mailbox.open();
});
afterAll(() => mailbox.close());

describe('mail to a server', () => {
  it('arrives as it was written, with what mail must say of itself and nothing that follows the reader', async () => {
    const { mailer } = mailerFor({ SMTP_URL: mailbox.url, MAIL_FROM: 'The Bots <bots@example.org>' });
    await mailer.send(MAIL);
    const mail = await mailbox.arrived('anna@example.org');
    expect(mail).toMatchObject({ from: 'bots@example.org', to: ['anna@example.org'], text: MAIL.text });
    expect(mail.headers).toMatchObject({
      from: 'The Bots <bots@example.org>',
      to: 'anna@example.org',
      subject: 'Hello',
      'auto-submitted': 'auto-generated',
      'content-type': 'text/plain; charset=utf-8',
    });
    expect(mail.headers['message-id']).toMatch(/^<[^@\s]+@example\.org>$/);
    expect(Math.abs(Date.parse(mail.headers['date'] ?? '') - Date.now())).toBeLessThan(60_000);
    expect(Object.keys(mail.headers)).not.toContain('x-mailer');
    expect(mail.raw).toContain(LONG_LINK);
  });

  it('carries letters of any script', async () => {
    const { mailer } = mailerFor({ SMTP_URL: mailbox.url });
    const text = `Grüße, Жанна\n${LONG_LINK}\n`;
    await mailer.send({ ...MAIL, to: 'zhanna@example.org', text });
    expect((await mailbox.arrived('zhanna@example.org')).text).toBe(text);
  });

  it('signs in where it is told to', async () => {
    const guarded = await Mailbox.open({
      authOptional: false,
      onAuth: ({ username, password }, _, done) =>
        password === 'p:ss' ? done(null, { user: username }) : done(new Error('no')),
    });
    const as = (password: string) =>
      mailerFor({ SMTP_URL: guarded.url.replace('//', `//me%40example.org:${password}@`) }).mailer;
    await expect(as('wrong').send(MAIL)).rejects.toMatchObject({ code: 'EAUTH' });
    await as('p%3Ass').send(MAIL);
    expect(guarded.received).toMatchObject([{ user: 'me@example.org', secure: true }]);
    await guarded.close();
  });

  it('is not handed to a server whose certificate is not to be trusted', async () => {
    const forged = await Mailbox.open({ secure: true });
    const { mailer } = mailerFor({ SMTP_URL: `smtps://127.0.0.1:${forged.port}` });
    await expect(mailer.send(MAIL)).rejects.toMatchObject({ code: 'ESOCKET' });
    expect(forged.received).toEqual([]);
    await forged.close();
  });

  it('is broken off when there is no time left', async () => {
    const silent = createServer();
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    const { mailer } = mailerFor({ SMTP_URL: `smtp://127.0.0.1:${(silent.address() as AddressInfo).port}` });
    await expect(mailer.send(MAIL, AbortSignal.timeout(50))).rejects.toThrow();
    silent.close();
  });

  it.each<[string, object, object]>([
    ['mail.example.org', { secure: false }, { secure: false, requireTLS: true }],
    ['192.0.2.7', { secure: false }, { secure: false, requireTLS: true }],
    ['127.0.0.1.example.org', { secure: false }, { requireTLS: true }],
    ['mail.example.org', { secure: true }, { secure: true }],
  ])('goes to %s over TLS alone, with a certificate that is checked', (host, how, options) => {
    const made = smtpOptions({ host, port: 1, secure: false, login: null, ...how });
    expect(made).toMatchObject(options);
    expect(made).not.toHaveProperty('tls');
  });

  it.each(['localhost', '127.0.0.1', '127.9.9.9', '::1'])('may go to this very machine without (%s)', (host) => {
    expect(smtpOptions({ host, port: 1, secure: false, login: null })).not.toHaveProperty('requireTLS');
  });
});

describe('mail without a server', () => {
  it('lies in the outbox, whole and for its owner alone', async () => {
    const { mailer, outbox } = mailerFor();
    await Promise.all(Array.from({ length: 20 }, () => mailer.send(MAIL)));
    const names = readdirSync(outbox);
    expect(names).toHaveLength(20);
    expect(statSync(outbox).mode & 0o777).toBe(0o700);
    for (const name of names) {
      expect(name).toMatch(/^\d{8}T\d{9}Z-[0-9a-f-]{36}\.eml$/);
      expect(statSync(join(outbox, name)).mode & 0o777).toBe(0o600);
      const mail = parseMessage(readFileSync(join(outbox, name), 'utf8'));
      expect(mail.text).toBe(MAIL.text);
      expect(mail.headers).toMatchObject({ to: 'anna@example.org', from: 'Pacekeeper <pacekeeper@localhost>' });
    }
  });
});

describe('a header of someone else’s', () => {
  it.each([
    ['a recipient with a line break', { to: 'anna@example.org\r\nBcc: eve@example.org' }],
    ['two recipients', { to: 'anna@example.org, eve@example.org' }],
    ['a recipient with a name', { to: 'Anna <anna@example.org>' }],
    ['no recipient', { to: '' }],
    ['a subject with a line break', { subject: 'Hello\r\nBcc: eve@example.org' }],
    ['a subject with a bare line feed', { subject: 'Hello\nBcc: eve@example.org' }],
    ['no subject', { subject: '' }],
  ])('gets nowhere by %s', async (_, wrong) => {
    const { mailer, outbox } = mailerFor();
    await expect(mailer.send({ ...MAIL, ...wrong })).rejects.toMatchObject({ symbol: 'VALIDATION_FAILED' });
    expect(() => readdirSync(outbox)).toThrow(/ENOENT/);
  });

  it('stays text where it stands in the text', async () => {
    const { mailer, outbox } = mailerFor();
    await mailer.send({ ...MAIL, text: '\r\nBcc: eve@example.org\r\n\r\nx\n' });
    const mail = parseMessage(readFileSync(join(outbox, readdirSync(outbox)[0] ?? ''), 'utf8'));
    expect(mail.headers).not.toHaveProperty('bcc');
    expect(mail.text).toContain('Bcc: eve@example.org');
  });
});
