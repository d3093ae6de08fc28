import { describe, expect, it } from '@jest/globals';
import { challengeStep, checkpointIn } from './login-steps.ts';
import { asksTwoFactor, twoFactorStep } from './two-factor-step.ts';

const ALL = ['totp', 'sms', 'whatsapp', 'backup'];
const step = (info: object, body: object = {}) =>
  twoFactorStep({ ...body, two_factor_info: { two_factor_identifier: 'abc', ...info } })?.step;
const off = { totp_two_factor_on: false, sms_two_factor_on: false, whatsapp_two_factor_on: false };

describe('the second factors of an answer', () => {
  it.each<[string, object, string[], string | null]>([
    [
      'an app and a phone',
      { ...off, totp_two_factor_on: true, sms_two_factor_on: true },
      ['totp', 'sms', 'backup'],
      null,
    ],
    ['an app alone', { ...off, totp_two_factor_on: true, obfuscated_phone_number: '12' }, ['totp', 'backup'], null],
    [
      'a phone alone',
      { ...off, sms_two_factor_on: true, obfuscated_phone_number: '3345' },
      ['sms', 'backup'],
      '*** 3345',
    ],
    ['flags as words', { ...off, totp_two_factor_on: 'true' }, ['totp', 'backup'], null],
    [
      'flags as numbers',
      { totp_two_factor_on: 0, sms_two_factor_on: 1, whatsapp_two_factor_on: 0 },
      ['sms', 'backup'],
      null,
    ],
    [
      'no flag for its phone, but a number',
      { obfuscated_phone_number: '3345' },
      ['sms', 'totp', 'whatsapp', 'backup'],
      '*** 3345',
    ],
    [
      'no flag for its phone, but the others',
      { totp_two_factor_on: false, whatsapp_two_factor_on: false, obfuscated_phone_number: '3345' },
      ['sms', 'backup'],
      '*** 3345',
    ],
    [
      'a number that is a number',
      { ...off, sms_two_factor_on: true, obfuscated_phone_number: 3345 },
      ['sms', 'backup'],
      '*** 3345',
    ],
    [
      'a number in an object',
      { ...off, sms_two_factor_on: true, obfuscated_phone_number: { text: '+49 *** 45' } },
      ['sms', 'backup'],
      '+49 *** 45',
    ],
    [
      'a second number alone',
      { totp_two_factor_on: false, whatsapp_two_factor_on: false, obfuscated_phone_number_2: '77' },
      ['sms', 'backup'],
      '*** 77',
    ],
    [
      'settings for messages alone',
      { totp_two_factor_on: false, whatsapp_two_factor_on: false, phone_verification_settings: { max_sms_count: 2 } },
      ['sms', 'backup'],
      null,
    ],
    [
      'WhatsApp by its number',
      { ...off, whatsapp_two_factor_on: undefined, whatsapp_number: '12' },
      ['whatsapp', 'backup'],
      null,
    ],
    ['nothing', {}, ALL, null],
    ['nothing but a notification on another device', { pending_trusted_notification: true }, ALL, null],
    ['everything off', off, ALL, null],
    [
      'flags that say nothing',
      { totp_two_factor_on: null, sms_two_factor_on: 'perhaps', whatsapp_two_factor_on: [] },
      ALL,
      null,
    ],
    ['an empty number', { obfuscated_phone_number: '' }, ALL, null],
  ])('with %s', (_, info, methods, sentTo) => {
    expect(step(info)).toMatchObject({ kind: 'two_factor', methods, method: methods[0], sentTo });
    // An account that may have a phone can have a message sent.
    expect(step(info)?.canSend.map(({ method }) => method)).toEqual(methods.includes('sms') ? ['sms'] : []);
  });

  it.each<[string, object]>([
    ['beside its info', { two_factor_identifier: 'abc' }],
    ['as a number', { two_factor_info: { two_factor_identifier: 123 } }],
    ['in an info that is text', { two_factor_info: '{"two_factor_identifier":"abc","sms_two_factor_on":true}' }],
  ])('has its identifier %s', (_, body) => {
    expect(twoFactorStep(body as Record<string, unknown>)?.identifier).toMatch(/abc|123/);
  });

  it.each<[unknown, number]>([
    [30, 30],
    ['30', 30],
    [1, 10],
    [99_999, 300],
    ['soon', 60],
    [null, 60],
  ])('waits for another message, where it says %j, %i seconds', (seconds, waits) => {
    const settings = { phone_verification_settings: { resend_sms_delay_sec: seconds } };
    expect(step({ sms_two_factor_on: true, ...settings })?.waitSeconds).toBe(waits);
    expect(step({ sms_two_factor_on: true }, settings)?.waitSeconds).toBe(waits);
  });

  it.each<[object | null, boolean]>([
    [{ two_factor_required: true }, true],
    [{ two_factor_required: 'true' }, true],
    [{ two_factor_required: 1 }, true],
    [{ two_factor_info: { two_factor_identifier: 'abc' } }, true],
    [{ two_factor_required: false }, false],
    [{ status: 'ok', two_factor_info: { two_factor_identifier: 'abc' } }, false],
    [{}, false],
    [null, false],
  ])('is asked for by %j: %p', (body, asks) =>
    expect(asksTwoFactor(body as Record<string, unknown> | null)).toBe(asks),
  );
});

