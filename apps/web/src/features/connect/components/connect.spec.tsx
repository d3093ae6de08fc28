/** @jest-environment ./src/testing/browser.mjs */
import { describe, expect, it, jest } from '@jest/globals';
import { requestOf, routes } from '@pacekeeper/contracts';
import { screen, within } from '@testing-library/react';
import { givenApi } from '../../../testing/api.ts';
import { anAccount, aVerification } from '../../../testing/given.ts';
import { draw } from '../../../testing/render.tsx';
import { ConnectForm } from './connect-form.tsx';
import { ConnectSteps } from './connect-steps.tsx';
import { VerificationForm } from './verification-form.tsx';

const api = givenApi();
const name = () => screen.getByRole<HTMLInputElement>('textbox', { name: 'Instagram name' });
const password = () => screen.getByLabelText<HTMLInputElement>('Instagram password');
const press = (label: string) => screen.getByRole('button', { name: label });

describe('the steps of a connection', () => {
  it.each([
    ['name', 'Name and password'],
    ['checking', 'Checking with Instagram'],
    ['asked', 'What Instagram asks'],
    ['connected', 'Connected'],
  ] as const)('are at %s, without numbers of their own', (at, words) => {
    draw(<ConnectSteps at={at} />);
    const current = screen.getAllByRole('listitem').filter((item) => item.getAttribute('aria-current') === 'step');
    expect(current.map(({ textContent }) => textContent)).toEqual([words]);
    expect(screen.getAllByText(words, { selector: 'strong' })).toHaveLength(1);
  });
});

describe('the form that connects', () => {
  const drawForm = (fixed = false, onAnswer = jest.fn(), onFile = jest.fn()) => ({
    onAnswer,
    onFile,
    ...draw(
      <ConnectForm
        filled={{ username: fixed ? 'mia.travels' : '', password: '' }}
        fixed={fixed}
        arrived={false}
        onAnswer={onAnswer}
        onFile={onFile}
      />,
    ),
  });

  it.each([
    ['mia.travels', 'mia.travels'],
    ['@Mia.Travels', 'mia.travels'],
    ['https://www.instagram.com/mia.travels/', 'mia.travels'],
  ])('takes %s', async (typed, sent) => {
    const account = anAccount();
    api.answers(routes.connections.start, { success: true, account });
    const { user, onAnswer } = drawForm();
    await user.type(name(), typed);
    await user.type(password(), 'a-secret');
    await user.click(press('Connect account'));
    expect(await screen.findByRole('button', { name: 'Connect account' })).toBeTruthy();
    expect(api.asked.map(({ body }) => body)).toEqual([{ username: sent, password: 'a-secret' }]);
    expect(onAnswer).toHaveBeenCalledWith({ success: true, account });
  });

  it('asks nothing of Instagram while name or password are none', async () => {
    const { user } = drawForm();
    await user.type(name(), 'two words');
    await user.click(press('Connect account'));
    expect(screen.getByText(/^Enter the Instagram name/)).toBeTruthy();
    expect(screen.getByText(/^Enter the Instagram password/)).toBeTruthy();
    expect(document.activeElement).toBe(name());
    expect(api.asked).toEqual([]);
  });

  it('keeps what was typed after a refusal, waits, and lets another name go at once', async () => {
    api.refuses(routes.connections.start, 'INSTAGRAM_BAD_PASSWORD', { retry_after: 60 });
    const { user } = drawForm();
    await user.type(name(), 'mia');
    await user.type(password(), 'not-it');
    await user.click(press('Connect account'));
    expect(await screen.findByText('Instagram refused the password')).toBeTruthy();
    expect([name().value, password().value]).toEqual(['mia', 'not-it']);
    expect(screen.getByText(/^Connect account in \d:\d\d/)).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Connect account' })).toBeNull();
    await user.type(name(), '2');
    expect(press('Connect account')).toBeTruthy();
    expect(screen.queryByRole('alert')).toBeNull();
  });

  it('leads to a session file, also with the one button of a sign-in that is not offered', async () => {
    const { user, onFile } = drawForm();
    await user.click(press('With a session file'));
    expect(onFile).toHaveBeenCalledTimes(1);
    api.refuses(routes.connections.start, 'SIGN_IN_NOT_OFFERED');
    await user.type(name(), 'mia');
    await user.type(password(), 'a-secret');
    await user.click(press('Connect account'));
    await user.click(await screen.findByRole('button', { name: 'Connect with a session file' }));
    expect(onFile).toHaveBeenCalledTimes(2);
    expect(screen.queryByRole('button', { name: 'With a session file' })).toBeNull();
  });

  it('asks for the password alone where the account is known', async () => {
    drawForm(true);
    expect(screen.queryByRole('textbox', { name: 'Instagram name' })).toBeNull();
    expect(screen.getByText('@mia.travels')).toBeTruthy();
  });

  it('unfolds the proxy where the API refuses it', async () => {
    const details = [{ path: 'proxy_url', message: 'must not be an address of this side' }];
    api.refuses(routes.connections.start, 'VALIDATION_FAILED', { details });
    const { user, container } = drawForm();
    await user.type(name(), 'mia');
    await user.type(password(), 'a-secret');
    await user.type(screen.getByLabelText('Proxy address'), 'http://10.0.0.7:3128');
    expect(container.querySelector('details')?.open).toBe(false);
    await user.click(press('Connect account'));
    expect(await screen.findByText('Must not be an address of this side.')).toBeTruthy();
    expect(container.querySelector('details')?.open).toBe(true);
    expect(document.activeElement).toBe(screen.getByLabelText('Proxy address'));
  });
});

