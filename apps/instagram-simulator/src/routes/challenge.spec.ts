import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  type IgApiClient,
  IgChallengeWrongCodeError,
  IgCheckpointError,
  IgNoCheckpointError,
  type IgResponseError,
} from 'instagram-private-api';
import { type Harness, PASSWORD, startHarness } from '../testing/harness.ts';
import { failureOf } from '../testing/poll.ts';

let simulated: Harness;
beforeAll(async () => {
  simulated = await startHarness();
});
afterAll(() => simulated.close());

let made = 0;

/** Signs in to an account that is challenged, and gets to the challenge. */
const challenged = async (challenge: object, more: object = {}): Promise<{ ig: IgApiClient; username: string }> => {
  const username = `challenged_${++made}`;
  await simulated.control.post('/accounts', {
    username,
    password: PASSWORD,
    email: 'lena@example.com',
    phone: '+49170 555 77 88',
    challenge,
    ...more,
  });
  const ig = simulated.client();
  await expect(ig.account.login(username, PASSWORD)).rejects.toBeInstanceOf(IgCheckpointError);
  return { ig, username };
};

const codes = (username: string) =>
  simulated.control.get<{ sms: string; email: string }>(`/accounts/${username}/codes`);

describe('a challenge at login', () => {
  it('is announced with its address', async () => {
    const { ig } = await challenged({ scenario: 'choose' });
    expect(ig.state.checkpoint).toMatchObject({
      message: 'challenge_required',
      error_type: 'checkpoint_challenge_required',
      challenge: { api_path: expect.stringMatching(/^\/challenge\/\d+\/[\w-]+\/$/), lock: true, native_flow: true },
    });
  });

  it('offers its ways, mails a code, and grants a session for it', async () => {
    const { ig, username } = await challenged({ scenario: 'choose' });
    await expect(ig.challenge.state()).resolves.toMatchObject({
      step_name: 'select_verify_method',
      step_data: { choice: '1', email: 'l****a@example.com', phone_number: '+49 *** *** 7788' },
    });
    await expect(ig.challenge.selectVerifyMethod('1')).resolves.toMatchObject({
      step_name: 'verify_email',
      step_data: { contact_point: 'l****a@example.com', resend_delay: 60 },
    });
    await expect(ig.challenge.sendSecurityCode('000000')).rejects.toBeInstanceOf(IgChallengeWrongCodeError);
    const answer = await ig.challenge.sendSecurityCode((await codes(username)).email);
    expect(answer).toMatchObject({ action: 'close', logged_in_user: { username } });
    expect(ig.state.checkpoint).toBeNull();
    await expect(ig.account.currentUser()).resolves.toMatchObject({ username });
  });

  it('goes by SMS where that is chosen, and sends another code when asked', async () => {
    const { ig, username } = await challenged({ scenario: 'choose' });
    await expect(ig.challenge.selectVerifyMethod('0')).resolves.toMatchObject({ step_name: 'verify_code' });
    await expect(ig.challenge.replay('0')).resolves.toMatchObject({ step_name: 'verify_code' });
    await expect(ig.challenge.sendSecurityCode((await codes(username)).sms)).resolves.toHaveProperty('action', 'close');
  });

  it('is met by auto, reset included', async () => {
    const { ig, username } = await challenged({ scenario: 'email' });
    await expect(ig.challenge.auto(true)).resolves.toMatchObject({ step_name: 'verify_email' });
    await expect(ig.challenge.sendSecurityCode((await codes(username)).email)).resolves.toHaveProperty(
      'logged_in_user',
    );
  });

  it('continues in another client object that was restored with the checkpoint', async () => {
    const { ig, username } = await challenged({ scenario: 'choose' });
    const state = (await ig.state.serialize()) as Record<string, unknown>;
    expect(state).not.toHaveProperty('checkpoint');
    const restored = simulated.client();
    await restored.state.deserialize(JSON.stringify(state));
    restored.state.checkpoint = ig.state.checkpoint;
    await expect(restored.challenge.auto(true)).resolves.toMatchObject({ step_name: 'verify_email' });
    await expect(restored.challenge.sendSecurityCode((await codes(username)).email)).resolves.toHaveProperty('action');
    await expect(restored.account.currentUser()).resolves.toMatchObject({ username });
  });

  it('asks whether it was you', async () => {
    const { ig, username } = await challenged({ scenario: 'login_review' });
    await expect(ig.challenge.auto()).resolves.toMatchObject({ action: 'close', logged_in_user: { username } });
    await expect(ig.account.currentUser()).resolves.toMatchObject({ username });
  });

  it('asks for a phone number', async () => {
    const { ig, username } = await challenged({ scenario: 'submit_phone' });
    await expect(ig.challenge.auto()).resolves.toMatchObject({ step_name: 'submit_phone' });
    await expect(ig.challenge.sendPhoneNumber('+49170')).resolves.toMatchObject({ step_name: 'verify_code' });
    await expect(ig.challenge.sendSecurityCode((await codes(username)).sms)).resolves.toHaveProperty('action', 'close');
  });

  it('has sent its code already', async () => {
    const { ig, username } = await challenged({ scenario: 'code_sent' });
    await expect(ig.challenge.state()).resolves.toMatchObject({ step_name: 'verify_email' });
    await expect(ig.challenge.sendSecurityCode((await codes(username)).email)).resolves.toHaveProperty(
      'action',
      'close',
    );
  });

  it('is closed by a reset, so that auto finds no checkpoint', async () => {
    const { ig } = await challenged({ scenario: 'reset_closes' });
    await expect(ig.challenge.auto(true)).rejects.toBeInstanceOf(IgNoCheckpointError);
  });

  it('answers a reset with itself where no client can solve it', async () => {
    const { ig } = await challenged({ scenario: 'unsolvable' });
    await expect(ig.challenge.auto(true)).rejects.toBeInstanceOf(IgCheckpointError);
    await expect(ig.challenge.state()).rejects.toBeInstanceOf(IgCheckpointError);
  });

  it('is confirmed on the phone: the next login succeeds', async () => {
    const { ig, username } = await challenged({ scenario: 'on_phone' });
    await expect(ig.challenge.state()).rejects.toBeInstanceOf(IgCheckpointError);
    await simulated.control.post(`/accounts/${username}/challenge/confirm`);
    await expect(ig.account.login(username, PASSWORD)).resolves.toMatchObject({ username });
  });

  it('confirms itself for the demo account whose phone nobody holds', async () => {
    const password = 'hand-juniper-causeway-8374';
    const ig = simulated.client();
    await expect(ig.account.login('demo_by_hand', password)).rejects.toBeInstanceOf(IgCheckpointError);
    await expect(ig.account.login('demo_by_hand', password)).rejects.toBeInstanceOf(IgCheckpointError);
    await simulated.control.post('/clock/advance', { ms: 21_000 });
    await expect(ig.account.login('demo_by_hand', password)).resolves.toMatchObject({ username: 'demo_by_hand' });
    await expect(simulated.client().account.login('demo_by_hand', password)).rejects.toBeInstanceOf(IgCheckpointError);
  });

  it('is unknown under another nonce', async () => {
    const { ig } = await challenged({ scenario: 'choose' });
    const checkpoint = ig.state.checkpoint as unknown as { challenge: { api_path: string } };
    checkpoint.challenge.api_path = checkpoint.challenge.api_path.replace(/[^/]+\/$/, 'othernonce/');
    const error = (await failureOf(ig.challenge.state())) as IgResponseError;
    expect(error.response.statusCode).toBe(404);
  });
});

