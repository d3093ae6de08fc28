import { describe, expect, it } from '@jest/globals';
import { ERROR_SYMBOLS, errorEntry, type ErrorSymbol, type Side } from '@pacekeeper/contracts';
import fc from 'fast-check';
import {
  type Asked,
  classify,
  type Effect,
  type Exchange,
  lostInProxy,
  type NextStep,
  type Scope,
} from './classifier.ts';

type Body = Record<string, unknown>;

const http = (status: number, body: Body | null = null, more: Partial<Exchange> = {}): Exchange => ({
  status,
  body,
  network: null,
  viaProxy: false,
  ...more,
});
const network = (code: string, viaProxy = false): Exchange => ({ status: null, body: null, network: code, viaProxy });
const fail = (status: number, rest: Body) => http(status, { status: 'fail', ...rest });

type Says = readonly [ErrorSymbol, Side, Scope, NextStep, Effect];

/** What an answer says, and every answer that says so. */
const TABLE: ReadonlyArray<readonly [Says, ReadonlyArray<readonly [string, Exchange]>]> = [
  [
    ['INSTAGRAM_BAD_PASSWORD', 'you', 'account', 'ask_person', 'none'],
    [
      ['a wrong password, classic', fail(400, { error_type: 'bad_password', invalid_credentials: true })],
      ['a wrong password, modern', fail(400, { exception_name: 'UserInvalidCredentials' })],
      ['wrong credentials under a title', fail(400, { error_title: 'Incorrect Password', invalid_credentials: true })],
      ['a wrong password under a 200', fail(200, { error_type: 'bad_password' })],
    ],
  ],
  [
    ['INSTAGRAM_INVALID_USER', 'you', 'account', 'ask_person', 'none'],
    [
      ['an unknown name, classic', fail(400, { error_type: 'invalid_user', invalid_credentials: true })],
      ['an unknown name, modern', fail(400, { error_title: 'Username Not Found', invalid_credentials: true })],
      ['a wrong name, modern', fail(400, { error_title: 'Incorrect username', invalid_credentials: true })],
    ],
  ],
  [
    ['TWO_FACTOR_REQUIRED', 'you', 'account', 'ask_person', 'none'],
    [['two factors', fail(400, { two_factor_required: true, two_factor_info: {} })]],
  ],
  [
    ['VERIFICATION_CODE_INVALID', 'you', 'account', 'ask_person', 'none'],
    [['a wrong code, by its type', fail(400, { error_type: 'sms_code_validation_code_invalid' })]],
  ],
  [
    ['VERIFICATION_EXPIRED', 'you', 'account', 'ask_person', 'none'],
    [['a stale identifier', fail(400, { message: 'This code is no longer valid.', error_type: 'invalid_nonce' })]],
  ],
  [
    ['CHALLENGE_REQUIRED', 'instagram', 'account', 'ask_person', 'possible'],
    [
      ['a challenge by its type as the message', fail(400, { message: 'checkpoint_challenge_required' })],
      ['a challenge in words with blanks', fail(400, { message: 'Challenge required' })],
      ['a challenge by its path alone', fail(400, { challenge: { api_path: '/challenge/12/Ab/' } })],
      ['a challenge by its address alone', fail(403, { challenge: { url: 'https://i.instagram.com/challenge/1/a/' } })],
      ['a checkpoint by its address alone', fail(400, { checkpoint_url: 'https://i.instagram.com/checkpoint/dead/' })],
      [
        'a checkpoint at another address',
        fail(400, { checkpoint_url: 'https://www.instagram.com/integrity/checkpoint/?a=1' }),
      ],
      ['a challenge two levels down', fail(400, { payload: { error: { type: 'checkpoint_required' } } })],
      ['a challenge as an exception', fail(400, { exception_name: 'ChallengeRequired' })],
      ['a challenge in an object', fail(400, { message: { title: 'challenge_required' } })],
      ['a check in place of a list of errors', fail(400, { error: 'challenge_required', lock: true })],
      ['a challenge', fail(400, { message: 'challenge_required', challenge: {} })],
      ['a challenge by its type alone', fail(400, { error_type: 'checkpoint_challenge_required' })],
      ['a challenge under a 403', fail(403, { message: 'challenge_required' })],
      [
        'a dead checkpoint',
        fail(400, { message: 'checkpoint_required', checkpoint_url: 'https://i.instagram.com/c/' }),
      ],
    ],
  ],
  [
    ['CLIENT_OUTDATED', 'us', 'fleet', 'stop_fleet', 'none'],
    [
      [
        'a version refused by a checkpoint',
        fail(400, {
          message: 'checkpoint_required',
          checkpoint_url: 'https://i.instagram.com/web/unsupported_version/',
        }),
      ],
      ['an app too old, by its type', fail(400, { error_type: 'needs_upgrade' })],
      ['an app too old, by its message', fail(400, { message: 'needs_upgrade' })],
      ['an app too old, in words with a dash', fail(400, { message: 'Needs-Upgrade' })],
      ['an app too old, in a title', fail(400, { error_title: 'needs upgrade' })],
      ['an app too old, two levels down', fail(400, { error: { details: { error_type: 'needs_upgrade' } } })],
      [
        'a version refused by a challenge',
        fail(400, {
          message: 'challenge_required',
          challenge: { url: 'https://i.instagram.com/web/unsupported_version/', api_path: '/web/unsupported_version/' },
        }),
      ],
      ['a version refused by an address alone', fail(403, { url: 'https://i.instagram.com/web/unsupported_version/' })],
      ['an app too old, under a 403', fail(403, { feedback_title: 'update_required' })],
      ['an app too old, by its words', fail(400, { message: 'Your version of Instagram is out of date. Upgrade.' })],
      ['an app too old, by the status', http(467)],
      ['an app too old, by the status of a page', http(467, null, { retryAfter: 'never' })],
    ],
  ],
  [
    ['CONSENT_REQUIRED', 'instagram', 'account', 'ask_person', 'possible'],
    [
      ['consent', fail(400, { message: 'consent_required', consent_data: {} })],
      ['consent by its type', fail(400, { message: '', error_type: 'consent_required' })],
      ['consent by its address', fail(400, { checkpoint_url: 'https://i.instagram.com/web/consent/?x=1' })],
    ],
  ],
  [
    ['ACCOUNT_DISABLED', 'instagram', 'account', 'stop_account', 'none'],
    [
      ['a disabled account', fail(400, { error_type: 'inactive user' })],
      ['a disabled account, other spelling', fail(400, { error_type: 'inactive_user' })],
      ['a disabled account, by its message', fail(400, { message: 'inactive user' })],
      [
        'a suspended account, by the address of its challenge',
        fail(400, {
          message: 'challenge_required',
          error_type: 'checkpoint_challenge_required',
          challenge: { url: 'https://i.instagram.com/accounts/suspended/', api_path: '/accounts/suspended/' },
        }),
      ],
      [
        'a suspended account, behind another address',
        fail(400, {
          message: 'challenge_required',
          challenge: { url: 'https://i.instagram.com/challenge/?next=/accounts/suspended/' },
        }),
      ],
      [
        'a suspended account, by a checkpoint',
        fail(400, { checkpoint_url: 'https://i.instagram.com/accounts/disabled/' }),
      ],
      ['a suspended account, by its words', fail(400, { error_title: 'We suspended your account' })],
      ['a suspended account, by its type', fail(400, { error_type: 'account_suspended' })],
      ['a disabled account, by its words', fail(400, { message: 'Your account has been disabled for violations.' })],
    ],
  ],
  [
    ['LOGIN_BLOCKED', 'instagram', 'account', 'stop_account', 'possible'],
    [
      ['a blocked client, by its message', fail(400, { message: 'sentry_block' })],
      ['a blocked address, nested', fail(400, { error: { type: 'ip_block' } })],
      ['a blocked client', fail(400, { error_type: 'sentry_block' })],
      ['a blocked address', fail(400, { error_type: 'ip_block' })],
    ],
  ],
  [
    ['SESSION_INVALID', 'you', 'account', 'ask_person', 'none'],
    [
      ['a session that is gone', fail(403, { message: 'login_required', logout_reason: 8 })],
      ['a session that is gone, by its type', fail(401, { error_type: 'login_required' })],
      ['a session that is gone, under a 404', fail(404, { message: 'login_required' })],
      ['a session that is gone, under a 200', fail(200, { message: 'login_required' })],
      ['a session ended elsewhere', fail(403, { message: 'user_has_logged_out' })],
      ['a session of another app', fail(400, { message: 'useragent mismatch' })],
      ['a session of another app, in other words', fail(403, { message: 'User-Agent mismatch' })],
      ['a session that is gone, by its title', fail(403, { message: '', error_title: "You've Been Logged Out" })],
      ['a session that is gone, in an object', fail(403, { message: { text: 'login_required' } })],
      ['a session that is gone, by its reason', fail(403, { error: { reason: 'session_expired' } })],
    ],
  ],
  [
    ['RATE_LIMITED', 'instagram', 'account', 'retry_later', 'possible'],
    [
      ['a rate limit', fail(429, { message: 'Please wait a few minutes before you try again.' })],
      ['a rate limit in plain text', http(429)],
      ['a rate limit under 403', fail(403, { message: 'Please wait a few minutes before you try again.' })],
      ['a rate limit by its title', fail(400, { feedback_title: 'Please wait a few minutes before you try again.' })],
      ['a rate limit in an object', fail(400, { error: { message: 'Too many requests' } })],
      ['a rate limit under 200', fail(200, { message: 'Please wait a few minutes before you try again.' })],
      ['a rate limit by its type', fail(400, { error_type: 'rate_limit_error' })],
    ],
  ],
  [
    ['ACTION_BLOCKED', 'instagram', 'action', 'stop_action', 'possible'],
    [
      ['a block whose flag is a number', fail(400, { spam: 1 })],
      ['a block whose flag is a word', fail(400, { message: '', spam: 'true' })],
      ['a block by its title', fail(400, { feedback_title: 'Action Blocked' })],
      ['a block by its type', fail(400, { error_type: 'feedback_required' })],
      ['a block that also says require_login', fail(401, { message: 'feedback_required', require_login: true })],
      ['a block', fail(400, { message: 'feedback_required', spam: true, feedback_title: 'Action Blocked' })],
      ['a block without the spam flag', fail(400, { message: 'feedback_required' })],
      ['a block under a 429', fail(429, { message: 'feedback_required', spam: true })],
      ['spam under a 200', fail(200, { spam: true })],
      ['following too many', fail(400, { message: "Sorry, you're following too many accounts." })],
      ['the most that one can follow', fail(400, { message: "You're following the max limit of accounts." })],
    ],
  ],
  [
    ['TARGET_PRIVATE', 'target', 'target', 'skip_target', 'none'],
    [
      ['a private target', fail(400, { message: 'Not authorized to view user' })],
      ['a private target under a 403', fail(403, { message: 'Not authorized to view user' })],
    ],
  ],
  [
    ['TARGET_NOT_FOUND', 'target', 'target', 'skip_target', 'none'],
    [
      ['a missing user', fail(404, { message: 'User not found' })],
      ['a missing user under a 400', fail(400, { message: 'User not found' })],
      ['a missing post', fail(404, { message: 'Media not found or unavailable' })],
      ['a deleted post', fail(400, { message: 'Sorry, this media has been deleted' })],
    ],
  ],
  [
    ['TARGET_NOT_FOUND', 'target', 'target', 'skip_target', 'possible'],
    [
      ['a 404 with an unknown body', fail(404, { message: 'nobody knows this' })],
      ['a 410', fail(410, {})],
    ],
  ],
  [
    ['PROXY_FAILED', 'you', 'account', 'retry_later', 'none'],
    [
      ['a proxy that wants a password', http(407)],
      ['a proxy that is down', network('ECONNREFUSED', true)],
      ['a proxy whose name nobody knows', network('ENOTFOUND', true)],
      ['a proxy that shows another certificate', network('ERR_TLS_CERT_ALTNAME_INVALID', true)],
    ],
  ],
  [
    ['INSTAGRAM_UNAVAILABLE', 'instagram', 'account', 'retry_later', 'none'],
    [
      ['a refused connection', network('ECONNREFUSED')],
      ['no name service', network('ENOTFOUND')],
      ['a name service that is away', network('EAI_AGAIN')],
      ['no route', network('EHOSTUNREACH')],
      ['an expired certificate', network('CERT_HAS_EXPIRED')],
      ['a certificate that nobody vouches for', network('DEPTH_ZERO_SELF_SIGNED_CERT')],
    ],
  ],
  [
    ['INSTAGRAM_UNAVAILABLE', 'instagram', 'account', 'retry_later', 'possible'],
    [
      ['a time-out', network('ETIMEDOUT')],
      ['a socket time-out', network('ESOCKETTIMEDOUT')],
      ['a reset', network('ECONNRESET')],
      ['a connection that was cut', network('EPIPE')],
      ['an answer that is no HTTP', network('HPE_INVALID_CONSTANT')],
      ['a reset behind the proxy', network('ECONNRESET', true)],
      ['an unknown network fault', network('UNKNOWN')],
      ['a time-out at the server', http(408)],
      ['a server error', fail(500, { message: 'Unknown Server Error.' })],
      ['a server error without a body', http(500)],
      ['a bad gateway', http(502)],
      ['an overload', http(503)],
      ['a gateway time-out', http(504)],
      ['a server behind a shield that does not answer', http(522)],
    ],
  ],
  [
    ['INSTAGRAM_UNEXPECTED', 'instagram', 'account', 'retry_later', 'possible'],
    [
      ['a page under a 404: the address is gone, not the target', http(404)],
      ['a page under a 410', http(410)],
      // What people write is in successes: nothing below their first level is a cause.
      ['a success with a user’s words', http(200, { status: 'ok', items: { title: 'login_required', spam: true } })],
      ['a list of messages', fail(400, { message: ['login_required'] })],
      ['a cause that is too deep', fail(400, { a: { b: { c: { message: 'login_required' } } } })],
      ['a word in the middle of another', fail(400, { message: 'no_login_required_here' })],
      ['a page, a list, null, broken or no JSON under a 200', http(200)],
      ['no content', http(204)],
      ['a success that lacks what was asked for', http(200, { status: 'ok' })],
      ['a body without a status', http(200, {})],
      ['a failure under a 200', fail(200, { message: 'nobody knows this' })],
      ['a failure without a word', fail(400, {})],
      ['a flag that is only a word', fail(400, { spam: 'no', require_login: 'no', two_factor_required: 0 })],
      ['a moved page', http(301)],
      ['a redirect', http(302)],
      ['a redirect that keeps the method', http(307)],
      ['an unknown refusal', fail(400, { message: 'something new' })],
      ['an invalid signature', fail(400, { message: 'Invalid signature' })],
      ['a bare 400', http(400)],
      ['a page under a 403', http(403)],
      ['a method that is not allowed', http(405)],
      ['a body that is too large', http(413)],
      ['a status that does not exist', http(999)],
      ['no answer and no fault', http(0)],
    ],
  ],
];

