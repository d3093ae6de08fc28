import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import * as library from 'instagram-private-api';
import type { FaultKind } from '../faults/fault-rule.ts';
import { type Harness, startHarness } from '../testing/harness.ts';
import { failureOf } from '../testing/poll.ts';

let simulated: Harness;
let ig: library.IgApiClient;
beforeAll(async () => {
  simulated = await startHarness();
  ig = await simulated.signIn('demo_plain');
});
afterAll(() => simulated.close());

const TARGET = '3120068266';

/** What `friendship.create` rejects with under a fault. */
const under = async (kind: FaultKind, more: object = {}): Promise<library.IgResponseError> => {
  await simulated.control.post('/faults', { id: 'here', kind, path: '/api/v1/friendships/create/*/', ...more });
  try {
    return (await failureOf(ig.friendship.create(TARGET))) as library.IgResponseError;
  } finally {
    await simulated.control.delete('/faults');
  }
};

const { IgResponseError } = library;

describe('every refusal arrives as the class that the library has for it', () => {
  it.each<[FaultKind, object, object, number, object]>([
    ['challenge_required', {}, library.IgCheckpointError, 400, { error_type: 'checkpoint_challenge_required' }],
    [
      'checkpoint_required',
      {},
      IgResponseError,
      400,
      { message: 'checkpoint_required', lock: false, flow_render_type: 0 },
    ],
    [
      'unsupported_version',
      {},
      IgResponseError,
      400,
      { message: 'checkpoint_required', checkpoint_url: 'https://i.instagram.com/web/unsupported_version/' },
    ],
    ['needs_upgrade', {}, IgResponseError, 400, { error_type: 'needs_upgrade' }],
    ['needs_upgrade_467', {}, IgResponseError, 467, { error_type: 'needs_upgrade' }],
    ['consent_required', {}, IgResponseError, 400, { message: 'consent_required' }],
    ['feedback_required', {}, library.IgActionSpamError, 400, { message: 'feedback_required', spam: true }],
    ['feedback_required', { spam: false }, IgResponseError, 400, { message: 'feedback_required' }],
    ['spam', {}, library.IgActionSpamError, 400, { spam: true }],
    [
      'login_required',
      {},
      library.IgLoginRequiredError,
      403,
      { logout_reason: 2, error_title: "You've Been Logged Out" },
    ],
    ['login_required', { logout_reason: 8 }, library.IgLoginRequiredError, 403, { logout_reason: 8 }],
    ['user_has_logged_out', {}, library.IgUserHasLoggedOutError, 403, { message: 'user_has_logged_out' }],
    ['rate_limit', {}, IgResponseError, 429, { message: 'Please wait a few minutes before you try again.' }],
    ['rate_limit_401', {}, IgResponseError, 401, { require_login: true }],
    ['require_login', {}, IgResponseError, 400, { require_login: true }],
    ['useragent_mismatch', {}, IgResponseError, 400, { message: 'useragent mismatch' }],
    ['challenge_by_type', {}, IgResponseError, 400, { message: 'checkpoint_challenge_required' }],
    ['needs_upgrade_message', {}, IgResponseError, 400, { message: 'needs_upgrade' }],
    [
      'account_suspended',
      {},
      library.IgCheckpointError,
      400,
      { challenge: { url: 'https://i.instagram.com/accounts/suspended/' } },
    ],
    [
      'unsupported_by_challenge',
      {},
      library.IgCheckpointError,
      400,
      { challenge: { url: 'https://i.instagram.com/web/unsupported_version/' } },
    ],
    [
      'custom',
      { status: 403, body: { status: 'fail', message: 'anything', nested: { deep: 1 } } },
      IgResponseError,
      403,
      { message: 'anything', nested: { deep: 1 } },
    ],
    ['rate_limit_403', {}, IgResponseError, 403, { message: 'Please wait a few minutes before you try again.' }],
    ['sentry_block', {}, library.IgSentryBlockError, 400, { error_type: 'sentry_block' }],
    ['inactive_user', {}, library.IgInactiveUserError, 400, { error_type: 'inactive user' }],
    ['not_authorized', {}, library.IgPrivateUserError, 400, { message: 'Not authorized to view user' }],
    ['not_found', {}, library.IgNotFoundError, 404, { message: 'User not found' }],
    ['follow_limit', {}, IgResponseError, 400, { message: expect.stringContaining('following the max limit') }],
    ['server_error', {}, IgResponseError, 500, { message: 'Unknown Server Error.' }],
    ['fail_200', {}, IgResponseError, 200, { status: 'fail' }],
  ])('%s %j', async (kind, more, type, status, body) => {
    const error = await under(kind, more);
    expect(error.constructor).toBe(type);
    expect(error.response.statusCode).toBe(status);
    expect(error.response.body).toMatchObject({ status: 'fail', ...body });
  });

  it.each<[FaultKind, number, RegExp]>([
    ['rate_limit_text', 429, /^Please wait/],
    ['unauthorized', 401, /^$/],
    ['bad_gateway', 502, /^<!DOCTYPE html>/],
    ['unavailable', 503, /^$/],
    ['proxy_auth_required', 407, /^Proxy Authentication Required/],
  ])('%s is text under %i', async (kind, status, text) => {
    const error = await under(kind);
    expect(error).toBeInstanceOf(IgResponseError);
    expect(error.response.statusCode).toBe(status);
    expect(error.response.body).toMatch(text);
  });

  it.each<[FaultKind, object]>([
    ['html', library.IgNetworkError],
    ['empty', library.IgNetworkError],
    ['truncated_json', library.IgNetworkError],
    ['reset', library.IgNetworkError],
    ['null_body', TypeError],
  ])('%s is not an answer at all', async (kind, type) => {
    expect(await under(kind)).toBeInstanceOf(type);
  });

  it('an answer without a status is refused even under 200', async () => {
    const error = await under('no_status');
    expect(error).toBeInstanceOf(IgResponseError);
    expect(error.response.statusCode).toBe(200);
  });

  it('a status of ok counts even under 400', async () => {
    await simulated.control.post('/faults', { kind: 'ok_400', path: '**/info/' });
    await expect(ig.user.info(TARGET)).resolves.toHaveProperty('username');
    await simulated.control.delete('/faults');
  });

  it('a block names the day it ends and what was blocked', async () => {
    const error = (await under('feedback_required', {
      expires_on: '2030-12-24',
      category: 'x',
    })) as library.IgActionSpamError;
    expect(error.expirationDate).toBe('2030-12-24');
    expect(error.response.body).toMatchObject({
      feedback_title: 'Action Blocked',
      feedback_url: 'repute/report_problem/instagram_follow_users/',
      feedback_action: 'report_problem',
      category: 'x',
    });
    const plain = (await under('feedback_required')) as library.IgActionSpamError;
    expect(plain.expirationDate).toBeNull();
  });

  it('a block of likes says so', async () => {
    await simulated.control.post('/faults', { kind: 'feedback_required', path: '**/like/', expires_in_s: 86_400 });
    const error = (await failureOf(
      ig.media.like({ mediaId: '1_1', moduleInfo: { module_name: 'feed_timeline' }, d: 1 }),
    )) as library.IgActionSpamError;
    await simulated.control.delete('/faults');
    expect(error.response.body).toMatchObject({ feedback_url: 'repute/report_problem/instagram_like_add/' });
    expect(error.expirationDate).toBe(new Date(Date.now() + 86_400_000).toISOString().slice(0, 10));
  });
});

