/** @jest-environment ./src/testing/browser.mjs */
import { beforeEach, describe, expect, it } from '@jest/globals';
import { type ApiToken, requestOf, routes } from '@pacekeeper/contracts';
import { screen, within } from '@testing-library/react';
import { givenApi } from '../../../testing/api.ts';
import { draw } from '../../../testing/render.tsx';
import { TokensSection } from './tokens-section.tsx';

const api = givenApi();
const aToken = (changes: Partial<ApiToken> = {}): ApiToken => ({
  id: '0198c0de-0000-7000-8000-000000000031',
  name: 'nightly report',
  permissions: ['stats.read', 'post.create'],
  created_at: '2026-11-23T09:00:00Z',
  expires_at: '2100-01-01T00:00:00Z',
  expired: false,
  last_used_at: null,
  ...changes,
});
const list = (...items: ApiToken[]) => api.answers(routes.apiTokens.list, { success: true, items, next_cursor: null });

beforeEach(() => sessionStorage.clear());

describe('API tokens', () => {
  it('are created with what was chosen, and shown once', async () => {
    list();
    api.answers(routes.apiTokens.create, { success: true, api_token: aToken(), token: 'pk_secret' });
    const { user } = draw(<TokensSection />);
    await user.click(await screen.findByRole('button', { name: 'New API token' }));
    const form = within(screen.getByRole('form', { name: 'New API token' }));
    await user.click(form.getByRole('button', { name: 'Create token' }));
    expect(form.getByText('Enter what it is for, in 1 to 64 characters.')).toBeTruthy();
    expect(document.activeElement).toBe(form.getByRole('textbox', { name: 'Name' }));
    await user.type(form.getByRole('textbox', { name: 'Name' }), 'nightly report');
    await user.click(form.getByRole('checkbox', { name: 'See the knowledge base' }));
    await user.click(form.getByRole('checkbox', { name: 'Create, pause and cancel jobs' }));
    await user.click(form.getByRole('button', { name: 'Create token' }));
    const head = await screen.findByRole('heading', { name: 'Copy this token now' });
    expect(document.activeElement).toBe(head);
    expect(screen.getByText('pk_secret')).toBeTruthy();
    const { permissions } = api.asked.find(({ method }) => method === 'POST')?.body as { permissions: string[] };
    expect(permissions).toContain('job.create');
    expect(permissions).not.toContain('catalogue.read');
    await user.click(screen.getByRole('button', { name: 'I have saved it' }));
    expect(screen.queryByText('pk_secret')).toBeNull();
  });

  it('keep what was typed where they are refused', async () => {
    list();
    api.refuses(routes.apiTokens.create, 'CONFLICT');
    const { user } = draw(<TokensSection />);
    await user.click(await screen.findByRole('button', { name: 'New API token' }));
    await user.type(screen.getByRole('textbox', { name: 'Name' }), 'nightly report');
    await user.click(screen.getByRole('button', { name: 'Create token' }));
    expect(await screen.findByRole('alert')).toBeTruthy();
    expect(screen.getByRole<HTMLInputElement>('textbox', { name: 'Name' }).value).toBe('nightly report');
  });

  it('say when they were used and when they end, and are removed after a question', async () => {
    list(aToken(), aToken({ id: '0198c0de-0000-7000-8000-000000000032', name: 'old', expired: true }));
    api.answers(routes.apiTokens.remove, { success: true });
    const { user } = draw(<TokensSection />);
    expect((await screen.findAllByText('Never used')).length).toBe(2);
    expect(screen.getByText('ended')).toBeTruthy();
    await user.click(screen.getAllByRole('button', { name: '2 permissions' })[0] as HTMLElement);
    expect(screen.getByText('See your figures')).toBeTruthy();
    expect(screen.getByText('post.create')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Remove the token old' }));
    await user.click(await screen.findByRole('button', { name: 'Remove token' }));
    expect(api.asked.find(({ method }) => method === 'DELETE')?.path).toBe(
      requestOf(routes.apiTokens.remove, { params: { id: '0198c0de-0000-7000-8000-000000000032' } }).path,
    );
  });
});
