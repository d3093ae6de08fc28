import { createHmac } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { NOTIFICATION_EVENTS, say, sayError } from '@pacekeeper/contracts';
import fc from 'fast-check';
import { type Destination, type Notice, webRequestOf } from './composing.ts';
import { eventOf } from './events-of-activity.ts';
import { noticeMail } from './notice-mail.ts';
import { dueAt } from './quiet-hours.ts';
import { signatureOf } from './signature.ts';

const READER = { timeZone: 'UTC', publicUrl: 'https://bots.example.org' };
const NOW = new Date('2026-11-03T22:05:00.900Z');
const notice = (more: Partial<Notice> = {}): Notice => ({
  id: 'n-1',
  event: 'session_lost',
  message: say('session.lost', { account: 'anna', error: sayError('SESSION_INVALID') }),
  at: NOW,
  accountId: 'a-1',
  jobId: null,
  ...more,
});
const requestOf = (to: Destination, more: Partial<Notice> = {}) => webRequestOf(to, notice(more), READER, NOW);
const bodyOf = (to: Destination, more: Partial<Notice> = {}) =>
  JSON.parse(requestOf(to, more).body) as Record<string, unknown>;

describe('a signature', () => {
  it('is over time and body', () => {
    const mac = createHmac('sha256', 'k').update('1793743500.{"a":1}').digest('hex');
    expect(signatureOf('k', '{"a":1}', NOW)).toBe(`t=1793743500,v1=${mac}`);
  });
});

describe('a request', () => {
  it('to a webhook has what happened, its symbol, and where to look', () => {
    const { headers } = requestOf({ kind: 'webhook', target: 'https://x.example', secret: 'k' });
    expect(headers).toMatchObject({ 'pacekeeper-event': 'session_lost', 'pacekeeper-id': 'n-1' });
    expect(bodyOf({ kind: 'webhook', target: 'https://x.example', secret: 'k' }, { jobId: 'j-1' })).toMatchObject({
      id: 'n-1',
      event: 'session_lost',
      at: NOW.toISOString(),
      message_symbol: 'session.lost',
      account_id: 'a-1',
      link: 'https://bots.example.org/jobs/j-1',
    });
  });

  it.each(['slack', 'discord'] as const)('to %s has title, words and link', (kind) => {
    const body = bodyOf({ kind, target: 'https://x.example/hook', secret: null });
    expect(body[kind === 'slack' ? 'text' : 'content']).toMatch(
      /^An Instagram session ended\.\nThe bot of .*\nhttps:\/\/bots\.example\.org\/accounts$/,
    );
  });

  it('to Telegram carries the token in the address alone', () => {
    const { url, body } = requestOf({ kind: 'telegram', target: '-100123', secret: '123:token' });
    expect(url).toBe('https://api.telegram.org/bot123:token/sendMessage');
    expect(body).not.toContain('token');
    expect(JSON.parse(body)).toMatchObject({ chat_id: '-100123' });
  });

  it('lets nothing in a text do anything, and is never too long', () => {
    fc.assert(
      fc.property(fc.constantFrom('slack', 'discord', 'telegram'), fc.string({ maxLength: 6_000 }), (kind, account) => {
        const message = say('bot.started', { account: `${account}<!channel>*@everyone*` });
        const body = bodyOf({ kind, target: 'https://x.example', secret: '1:x' }, { message });
        const text = String(body['text'] ?? body['content']);
        expect([...text].length).toBeLessThanOrEqual({ slack: 3_000, discord: 2_000, telegram: 4_096 }[kind]);
        expect(text.endsWith('\nhttps://bots.example.org/accounts')).toBe(true);
        if (kind === 'slack') expect(text).not.toContain('<!channel>');
        if (kind === 'discord') expect(body['allowed_mentions']).toEqual({ parse: [] });
      }),
    );
  });
});

describe('a mail', () => {
  it.each([...NOTIFICATION_EVENTS, 'test', 'digest'] as const)('about %s has a subject of ASCII', (event) => {
    const { subject, text } = noticeMail(notice({ event }), 'anna', READER);
    expect(subject).toMatch(/^Pacekeeper: [\x20-\x7e]+$/);
    expect(text).toContain('https://bots.example.org/settings');
  });
});

