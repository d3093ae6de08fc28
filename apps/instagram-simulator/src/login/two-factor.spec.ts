import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type IgApiClient, IgLoginTwoFactorRequiredError, type IgResponseError } from 'instagram-private-api';
import { type Harness, PASSWORD, startHarness } from '../testing/harness.ts';
import { failureOf } from '../testing/poll.ts';

let simulated: Harness;
beforeAll(async () => {
  simulated = await startHarness();
});
afterAll(() => simulated.close());

const SEED = 'MFRGGZDFMZTWQ2LKMFRGGZDF';
let made = 0;

interface FirstStep {
  readonly ig: IgApiClient;
  readonly username: string;
  readonly info: Record<string, unknown>;
  second(code: string, method: string, change?: object): Promise<unknown>;
}

/** Gives the password, and gets to the question for the second factor. */
const firstStep = async (twoFactor: object, more: object = {}): Promise<FirstStep> => {
  const username = `factor_${++made}`;
  await simulated.control.post('/accounts', { username, password: PASSWORD, two_factor: twoFactor, ...more });
  const ig = simulated.client();
  const error = (await failureOf(ig.account.login(username, PASSWORD))) as IgResponseError;
  expect(error).toBeInstanceOf(IgLoginTwoFactorRequiredError);
  const { two_factor_info: info } = error.response.body as { two_factor_info: Record<string, unknown> };
  return {
    ig,
    username,
    info,
    second: (verificationCode, verificationMethod, change = {}) =>
      ig.account.twoFactorLogin({
        username,
        verificationCode,
        verificationMethod,
        twoFactorIdentifier: String(info['two_factor_identifier']),
        trustThisDevice: '1',
        ...change,
      }),
  };
};

const codes = (username: string) =>
  simulated.control.get<{ totp: string; sms: string; backup: string[] }>(`/accounts/${username}/codes`);

const bodyOf = async (promise: Promise<unknown>) =>
  ((await failureOf(promise)) as IgResponseError).response.body as object;