describe('a step of a challenge', () => {
  const of = (body: object) => challengeStep(body as Record<string, unknown>)?.step ?? null;

  it.each<[string, object, string | null, string[]]>([
    [
      'a choice',
      { step_name: 'select_verify_method', step_data: { email: 'a', phone_number: 'b' } },
      'choice',
      ['email', 'sms'],
    ],
    ['a choice in other fields', { step_name: 'select_verify_method', fields: { email: 'a' } }, 'choice', ['email']],
    [
      'a choice without addresses',
      { step_name: 'select_verify_method', step_data: { choice: '1' } },
      'choice',
      ['email', 'sms'],
    ],
    [
      'a choice whose address is a number',
      { step_name: 'select_verify_method', step_data: { phone_number: 45 } },
      'choice',
      ['sms'],
    ],
    ['a choice without its name', { step_data: { email: 'a', phone_number: 'b' } }, 'choice', ['email', 'sms']],
    ['a code by mail', { step_name: 'verify_email', step_data: { contact_point: 'a@b' } }, 'code', ['email']],
    ['a code by mail in another spelling', { step_name: 'Verify_Email_Code' }, 'code', ['email']],
    ['a code by message', { step_name: 'verify_code', step_data: { contact_point: '+49' } }, 'code', ['sms']],
    [
      'a code of which the address says how',
      { step_name: 'verify_code', step_data: { contact_point: 'a@b' } },
      'code',
      ['email'],
    ],
    ['a code without its name', { step_data: { contact_point: 'a@b', security_code: 'None' } }, 'code', ['email']],
    ['a code whose data is text', { step_name: 'verify_code', step_data: '{"contact_point":"+49"}' }, 'code', ['sms']],
    ['a review', { step_name: 'delta_login_review', step_data: { country: 'Germany' } }, 'approval', ['approve']],
    ['a phone number to give', { step_name: 'submit_phone', step_data: { phone_number: '' } }, null, []],
    ['nothing', {}, null, []],
    ['something unknown', { step_name: 'scratch_your_head', step_data: { email: 'a' } }, null, []],
  ])('is %s', (_, body, asks, methods) => {
    expect([of(body)?.asks ?? null, of(body)?.methods ?? []]).toEqual([asks, methods]);
  });

  it.each<[string, object | null, boolean]>([
    ['a challenge', { challenge: { api_path: '/challenge/1/Ab-_/', native_flow: true } }, true],
    [
      'one in other words',
      { message: 'checkpoint_challenge_required', challenge: { api_path: '/challenge/1/a/' } },
      true,
    ],
    ['one that only a page answers', { challenge: { api_path: '/challenge/1/a/', native_flow: false } }, false],
    ['one at another address', { challenge: { api_path: '/accounts/suspended/' } }, false],
    ['one that leads elsewhere', { challenge: { api_path: '/challenge/../../evil?x=1' } }, false],
    ['one that is only an address', { challenge: { api_path: 'https://evil.example/challenge/' } }, false],
    ['none', {}, false],
    ['nothing', null, false],
  ])('has calls of its own for %s: %p', (_, body, has) => {
    expect(checkpointIn(body as Record<string, unknown> | null) !== null).toBe(has);
  });
});
