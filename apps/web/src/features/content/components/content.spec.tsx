/** @jest-environment ./src/testing/browser.mjs */
import { beforeEach, describe, expect, it, jest } from '@jest/globals';
import { type ListEntry, type OptOut, routes } from '@pacekeeper/contracts';
import { screen, within } from '@testing-library/react';
import { givenApi } from '../../../testing/api.ts';
import { mara } from '../../../testing/given.ts';
import { draw } from '../../../testing/render.tsx';
import { BLOCK_LIST, HASHTAGS, OPT_OUTS } from '../lists.ts';
import { ListPanel } from './list-panel.tsx';
import { TemplateEditor } from './template-editor.tsx';

const api = givenApi();
const ID = '0198c0de-0000-7000-8000-000000000021';
const AT = '2026-11-23T09:00:00Z';
const tag = (hashtag: string) => ({ id: ID, hashtag, note: null, created_at: AT });
const person: ListEntry = { id: ID, username: 'otto', pk: null, account_id: null, note: 'rude', created_at: AT };
const optOut: OptOut = { id: ID, username: 'otto', pk: null, created_at: AT };
const none = { success: true as const, items: [], next_cursor: null };
const button = (name: string | RegExp) => screen.getByRole('button', { name });

beforeEach(() => {
  sessionStorage.clear();
  api.answers(routes.accounts.list, none);
});

describe('adding pasted hashtags', () => {
  it('says what is new, what was there, and what cannot be read, which stays to be mended', async () => {
    api.answers(routes.hashtags.list, none);
    const { user } = draw(<ListPanel list={HASHTAGS} />);
    expect(await screen.findByText('No hashtags yet')).toBeTruthy();
    const field = screen.getByRole('textbox', { name: 'Hashtags' });
    await user.type(field, '#one #two no!');
    expect(await screen.findByText(/2 hashtags found\. “no!” cannot be read/)).toBeTruthy();
    api.answers(routes.hashtags.add, { success: true, items: [tag('one')], duplicates: ['two'], refused: ['no!'] });
    await user.click(button('Add hashtags'));
    expect(await screen.findByText('Added 1 hashtag.')).toBeTruthy();
    expect(screen.getByText(/One was there before, or came twice: two/)).toBeTruthy();
    expect((field as HTMLTextAreaElement).value).toBe('no!');
    expect(api.asked.find(({ method }) => method === 'POST')?.body).toEqual({ hashtags: ['#one', '#two', 'no!'] });
  });

  it('keeps what was typed where the API fails, and over a reload', async () => {
    api.answers(routes.hashtags.list, none);
    api.refuses(routes.hashtags.add, 'CONFLICT');
    const { user } = draw(<ListPanel list={HASHTAGS} />);
    await user.type(screen.getByRole('textbox', { name: 'Hashtags' }), 'one');
    await user.click(button('Add hashtags'));
    expect(await screen.findByRole('alert')).toBeTruthy();
    document.body.replaceChildren();
    draw(<ListPanel list={HASHTAGS} />);
    expect(screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'Hashtags' }).value).toBe('one');
  });
});

describe('an entry', () => {
  it('is removed at once, and put back with its note; the words have the focus, not the button that undoes', async () => {
    api.answers(routes.blockList.list, { ...none, items: [person] });
    api.answers(routes.blockList.remove, { success: true });
    api.answers(routes.blockList.add, { success: true, items: [person], duplicates: [], refused: [] });
    const { user } = draw(<ListPanel list={BLOCK_LIST} />);
    await user.click(await screen.findByRole('button', { name: 'Remove @otto' }));
    expect((await screen.findByText('@otto', { selector: 'strong' })).closest('p')).toBe(document.activeElement);
    await user.click(button('Undo'));
    expect(await screen.findByText(/Put back/)).toBeTruthy();
    const sent = api.asked.find(({ method }) => method === 'POST')?.body;
    expect(sent).toEqual({ username: 'otto', note: 'rude' });
  });

  it('has a note that can be changed', async () => {
    api.answers(routes.blockList.list, { ...none, items: [person] });
    api.answers(routes.blockList.update, { success: true, entry: person });
    const { user } = draw(<ListPanel list={BLOCK_LIST} />);
    await user.click(await screen.findByRole('button', { name: 'Edit @otto' }));
    const dialog = within(await screen.findByRole('dialog'));
    await user.clear(dialog.getByRole('textbox', { name: 'Note' }));
    await user.click(dialog.getByRole('button', { name: 'Save note' }));
    expect(api.asked.find(({ method }) => method === 'PATCH')?.body).toEqual({ note: null });
  });
});

describe('an opt-out', () => {
  it('is added by everyone, and removed by nobody but administrators, which is explained', async () => {
    api.answers(routes.optOuts.list, { ...none, items: [optOut] });
    draw(<ListPanel list={OPT_OUTS} />);
    expect(await screen.findByRole('rowheader', { name: '@otto' })).toBeTruthy();
    expect(screen.queryByRole('button', { name: /Remove/ })).toBeNull();
    expect(screen.getByText(/only administrators change or remove/)).toBeTruthy();
    expect(button('Add people')).toBeTruthy();
  });

  it('is removed after a question', async () => {
    api.answers(routes.optOuts.list, { ...none, items: [{ ...optOut, note: null, added_by: null }] });
    api.answers(routes.optOuts.remove, { success: true });
    const { user } = draw(<ListPanel list={OPT_OUTS} />, { person: { ...mara, role: 'admin' } });
    await user.click(await screen.findByRole('button', { name: 'Remove @otto' }));
    await user.click(await screen.findByRole('button', { name: 'Remove opt-out' }));
    expect(await screen.findByText(/^Removed/)).toBeTruthy();
  });
});

describe('the editor of a template', () => {
  it('puts a variable in, shows what people read, warns of links and counts characters', async () => {
    api.answers(routes.dmTemplates.create, {
      success: true,
      template: { id: ID, name: 'Hi', text: 'x', links: 0, warnings: [], created_at: AT, updated_at: AT },
    });
    const saved = jest.fn();
    const { user } = draw(<TemplateEditor template={null} onSaved={saved} />);
    await user.type(screen.getByRole('textbox', { name: 'Name' }), 'Welcome');
    const text = screen.getByRole('textbox', { name: 'Message' });
    await user.type(text, 'Hi ');
    await user.click(button('Full name'));
    expect(document.activeElement).toBe(text);
    await user.type(text, ', see example.com');
    expect(screen.getByText('Hi Mia Jansen, see example.com')).toBeTruthy();
    expect(screen.getByText('Hi otto, see example.com')).toBeTruthy();
    expect(screen.getByText(/This text has 1 link/)).toBeTruthy();
    expect(screen.getByText('31 of 1,000 characters')).toBeTruthy();
    await user.click(button('Create template'));
    expect(saved).toHaveBeenCalledWith('Welcome');
    expect(api.asked.at(-2)?.body ?? api.asked.at(-1)?.body).toEqual({
      name: 'Welcome',
      text: 'Hi {full_name}, see example.com',
    });
  });
});
