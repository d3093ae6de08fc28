import { describe, expect, it } from '@jest/globals';
import { ERROR_SYMBOLS, type ErrorSymbol } from '@pacekeeper/contracts';
import fc from 'fast-check';
import { classify, type Effect, type Exchange, type NextStep, type Scope } from './classifier.ts';

const http = (status: number, body: Record<string, unknown> | null = null, viaProxy = false): Exchange => ({
  status,
  body,
  network: null,
  viaProxy,
});
const network = (code: string, viaProxy = false): Exchange => ({ status: null, body: null, network: code, viaProxy });
const fail = (rest: Record<string, unknown>) => ({ status: 'fail', ...rest });

type Row = [string, Exchange, ErrorSymbol, Scope, NextStep, Effect];

const TABLE: Row[] = [
  [
    'a wrong password, classic',
    http(
      400,
      fail({
        message: 'The password you entered is incorrect.',
        error_type: 'bad_password',
        invalid_credentials: true,
      }),
    ),
    'INSTAGRAM_BAD_PASSWORD',
    'account',
    'ask_person',
    'none',
  ],
  [
    'an unknown name, classic',
    http(400, fail({ error_type: 'invalid_user', invalid_credentials: true })),
    'INSTAGRAM_INVALID_USER',
    'account',
    'ask_person',
    'none',
  ],
  [
    'an unknown name, modern',
    http(
      400,
      fail({ error_title: 'Username Not Found', invalid_credentials: true, exception_name: 'UserInvalidCredentials' }),
    ),
    'INSTAGRAM_INVALID_USER',
    'account',
    'ask_person',
    'none',
  ],
  [
    'a wrong name, modern',
    http(
      400,
      fail({ error_title: 'Incorrect username', invalid_credentials: true, exception_name: 'UserInvalidCredentials' }),
    ),
    'INSTAGRAM_INVALID_USER',
    'account',
    'ask_person',
    'none',
  ],
  [
    'a wrong password, modern',
    http(400, fail({ error_title: 'Incorrect Password', exception_name: 'UserInvalidCredentials' })),
    'INSTAGRAM_BAD_PASSWORD',
    'account',
    'ask_person',
    'none',
  ],
  [
    'two factors',
    http(400, fail({ two_factor_required: true, two_factor_info: {} })),
    'TWO_FACTOR_REQUIRED',
    'account',
    'ask_person',
    'none',
  ],
  [
    'a wrong code',
    http(
      400,
      fail({
        message: 'Please check the security code and try again.',
        error_type: 'sms_code_validation_code_invalid',
      }),
    ),
    'VERIFICATION_CODE_INVALID',
    'account',
    'ask_person',
    'none',
  ],
  [
    'a wrong code of a challenge',
    http(400, fail({ message: 'Please check the code we sent you and try again.' })),
    'VERIFICATION_CODE_INVALID',
    'account',
    'ask_person',
    'none',
  ],
  [
    'a stale identifier',
    http(400, fail({ message: 'This code is no longer valid.', error_type: 'invalid_nonce' })),
    'VERIFICATION_EXPIRED',
    'account',
    'ask_person',
    'none',
  ],
  [
    'bad parameters of two factors',
    http(400, fail({ message: 'Invalid Parameters' })),
    'VERIFICATION_EXPIRED',
    'account',
    'ask_person',
    'none',
  ],
  [
    'a challenge',
    http(400, fail({ message: 'challenge_required', challenge: {} })),
    'CHALLENGE_REQUIRED',
    'account',
    'ask_person',
    'none',
  ],
  [
    'a dead checkpoint',
    http(400, fail({ message: 'checkpoint_required', checkpoint_url: 'https://i.instagram.com/challenge/1/' })),
    'CHALLENGE_REQUIRED',
    'account',
    'ask_person',
    'none',
  ],
  [
    'an app version refused by a checkpoint',
    http(
      400,
      fail({ message: 'checkpoint_required', checkpoint_url: 'https://i.instagram.com/web/unsupported_version/' }),
    ),
    'CLIENT_OUTDATED',
    'fleet',
    'stop_fleet',
    'none',
  ],
  [
    'an app too old',
    http(
      400,
      fail({ message: 'Your version of Instagram is out of date. Please upgrade.', error_type: 'needs_upgrade' }),
    ),
    'CLIENT_OUTDATED',
    'fleet',
    'stop_fleet',
    'none',
  ],
  ['an app too old, by status', http(467), 'CLIENT_OUTDATED', 'fleet', 'stop_fleet', 'none'],
  [
    'consent',
    http(400, fail({ message: 'consent_required', consent_data: {} })),
    'CONSENT_REQUIRED',
    'account',
    'ask_person',
    'none',
  ],
  [
    'a disabled account',
    http(400, fail({ error_type: 'inactive user' })),
    'ACCOUNT_DISABLED',
    'account',
    'stop_account',
    'none',
  ],
  [
    'a disabled account, other spelling',
    http(400, fail({ error_type: 'inactive_user' })),
    'ACCOUNT_DISABLED',
    'account',
    'stop_account',
    'none',
  ],
  [
    'a blocked client',
    http(400, fail({ error_type: 'sentry_block', message: 'Sorry, there was a problem with your request.' })),
    'LOGIN_BLOCKED',
    'account',
    'stop_account',
    'none',
  ],
  [
    'a session that is gone',
    http(403, fail({ message: 'login_required', logout_reason: 8 })),
    'SESSION_INVALID',
    'account',
    'ask_person',
    'none',
  ],
  [
    'a session ended elsewhere',
    http(403, fail({ message: 'user_has_logged_out' })),
    'SESSION_INVALID',
    'account',
    'ask_person',
    'none',
  ],
  [
    '"wait" with require_login',
    http(401, fail({ message: 'Please wait a few minutes before you try again.', require_login: true })),
    'SESSION_INVALID',
    'account',
    'ask_person',
    'none',
  ],
  [
    'a rate limit',
    http(429, fail({ message: 'Please wait a few minutes before you try again.' })),
    'RATE_LIMITED',
    'account',
    'retry_later',
    'none',
  ],
  ['a rate limit in plain text', http(429), 'RATE_LIMITED', 'account', 'retry_later', 'none'],
  [
    'a rate limit under 403',
    http(403, fail({ message: 'Please wait a few minutes before you try again.' })),
    'RATE_LIMITED',
    'account',
    'retry_later',
    'none',
  ],
  [
    'a block',
    http(400, fail({ message: 'feedback_required', spam: true, feedback_title: 'Action Blocked' })),
    'ACTION_BLOCKED',
    'action',
    'stop_action',
    'none',
  ],
  [
    'a block without the spam flag',
    http(400, fail({ message: 'feedback_required' })),
    'ACTION_BLOCKED',
    'action',
    'stop_action',
    'none',
  ],
  ['spam under a 200', http(200, fail({ spam: true })), 'ACTION_BLOCKED', 'action', 'stop_action', 'none'],
  [
    'following too many',
    http(400, fail({ message: "Sorry, you're following too many accounts." })),
    'ACTION_BLOCKED',
    'action',
    'stop_action',
    'none',
  ],
  [
    'a private target',
    http(400, fail({ message: 'Not authorized to view user' })),
    'TARGET_PRIVATE',
    'target',
    'skip_target',
    'none',
  ],
  [
    'a missing target',
    http(404, fail({ message: 'User not found' })),
    'TARGET_NOT_FOUND',
    'target',
    'skip_target',
    'none',
  ],
  ['a missing target as a page', http(404), 'TARGET_NOT_FOUND', 'target', 'skip_target', 'none'],
  [
    'a server error',
    http(500, fail({ message: 'Unknown Server Error.' })),
    'INSTAGRAM_UNAVAILABLE',
    'account',
    'retry_later',
    'unknown',
  ],
  ['a bad gateway', http(502), 'INSTAGRAM_UNAVAILABLE', 'account', 'retry_later', 'unknown'],
  ['an overload', http(503), 'INSTAGRAM_UNAVAILABLE', 'account', 'retry_later', 'unknown'],
  ['a time-out', network('ETIMEDOUT'), 'INSTAGRAM_UNAVAILABLE', 'account', 'retry_later', 'unknown'],
  ['a socket time-out', network('ESOCKETTIMEDOUT'), 'INSTAGRAM_UNAVAILABLE', 'account', 'retry_later', 'unknown'],
  ['a reset', network('ECONNRESET'), 'INSTAGRAM_UNAVAILABLE', 'account', 'retry_later', 'unknown'],
  ['a refused connection', network('ECONNREFUSED'), 'INSTAGRAM_UNAVAILABLE', 'account', 'retry_later', 'none'],
  ['no name service', network('ENOTFOUND'), 'INSTAGRAM_UNAVAILABLE', 'account', 'retry_later', 'none'],
  ['an unknown network fault', network('UNKNOWN'), 'INSTAGRAM_UNAVAILABLE', 'account', 'retry_later', 'unknown'],
  ['a proxy that refuses', http(407), 'PROXY_FAILED', 'account', 'retry_later', 'none'],
  ['a proxy that is down', network('ECONNREFUSED', true), 'PROXY_FAILED', 'account', 'retry_later', 'none'],
  ['a page under a 200', http(200), 'INSTAGRAM_UNEXPECTED', 'account', 'retry_later', 'unknown'],
  [
    'a failure under a 200',
    http(200, fail({ message: 'nobody knows this' })),
    'INSTAGRAM_UNEXPECTED',
    'account',
    'retry_later',
    'unknown',
  ],
  ['a redirect', http(302), 'INSTAGRAM_UNEXPECTED', 'account', 'retry_later', 'unknown'],
  [
    'an unknown refusal',
    http(400, fail({ message: 'something new' })),
    'INSTAGRAM_UNEXPECTED',
    'account',
    'retry_later',
    'unknown',
  ],
  ['a bare 403', http(403), 'INSTAGRAM_UNEXPECTED', 'account', 'retry_later', 'unknown'],
];

