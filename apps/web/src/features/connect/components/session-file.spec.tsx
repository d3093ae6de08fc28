/** @jest-environment ./src/testing/browser.mjs */
import { describe, expect, it, jest } from '@jest/globals';
import { LONGEST_SESSION_FILE, routes } from '@pacekeeper/contracts';
import { fireEvent, screen } from '@testing-library/react';
import { givenApi } from '../../../testing/api.ts';
import { anAccount } from '../../../testing/given.ts';
import { draw } from '../../../testing/render.tsx';
import { isBare, wrongWith } from '../session-file.ts';
import { SessionFileForm } from './session-file-form.tsx';

const api = givenApi();
const SECRET = '4711000042%3AqUx7pVbN2mKd81Lz%3A27';
const FILE = JSON.stringify({ authorization_data: { sessionid: SECRET } });
const file = (text = FILE) => new File([text], 'mia.json', { type: 'application/json' });

const pasted = () => screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'Or paste what is in it' });
const press = (label: string) => screen.getByRole('button', { name: label });
const drawForm = () => {
  const onAnswer = jest.fn();
  const onBack = jest.fn();
  return { onAnswer, onBack, ...draw(<SessionFileForm onAnswer={onAnswer} onBack={onBack} />) };
};

describe('a session file', () => {
  it.each([
    ['{"a": 1}', false],
    ['  ["a"]', false],
    ['"text"', false],
    [`\uFEFF ${FILE}`, false],
    ['', false],
    [SECRET, true],
    ['words', true],
  ])('%j is a bare sessionid: %s', (text, bare) => expect(isBare(text)).toBe(bare));

  it.each([
    ['', /^Choose the session file/],
    ['  \n', /^Choose the session file/],
    ['x'.repeat(LONGEST_SESSION_FILE + 1), /too long/],
  ])('is refused before it is sent', (text, words) => expect(wrongWith({ text, name: null })).toMatch(words));
});

describe('the form for it', () => {
  const sends = async (give: (user: ReturnType<typeof drawForm>['user']) => Promise<void>) => {
    const account = anAccount();
    api.answers(routes.connections.startWithSession, { success: true, account });
    const { user, onAnswer, container } = drawForm();
    await give(user);
    await user.click(press('Connect with this file'));
    await screen.findByText('or drop it here');
    expect(api.asked.map(({ body }) => body)).toEqual([{ session: FILE }]);
    expect(onAnswer).toHaveBeenCalledWith({ success: true, account });
    // Nothing of it is left on the page or in the browser.
    expect(`${container.textContent} ${pasted().value}`).not.toContain(SECRET);
    expect(JSON.stringify({ ...localStorage, ...sessionStorage })).not.toContain(SECRET);
  };

  it('sends a file that was chosen, and shows no more than its name', () =>
    sends(async (user) => {
      await user.upload(screen.getByLabelText('Session file to upload'), file());
      expect(await screen.findByText('mia.json is ready')).toBeTruthy();
      expect(pasted().value).toBe('');
    }));

  it('sends a file that was dropped', () =>
    sends(async () => {
      const place = screen.getByRole('group', { name: 'Session file' });
      fireEvent.dragOver(place, { dataTransfer: { files: [] } });
      fireEvent.drop(place, { dataTransfer: { files: [file()] } });
      expect(await screen.findByText('mia.json is ready')).toBeTruthy();
    }));

  it('sends what was pasted', () =>
    sends(async (user) => {
      await user.click(pasted());
      await user.paste(FILE);
    }));

  it('sends nothing before there is a file', async () => {
    const { user } = drawForm();
    await user.click(press('Connect with this file'));
    expect(screen.getByText(/^Choose the session file/)).toBeTruthy();
    expect(api.asked).toEqual([]);
  });

  it('asks for a word more before a bare sessionid', async () => {
    api.answers(routes.connections.startWithSession, { success: true, account: anAccount() });
    const { user, onAnswer } = drawForm();
    await user.click(pasted());
    await user.paste(SECRET);
    await user.click(press('Connect with this file'));
    expect(api.asked).toEqual([]);
    await user.click(screen.getByRole('checkbox', { name: /sessionid alone/ }));
    await user.click(press('Connect with this file'));
    await screen.findByText('or drop it here');
    expect(api.asked.map(({ body }) => body)).toEqual([{ session: SECRET, confirm_bare: true }]);
    expect(onAnswer).toHaveBeenCalledTimes(1);
  });

  it('says by name what is missing in the file', async () => {
    const details = [
      { path: 'session.uuids.uuid', message: 'is missing' },
      { path: 'session.locale', message: 'must be a locale such as en_US' },
    ];
    api.refuses(routes.connections.startWithSession, 'VALIDATION_FAILED', { details });
    const { user } = drawForm();
    await user.click(pasted());
    await user.paste(FILE);
    await user.click(press('Connect with this file'));
    expect(await screen.findByText('uuids.uuid')).toBeTruthy();
    expect(screen.getByText('locale')).toBeTruthy();
    expect(pasted().value).toBe(FILE);
  });

  it('says what Instagram answered, and leads back to the password', async () => {
    api.refuses(routes.connections.startWithSession, 'SESSION_INVALID');
    const { user, onBack } = drawForm();
    await user.click(pasted());
    await user.paste(FILE);
    await user.click(press('Connect with this file'));
    expect(await screen.findByText('Not connected to Instagram')).toBeTruthy();
    await user.click(press('With a password'));
    expect(onBack).toHaveBeenCalledTimes(1);
  });
});