const ROWS = TABLE.flatMap(([says, answers]) => answers.map(([name, exchange]) => [name, exchange, ...says] as const));

/** Told apart in a table of its own, below. */
const cutOf = (exchange: Exchange) => (classify(exchange).cut ? { cut: true } : {});

describe('the classifier', () => {
  it.each(ROWS)('%s', (name, exchange, symbol, side, scope, next, effect) => {
    const lost = exchange.viaProxy && exchange.network !== null ? { viaProxy: true } : {};
    expect(classify(exchange)).toEqual({ symbol, side, scope, next, effect, ...lost, ...cutOf(exchange) });
    for (const asked of ['verification', 'sign_in'] as const) {
      if (name.startsWith('an app too old')) {
        // Of a sign-in it says no more than that Instagram wants a newer way for this account.
        expect(classify(exchange, asked)).toEqual({
          symbol: 'SIGN_IN_NOT_OFFERED',
          side: 'instagram',
          scope: 'account',
          next: 'ask_person',
          effect: 'none',
        });
      } else expect(classify(exchange, asked)).toEqual(classify(exchange));
    }
  });

  it.each<[string, Exchange, ErrorSymbol]>([
    [
      'a wrong code, by its words',
      fail(400, { message: 'Please check the security code and try again.' }),
      'VERIFICATION_CODE_INVALID',
    ],
    [
      'a wrong code of a challenge',
      fail(400, { message: 'Please check the code we sent you and try again.' }),
      'VERIFICATION_CODE_INVALID',
    ],
    ['bad parameters of two factors', fail(400, { message: 'Invalid Parameters' }), 'VERIFICATION_EXPIRED'],
  ])('%s is that to a verification alone, and stops no bot', (_, exchange, symbol) => {
    expect(classify(exchange, 'verification')).toMatchObject({ symbol, scope: 'account', next: 'ask_person' });
    expect(classify(exchange)).toMatchObject({
      symbol: 'INSTAGRAM_UNEXPECTED',
      next: 'retry_later',
      effect: 'possible',
    });
  });

  it.each<[string, Exchange, ErrorSymbol, ErrorSymbol]>([
    [
      '"wait" with require_login',
      fail(401, { message: 'Please wait a few minutes before you try again.', require_login: true }),
      'RATE_LIMITED',
      'RATE_LIMITED',
    ],
    [
      '"wait" with require_login under a 429',
      fail(429, { message: 'Please wait a few minutes.', require_login: true }),
      'RATE_LIMITED',
      'RATE_LIMITED',
    ],
    [
      '"wait" with require_login under a 403',
      fail(403, { message: 'Please wait a few minutes.', require_login: 1 }),
      'RATE_LIMITED',
      'RATE_LIMITED',
    ],
    ['"wait" under a 401', fail(401, { message: 'Please wait a few minutes.' }), 'RATE_LIMITED', 'RATE_LIMITED'],
    [
      '"wait" that calls itself login_required',
      fail(401, { message: 'Please wait a few minutes.', error_type: 'login_required' }),
      'RATE_LIMITED',
      'RATE_LIMITED',
    ],
    [
      '"wait" in another field',
      fail(401, { message: '', error_title: 'Please wait a few minutes', require_login: 'true' }),
      'RATE_LIMITED',
      'RATE_LIMITED',
    ],
    ['require_login alone', fail(400, { require_login: true }), 'INSTAGRAM_UNEXPECTED', 'INSTAGRAM_UNEXPECTED'],
    ['require_login under a 200', http(200, { require_login: true }), 'INSTAGRAM_UNEXPECTED', 'INSTAGRAM_UNEXPECTED'],
    ['a bare 401', http(401), 'INSTAGRAM_UNEXPECTED', 'INSTAGRAM_UNEXPECTED'],
    ['a 401 with unknown words', fail(401, { message: 'new words' }), 'INSTAGRAM_UNEXPECTED', 'INSTAGRAM_UNEXPECTED'],
  ])('%s leaves open whether the session holds, and asks', (_, exchange, symbol, atSignIn) => {
    expect(classify(exchange)).toMatchObject({ symbol, next: 'retry_later', effect: 'possible', doubt: 'session' });
    // There is no session yet.
    for (const asked of ['sign_in', 'verification'] as const) {
      expect(classify(exchange, asked)).toMatchObject({ symbol: atSignIn, next: 'retry_later' });
      expect(classify(exchange, asked)).not.toHaveProperty('doubt');
    }
  });

  it('doubts no session whose end is said outright', () => {
    for (const [, exchange, symbol] of ROWS) {
      if (symbol === 'SESSION_INVALID') expect(classify(exchange)).not.toHaveProperty('doubt');
    }
  });

  it.each<[string, Exchange, boolean]>([
    ['a refused connection', network('ECONNREFUSED'), true],
    ['a reset', network('ECONNRESET'), true],
    ['a cut connection', network('EPIPE'), true],
    ['a time-out', network('ETIMEDOUT'), true],
    ['a socket time-out', network('ESOCKETTIMEDOUT'), true],
    ['no route', network('ENETUNREACH'), true],
    ['no name service', network('EAI_AGAIN'), true],
    ['a reset behind the proxy', network('ECONNRESET', true), true],
    ['a proxy that is down', network('ECONNREFUSED', true), false],
    ['a proxy that refuses', network('EPROXY', true), false],
    ['a certificate that nobody vouches for', network('DEPTH_ZERO_SELF_SIGNED_CERT'), false],
    ['an answer that is no HTTP', network('HPE_INVALID_CONSTANT'), false],
    ['a server error', http(500), false],
    ['an overload', http(503), false],
    ['a rate limit', http(429), false],
    ['a page', http(200), false],
  ])('tells %s from Instagram’s own trouble: cut %p', (_, exchange, cut) => {
    expect(classify(exchange).cut ?? false).toBe(cut);
  });

  it.each<[string, Exchange, boolean]>([
    ['a reset', network('ECONNRESET', true), true],
    ['a time-out', network('ETIMEDOUT', true), true],
    ['an answer that is no HTTP', network('HPE_INVALID_CONSTANT', true), true],
    // Nothing was sent that could be answered.
    ['a proxy that is down', network('EPROXY', true), false],
    // Instagram's own, whatever the way.
    ['a server error', http(503, null, { viaProxy: true }), false],
    ['a page', http(200, null, { viaProxy: true }), false],
    ['a reset without a proxy', network('ECONNRESET'), false],
  ])('knows whether %s is an answer that was lost in the account’s proxy', (_, exchange, lost) => {
    expect(lostInProxy(classify(exchange))).toBe(lost);
  });

  it('knows at least a hundred answers, and every entry that they may become', () => {
    expect(ROWS.length).toBeGreaterThanOrEqual(100);
    expect(new Set(ROWS.map(([name]) => name)).size).toBe(ROWS.length);
  });

  it.each<[string, string, string | undefined]>([
    ['a day', 'This block will expire on 2026-12-24.', '2026-12-24'],
    ['the first of two days', 'From 2026-12-24 to 2026-12-31.', '2026-12-24'],
    ['no day', 'Try again later', undefined],
    ['a day that does not exist', 'It ends on 2026-02-31.', undefined],
    ['a month that does not exist', 'It ends on 2026-19-01.', undefined],
    ['another century', 'It ends on 1999-01-01.', undefined],
    ['a number that only looks like one', 'Case 12026-12-245.', undefined],
  ])('reads %s as the end of a block', (_, words, day) => {
    expect(classify(fail(400, { spam: true, feedback_message: words })).blockedUntil).toBe(day);
    // Only a block ends on a day.
    expect(classify(fail(400, { message: 'login_required', feedback_message: words }))).not.toHaveProperty(
      'blockedUntil',
    );
  });

  it.each<[string, string | undefined, string | undefined, number | undefined]>([
    ['seconds', '90', undefined, 90],
    ['seconds with blanks', ' 90 ', undefined, 90],
    ['more than a day', '9999999', undefined, 86_400],
    ['nothing to wait for', '0', undefined, undefined],
    ['less than nothing', '-5', undefined, undefined],
    ['a fraction', '1.5', undefined, undefined],
    ['words', 'soon', undefined, undefined],
    ['a date', 'Wed, 10 Jun 2026 12:05:00 GMT', 'Wed, 10 Jun 2026 12:00:00 GMT', 300],
    ['a date that is over', 'Wed, 10 Jun 2026 11:00:00 GMT', 'Wed, 10 Jun 2026 12:00:00 GMT', undefined],
    ['a date, and no clock to hold it against', 'Wed, 10 Jun 2026 12:05:00 GMT', undefined, undefined],
    ['none', undefined, 'Wed, 10 Jun 2026 12:00:00 GMT', undefined],
  ])('reads how long to wait from %s', (_, retryAfter, date, seconds) => {
    expect(classify(http(429, null, { retryAfter, date })).retryAfterSeconds).toBe(seconds);
    expect(classify(http(503, null, { retryAfter, date })).retryAfterSeconds).toBe(seconds);
    // Waiting brings no session back.
    expect(classify(http(401, { message: 'login_required' }, { retryAfter }))).not.toHaveProperty('retryAfterSeconds');
  });

  const key = fc.oneof(
    fc.constantFrom('message', 'error_type', 'error_title', 'spam', 'feedback_message', 'checkpoint_url', 'challenge'),
    fc.constantFrom('__proto__', 'constructor', 'toString', 'hasOwnProperty', 'then', 'toJSON'),
    fc.string(),
  );
  const body = fc
    .dictionary(key, fc.oneof(fc.jsonValue({ maxDepth: 6 }), fc.string({ minLength: 12, unit: 'binary' })))
    // As it comes over the wire: what JSON cannot say cannot be sent.
    .map((value) => JSON.parse(JSON.stringify(value)) as Body);

  it('gives some entry for any answer, the same each time, and carries nothing of it', () => {
    fc.assert(
      fc.property(
        fc.option(fc.integer({ min: 0, max: 1_000 }), { nil: null }),
        fc.option(body, { nil: null }),
        fc.option(fc.string(), { nil: null }),
        fc.boolean(),
        fc.option(fc.string(), { nil: undefined }),
        fc.constantFrom<Asked>('call', 'sign_in', 'verification'),
        (status, given, code, viaProxy, retryAfter, asked) => {
          const exchange = { status, body: given, network: code, viaProxy, retryAfter, date: retryAfter };
          const failure = classify(exchange, asked);
          expect(ERROR_SYMBOLS).toContain(failure.symbol);
          expect(failure.side).toBe(errorEntry(failure.symbol).side);
          expect(classify(exchange, asked)).toEqual(failure);
          const words = new Set([
            'none',
            'possible',
            'session',
            ...Object.values(failure).filter((value) => typeof value === 'string'),
          ]);
          for (const value of Object.values(given ?? {})) {
            if (typeof value === 'string' && value.length >= 12) expect(words).not.toContain(value);
          }
        },
      ),
    );
  });

  it.each<[string, Body]>([
    ['a deep body', JSON.parse(`{"message":${'{"a":'.repeat(2_000)}1${'}'.repeat(2_000)}}`) as Body],
    ['a huge message', { status: 'fail', message: 'x'.repeat(5_000_000) }],
    ['a huge message that begins as one that is known', { message: `please check the code${' '.repeat(5_000_000)}` }],
    ['many keys', Object.fromEntries(Array.from({ length: 100_000 }, (_, index) => [`k${index}`, index]))],
    ['a prototype', JSON.parse('{"__proto__":{"spam":true,"message":"login_required"}}') as Body],
    ['control characters', { message: '\u0000\u001b[2J\u202elogin_required' }],
  ])('does not mind %s', (_, hostile) => {
    const failure = classify(http(400, hostile));
    expect(ERROR_SYMBOLS).toContain(failure.symbol);
    expect(JSON.stringify(failure).length).toBeLessThan(250);
    expect(failure.symbol).not.toBe('SESSION_INVALID');
    expect(failure.symbol).not.toBe('ACTION_BLOCKED');
  });
});