describe('how often an account is challenged', () => {
  const pass = async (ig: IgApiClient, username: string) => {
    await ig.challenge.auto(true);
    await ig.challenge.sendSecurityCode((await codes(username)).email);
  };

  it.each([
    ['once', true, true],
    ['each_device', true, false],
    ['always', false, false],
  ])('%s', async (repeat, sameDevice, otherDevice) => {
    const { ig, username } = await challenged({ scenario: 'email', repeat });
    await pass(ig, username);
    const works = (client: IgApiClient) =>
      client.account.login(username, PASSWORD).then(
        () => true,
        () => false,
      );
    expect(await works(ig)).toBe(sameDevice);
    expect(await works(simulated.client())).toBe(otherDevice);
  });

  it('may come at any call, and ends without a new session', async () => {
    const { ig, username } = await simulated.newAccount();
    await simulated.control.post(`/accounts/${username}/challenge`, { scenario: 'email' });
    await expect(ig.account.currentUser()).rejects.toBeInstanceOf(IgCheckpointError);
    await expect(ig.friendship.show('3120068266')).rejects.toBeInstanceOf(IgCheckpointError);
    const before = ig.state.authorization;
    await pass(ig, username);
    expect(ig.state.authorization).toBe(before);
    await expect(ig.account.currentUser()).resolves.toMatchObject({ username });
  });
});