describe('what Instagram asks', () => {
  const drawAsked = (changes: Parameters<typeof aVerification>[0] = {}) => {
    api.answers(routes.instance.read, {
      success: true,
      instance: { mode: 'live', pace_speed: 1, cookies_kept: true, demo_accounts: [] },
    });
    const onAnswer = jest.fn();
    const onBack = jest.fn();
    const verification = aVerification(changes);
    const drawn = draw(<VerificationForm verification={verification} onAnswer={onAnswer} onBack={onBack} />);
    return { ...drawn, onAnswer, onBack, verification };
  };

  it('is answered with a code, blanks and dashes left out', async () => {
    const { user, onAnswer, verification } = drawAsked();
    const account = anAccount();
    api.answers(routes.connections.verify, { success: true, account });
    await user.type(screen.getByRole('textbox', { name: 'Code' }), '123 4-56');
    await user.click(press('Check code'));
    await screen.findByRole('button', { name: 'Check code' });
    expect(api.asked.find(({ path }) => path === routes.connections.verify.path)?.body).toEqual({
      verification_id: verification.id,
      code: '123456',
      method: 'email',
    });
    expect(onAnswer).toHaveBeenCalledWith({ success: true, account });
  });

  it('refuses what is no code before it costs a try', async () => {
    const { user } = drawAsked();
    await user.type(screen.getByRole('textbox', { name: 'Code' }), '12a');
    await user.click(press('Check code'));
    expect(screen.getByText(/digits only/)).toBeTruthy();
    expect(api.asked.filter(({ path }) => path === routes.connections.verify.path)).toEqual([]);
  });

  it('says at the field where Instagram did not take the code, and keeps it', async () => {
    const { user } = drawAsked({ tries_left: 4 });
    api.refuses(routes.connections.verify, 'VERIFICATION_CODE_INVALID');
    const code = screen.getByRole<HTMLInputElement>('textbox', { name: 'Code' });
    await user.type(code, '000000');
    await user.click(press('Check code'));
    expect(await screen.findByText('Instagram did not accept this code. Enter the newest one.')).toBeTruthy();
    expect(code.value).toBe('000000');
    expect(screen.getByText(/4 of 5 tries left/)).toBeTruthy();
  });

  it.each([['VERIFICATION_EXPIRED' as const], ['VERIFICATION_ATTEMPTS_USED_UP' as const]])(
    'is over after %s, and starts over',
    async (symbol) => {
      const { user, onBack } = drawAsked();
      api.refuses(routes.connections.verify, symbol);
      await user.type(screen.getByRole('textbox', { name: 'Code' }), '000000');
      await user.click(press('Check code'));
      const over = await screen.findByRole('button', { name: 'Start over' });
      expect(screen.queryByRole('textbox', { name: 'Code' })).toBeNull();
      await user.click(over);
      expect(onBack).toHaveBeenCalledTimes(1);
    },
  );

  it('is over where it took too long', () => {
    drawAsked({ expires_at: new Date(Date.now() - 1000).toISOString() });
    expect(screen.getByText('This sign-in expired. Start over.')).toBeTruthy();
    expect(document.activeElement).toBe(press('Start over'));
  });

  it('is a choice first, where there are several places', async () => {
    const { user, verification } = drawAsked({
      asks: 'choice',
      methods: [],
      can_send: [
        { method: 'sms', to: '+10 *** 12' },
        { method: 'email', to: 'm***@example.org' },
      ],
    });
    api.answers(routes.connections.resend, { success: true, verification: aVerification() });
    const places = screen.getByRole('radiogroup', { name: 'Send the code by' });
    await user.click(within(places).getByRole('radio', { name: 'E-mail to m***@example.org' }));
    await user.click(press('Send code'));
    await screen.findByRole('button', { name: 'Send code' });
    expect(api.asked.find(({ path }) => path === routes.connections.resend.path)?.body).toEqual({
      verification_id: verification.id,
      method: 'email',
    });
  });

  it('is a question that only the person answers', async () => {
    const { user, onBack, verification } = drawAsked({ asks: 'approval', methods: ['approve'], method: 'approve' });
    api.answers(routes.connections.cancel, { success: true });
    expect(api.asked.filter(({ path }) => path === routes.connections.verify.path)).toEqual([]);
    await user.click(press('It was not me'));
    expect(onBack).toHaveBeenCalledTimes(1);
    const { method, path } = requestOf(routes.connections.cancel, { params: { id: verification.id } });
    expect(api.asked.filter((one) => one.path === path).map((one) => one.method)).toEqual([method]);
  });
});
