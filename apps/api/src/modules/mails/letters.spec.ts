import { describe, expect, it } from '@jest/globals';
import { letter, type Occasion } from './letters.ts';
import { MAIL_KINDS, type MailKind } from './mail-kinds.ts';
import { LINE, moment, plain, wrapped } from './wording.ts';

const URL = 'https://bots.example.org';
const LINK = `${URL}/reset-password#token=${'x'.repeat(89)}`;
const AT = new Date('2026-11-03T22:05:00Z');

const of = (kind: MailKind, more: Partial<Occasion> = {}) =>
  letter(
    {
      kind,
      at: AT,
      username: 'anna',
      timeZone: 'Europe/Vienna',
      params: { link: LINK, valid_for: '30 minutes' },
      ...more,
    },
    URL,
  );

describe('a letter', () => {
  it.each(MAIL_KINDS)(
    'says of %s when, to whom, what to do if it was someone else, and where it comes from',
    (kind) => {
      const { subject, text } = of(kind);
      expect(subject).toMatch(/Pacekeeper/);
      expect(text).toMatch(/^Hello anna,\n/);
      expect(text.replaceAll('\n', ' ')).toContain('3 November 2026 at 23:05 (Europe/Vienna)');
      expect(text).toMatch(/\bnot\b|\bno\b/);
      expect(text.trimEnd().endsWith(URL)).toBe(true);
    },
  );

  it.each(MAIL_KINDS)('about %s is plain, short in its lines, and quiet', (kind) => {
    const { subject, text } = of(kind, {
      params: { link: LINK, valid_for: '72 hours', address: '192.0.2.7', email: 'new@example.org', left: '9' },
    });
    expect(`${subject}\n${text}`).not.toMatch(/[^\n\x20-\x7e]|!|<|undefined|oops/i);
    expect(subject.length).toBeLessThanOrEqual(72);
    for (const line of text.split('\n')) expect(line.length <= LINE || /^https:\S+$/.test(line)).toBe(true);
  });

  it.each<[MailKind, Record<string, string>, string]>([
    ['invitation', {}, LINK],
    ['invitation', { valid_for: '72 hours' }, 'within 72 hours'],
    ['password_reset', {}, LINK],
    ['password_changed', {}, `${URL}/forgot-password`],
    ['email_changed', { email: 'new@example.org' }, 'New address: new@example.org'],
    ['email_changed', {}, 'Tell your administrator'],
    ['two_factor_added', { factor: 'totp' }, 'Second factor: authenticator app'],
    ['two_factor_added', { factor: 'passkey' }, 'Second factor: passkey'],
    ['two_factor_removed', { factor: 'all' }, 'Second factor: all of them'],
    ['two_factor_removed', { factor: 'YubiKey' }, 'Second factor: YubiKey'],
    ['recovery_codes_made', {}, 'New recovery codes were made'],
    ['recovery_code_used', { left: '9' }, 'Recovery codes left: 9'],
    ['account_taken_over', { account: 'mia.travels' }, '@mia.travels'],
    ['account_taken_over', { account: 'mia.travels' }, `${URL}/automation`],
    ['sessions_ended', {}, `${URL}/login`],
    ['sessions_ended', { address: '192.0.2.7' }, 'The request came from the address 192.0.2.7.'],
  ])('about %s says what it is given: %j', (kind, more, words) => {
    expect(of(kind, { params: { link: LINK, valid_for: '30 minutes', ...more } }).text).toContain(words);
  });

  it.each<MailKind>(['invitation', 'password_reset'])('about %s is none without its link', (kind) => {
    expect(() => of(kind, { params: {} })).toThrow();
  });

  it('gives no line of its own to what others wrote', () => {
    const { text } = of('email_changed', {
      username: 'anna\n\nCall this number',
      params: { email: 'x\r\ny\u202Ez', address: '1\n2' },
    });
    expect(text).toContain('Hello anna Call this number,\n');
    expect(text).toContain('New address: x y z\n');
    expect(text).toContain('the address 1 2.\n');
  });
});

describe('the words of a letter', () => {
  it.each([
    ['UTC', '3 November 2026 at 22:05 (UTC)'],
    ['Asia/Kolkata', '4 November 2026 at 03:35 (Asia/Kolkata)'],
    ['America/New_York', '3 November 2026 at 17:05 (America/New_York)'],
  ])('tell the time of %s', (zone, words) => expect(moment(AT, zone)).toBe(words));

  it.each([
    ['short', 'short'],
    [`${'word '.repeat(15)}end`, `${'word '.repeat(13)}word\nword end`],
    [`See ${LINK} and go on`, `See\n${LINK}\nand go on`],
    ['x'.repeat(90), 'x'.repeat(90)],
    ['', ''],
  ])('stand in lines: %j', (paragraph, lines) => expect(wrapped(paragraph)).toBe(lines));

  it('are cut by characters, not in the middle of one', () => expect(plain('🙂🙂🙂', 2)).toBe('🙂🙂'));
});