describe('the classifier', () => {
  it.each(TABLE)('%s', (_, exchange, symbol, scope, next, effect) => {
    expect(classify(exchange)).toMatchObject({ symbol, scope, next, effect });
  });

  it('reads the end of a block where Instagram names one', () => {
    const blocked = http(400, fail({ spam: true, feedback_message: 'This block will expire on 2026-12-24.' }));
    expect(classify(blocked).blockedUntil).toBe('2026-12-24');
    expect(classify(http(400, fail({ spam: true, feedback_message: 'Try again later' })))).not.toHaveProperty(
      'blockedUntil',
    );
  });

  it('gives some entry for any answer, and carries nothing of it', () => {
    const secret = 'a-session-cookie-that-must-not-leak';
    fc.assert(
      fc.property(
        fc.option(fc.integer({ min: 0, max: 999 }), { nil: null }),
        fc.option(
          fc.dictionary(
            fc.constantFrom('message', 'error_type', 'spam', 'feedback_message', 'checkpoint_url', 'x'),
            fc.oneof(fc.jsonValue(), fc.constant(secret)),
          ),
          { nil: null },
        ),
        fc.option(fc.string(), { nil: null }),
        fc.boolean(),
        (status, body, code, viaProxy) => {
          const failure = classify({ status, body, network: code, viaProxy });
          expect(ERROR_SYMBOLS).toContain(failure.symbol);
          expect(JSON.stringify(failure)).not.toContain(secret);
        },
      ),
    );
  });
});