describe('two factor', () => {
  it('tells what is offered', async () => {
    const { info, username } = await firstStep(
      { totp_seed: SEED, sms: true, whatsapp: true },
      { phone: '+49170 555 77 88' },
    );
    expect(info).toMatchObject({
      username,
      totp_two_factor_on: true,
      sms_two_factor_on: true,
      whatsapp_two_factor_on: true,
      obfuscated_phone_number: '7788',
      two_factor_identifier: expect.stringMatching(/^.{20,}$/),
      phone_verification_settings: { max_sms_count: 2, resend_sms_delay_sec: 60 },
    });
  });

  it.each([
    ['an authenticator app', '3', { totp_seed: SEED }, 'totp'],
    ['an authenticator app, as older clients name it', '0', { totp_seed: SEED }, 'totp'],
    ['SMS', '1', { sms: true }, 'sms'],
    ['WhatsApp', '6', { whatsapp: true }, 'sms'],
  ] as const)('is passed with %s', async (_what, method, factor, code) => {
    const { ig, second, username } = await firstStep(factor);
    const answer = (await second((await codes(username))[code], method)) as { logged_in_user: object };
    expect(answer.logged_in_user).toMatchObject({ username });
    await expect(ig.account.currentUser()).resolves.toMatchObject({ username });
  });

  it('takes each backup code once', async () => {
    const backup = { sms: true, backup_codes: ['12345678', '87654321'] };
    const { second, username } = await firstStep(backup);
    await second('1234 5678', '2', { trustThisDevice: '0' });
    expect((await codes(username)).backup).toEqual(['87654321']);
    const other = simulated.client();
    const error = (await failureOf(other.account.login(username, PASSWORD))) as IgResponseError;
    const { two_factor_info: info } = error.response.body as { two_factor_info: { two_factor_identifier: string } };
    const again = other.account.twoFactorLogin({
      username,
      verificationCode: '12345678',
      verificationMethod: '2',
      twoFactorIdentifier: info.two_factor_identifier,
    });
    expect(await bodyOf(again)).toMatchObject({ error_type: 'sms_code_validation_code_invalid' });
  });

  it.each([
    ['a wrong code', '000000', '1', {}, { error_type: 'sms_code_validation_code_invalid' }],
    ['a method that is not set up', '000000', '3', {}, { message: 'Invalid Parameters' }],
    ['a method that does not exist', '000000', '9', {}, { message: 'Invalid Parameters' }],
    ['an unknown identifier', '000000', '1', { twoFactorIdentifier: 'unknown' }, { error_type: 'invalid_nonce' }],
    ["somebody else's name", '000000', '1', { username: 'demo_plain' }, { message: 'Invalid Parameters' }],
  ])('refuses %s', async (_what, code, method, change, body) => {
    const { second } = await firstStep({ sms: true }, { sms_code: '246810' });
    expect(await bodyOf(second(code, method, change))).toMatchObject({ status: 'fail', ...body });
  });

  it('is passed by another client object that was restored on the same device', async () => {
    const { ig, username, info } = await firstStep({ totp_seed: SEED });
    const restored = simulated.client();
    await restored.state.deserialize(JSON.stringify(await ig.state.serialize()));
    const answer: unknown = await restored.account.twoFactorLogin({
      username,
      verificationCode: (await codes(username)).totp,
      verificationMethod: '3',
      twoFactorIdentifier: String(info['two_factor_identifier']),
    });
    expect(answer).toMatchObject({ logged_in_user: { username } });
  });

  it('refuses a second step from another device', async () => {
    const { username, info } = await firstStep({ totp_seed: SEED });
    const other = simulated.client().account.twoFactorLogin({
      username,
      verificationCode: (await codes(username)).totp,
      verificationMethod: '3',
      twoFactorIdentifier: String(info['two_factor_identifier']),
    });
    expect(await bodyOf(other)).toMatchObject({ message: 'Invalid Parameters' });
  });

  it('refuses an identifier that is too old, or used', async () => {
    const late = await firstStep({ sms: true }, { sms_code: '246810' });
    await simulated.control.post('/clock/advance', { ms: 11 * 60_000 });
    expect(await bodyOf(late.second('246810', '1'))).toMatchObject({ error_type: 'invalid_nonce' });
    const used = await firstStep({ sms: true }, { sms_code: '246810' });
    await used.second('246810', '1');
    expect(await bodyOf(used.second('246810', '1'))).toMatchObject({ error_type: 'invalid_nonce' });
  });

  it('does not ask again on a device that was trusted, and asks on one that was not', async () => {
    const { ig, second, username } = await firstStep({ sms: true }, { sms_code: '246810' });
    await second('246810', '1', { trustThisDevice: '1' });
    await expect(ig.account.login(username, PASSWORD)).resolves.toMatchObject({ username });
    await expect(simulated.client().account.login(username, PASSWORD)).rejects.toBeInstanceOf(
      IgLoginTwoFactorRequiredError,
    );
  });

  it('sends a new SMS code with each login, unless it is fixed', async () => {
    const { ig, username } = await firstStep({ sms: true });
    const first = (await codes(username)).sms;
    await failureOf(ig.account.login(username, PASSWORD));
    const next = (await codes(username)).sms;
    expect([first, next].map((code) => /^\d{6}$/.test(code))).toEqual([true, true]);
    expect((await codes('demo_sms')).sms).toBe('123456');
  });

  it('sends a text message to anyone who has an authenticator app only when asked, under a new identifier', async () => {
    const { ig, info, second, username } = await firstStep({ totp_seed: SEED, sms: true });
    expect(await codes(username)).not.toHaveProperty('sms');
    const ask = (identifier: unknown) =>
      ig.request.send<{ two_factor_info: Record<string, unknown> }>({
        url: '/api/v1/accounts/send_two_factor_login_sms/',
        method: 'POST',
        form: ig.request.sign({
          two_factor_identifier: identifier,
          username,
          guid: ig.state.uuid,
          device_id: ig.state.deviceId,
        }),
      });
    const { body } = await ask(info['two_factor_identifier']);
    const { sms } = await codes(username);
    expect(await bodyOf(second(sms, '1'))).toMatchObject({ error_type: 'invalid_nonce' });
    expect(await bodyOf(ask(info['two_factor_identifier']))).toMatchObject({ error_type: 'invalid_nonce' });
    const twoFactorIdentifier = String(body.two_factor_info['two_factor_identifier']);
    await expect(second(sms, '1', { twoFactorIdentifier })).resolves.toMatchObject({ logged_in_user: { username } });
  });

  it('has no text message for anyone who has no phone set up', async () => {
    const { ig, info, username } = await firstStep({ totp_seed: SEED });
    const asked = ig.request.send({
      url: '/api/v1/accounts/send_two_factor_login_sms/',
      method: 'POST',
      form: ig.request.sign({
        two_factor_identifier: info['two_factor_identifier'],
        username,
        device_id: ig.state.deviceId,
      }),
    });
    expect(await bodyOf(asked)).toMatchObject({ message: 'Invalid Parameters' });
  });

  it('continues with a challenge where there is one', async () => {
    const { second } = await firstStep({ sms: true }, { sms_code: '246810', challenge: { scenario: 'email' } });
    expect(await bodyOf(second('246810', '1'))).toMatchObject({ message: 'challenge_required' });
  });
});