describe('the network', () => {
  it('gives the library an error of its own when nothing answers in time', async () => {
    await simulated.control.post('/faults', { kind: 'hang', path: '**/show/*/' });
    const patient = await simulated.impatient('demo_plain', 100);
    const error = (await failureOf(patient.friendship.show(TARGET))) as { cause?: { code?: string } };
    await simulated.control.delete('/faults');
    expect(error).toBeInstanceOf(library.IgNetworkError);
    expect(error.cause?.code).toMatch(/TIMEDOUT/);
  });

  it('gives it one when nobody listens', async () => {
    const nobody = simulated.client({ url: 'http://127.0.0.1:1' });
    const error = (await failureOf(nobody.qe.syncLoginExperiments())) as { cause?: { code?: string } };
    expect(error).toBeInstanceOf(library.IgNetworkError);
    expect(error.cause?.code).toBe('ECONNREFUSED');
  });
});

describe('what comes before any handler', () => {
  it.each([
    ['POST', '/api/v1/accounts/login/', 'signed_body=abc.%7B%7D', 400, { message: 'Invalid signature' }],
    ['POST', '/api/v1/nothing/here/', '', 404, { message: 'Not found' }],
    ['GET', '/api/v1/accounts/login/', undefined, 405, { message: 'Method not allowed' }],
    ['GET', '/api/v1/users/1/info', undefined, 404, { message: 'Not found' }],
  ])('%s %s', async (method, path, body, status, answer) => {
    const response = await fetch(simulated.simulator.instagramUrl + path, {
      method,
      ...(body === undefined ? {} : { body, headers: { 'Content-Type': 'application/x-www-form-urlencoded' } }),
    });
    expect(response.status).toBe(status);
    expect(await response.json()).toEqual({ ...answer, status: 'fail' });
  });

  it('counts the wrong signatures', async () => {
    const { signatures } = await simulated.control.get<{ signatures: { invalid: number } }>('/stats');
    expect(signatures.invalid).toBe(1);
  });
});