describe('an activity row', () => {
  const lost = (symbol: Parameters<typeof sayError>[0]) =>
    say('session.lost', { account: 'a', error: sayError(symbol) });
  it.each([
    [lost('CHALLENGE_REQUIRED'), 'challenge'],
    [lost('SESSION_INVALID'), 'session_lost'],
    [lost('ACCOUNT_DISABLED'), 'blocked'],
    [lost('INSTAGRAM_UNEXPECTED'), 'session_lost'],
    [say('session.test_failed', { account: 'a', error: sayError('SESSION_INVALID') }), 'session_lost'],
    [say('session.test_failed', { account: 'a', error: sayError('INSTAGRAM_UNAVAILABLE') }), null],
    [say('bot.paused', { account: 'a', error: sayError('ACTION_BLOCKED') }), 'blocked'],
    [say('bot.paused', { account: 'a', error: sayError('RATE_LIMITED') }), null],
    [say('job.finished_short', { action: 'follow', done: 1 }), 'job_done'],
    [say('job.source_failed', { error: sayError('TARGET_PRIVATE') }), 'job_failed'],
    [say('quota.nearly_used', { action: 'like', used: 8, limit: 10 }), 'quota_80'],
    [say('bot.started', { account: 'a' }), null],
  ])('%j notifies of %s', (message, event) => expect(eventOf({ message })).toBe(event));

  it.each([
    say('follow.done', { target: 'x' }),
    say('action.done', { action: 'like', target: 'x' }),
    say('action.failed', { target: 'x', error: sayError('ACTION_BLOCKED') }),
  ])('about a target notifies of nothing: %j', (message) => expect(eventOf({ message })).toBeNull());
});

describe('quiet hours', () => {
  const NIGHT = { from: 22 * 60, to: 7 * 60 };
  const NOON = { from: 12 * 60, to: 13 * 60 + 30 };
  const due = (at: string, zone: string, quiet: typeof NIGHT | null, event = 'job_done' as const) =>
    dueAt(event, new Date(at), zone, quiet).toISOString();
  it.each([
    ['outside', '2026-06-01T12:00:00.000Z', 'UTC', NIGHT, '2026-06-01T12:00:00.000Z'],
    ['in the evening', '2026-06-01T23:00:00.000Z', 'UTC', NIGHT, '2026-06-02T07:00:00.000Z'],
    ['in the early morning', '2026-06-01T03:00:00.000Z', 'UTC', NIGHT, '2026-06-01T07:00:00.000Z'],
    ['at their first minute', '2026-06-01T22:00:00.000Z', 'UTC', NIGHT, '2026-06-02T07:00:00.000Z'],
    ['at their end', '2026-06-01T07:00:00.000Z', 'UTC', NIGHT, '2026-06-01T07:00:00.000Z'],
    ['at noon', '2026-06-01T12:20:00.000Z', 'UTC', NOON, '2026-06-01T13:30:00.000Z'],
    ['in another zone', '2026-06-01T14:00:00.000Z', 'Asia/Tokyo', NIGHT, '2026-06-01T22:00:00.000Z'],
    // The hour from two to three comes twice on the 25th of October.
    ['over a change of clocks', '2026-10-24T21:00:00.000Z', 'Europe/Berlin', NIGHT, '2026-10-25T06:00:00.000Z'],
    ['without any', '2026-06-01T23:00:00.000Z', 'UTC', null, '2026-06-01T23:00:00.000Z'],
  ])('%s', (_, at, zone, quiet, expected) => expect(due(at, zone, quiet)).toBe(expected));

  it('do not delay what is urgent, and never anything for a day or into the past', () => {
    expect(dueAt('challenge', NOW, 'UTC', NIGHT)).toBe(NOW);
    const minute = fc.integer({ min: 0, max: 1439 });
    fc.assert(
      fc.property(
        fc.date({ min: new Date('2026-01-01'), max: new Date('2027-12-31'), noInvalidDate: true }),
        fc.constantFrom('UTC', 'Europe/Berlin', 'America/St_Johns', 'Australia/Lord_Howe', 'Pacific/Apia'),
        minute,
        minute,
        (at, zone, from, to) => {
          const late = dueAt('job_done', at, zone, { from, to }).getTime() - at.getTime();
          expect(late).toBeGreaterThanOrEqual(0);
          expect(late).toBeLessThanOrEqual(26 * 3_600_000);
        },
      ),
    );
  });
});
