import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Activity, AddedToList, DmTemplate, ListEntries, OptOut, OptOutList } from '@pacekeeper/contracts';
import { Database } from '../../platform/database/database.ts';
import { TestApi } from '../../testing/test-api.ts';
import { ListsService } from './lists.service.ts';

jest.setTimeout(60_000);

let api: TestApi;
beforeAll(async () => {
  api = await TestApi.start();
});
afterAll(() => api.stop());

interface Person {
  readonly id: string;
  readonly token: string;
}
const person = async (role: 'admin' | 'user' = 'user'): Promise<Person> => {
  const { id, username } = await api.given.user({ role });
  return { id, token: await api.signIn(username) };
};

type Entry = AddedToList['items'][number];
interface Added<Item = Entry> {
  readonly items: Item[];
  readonly duplicates: string[];
  readonly refused: string[];
}
const ask = <Body>(who: Person, method: string, path: string, body?: object) =>
  api.ask<Body>(method, `/api/${path}`, { token: who.token, ...(body ? { body } : {}) });
const log = async (who: Person) =>
  (await ask<{ items: Activity[] }>(who, 'GET', 'activity-logs')).body.items.map(({ action, message }) => [
    action,
    message,
  ]);

describe('hashtags', () => {
  it('are added one by one or as pasted, told where they are duplicates, changed and removed', async () => {
    const who = await person();
    const one = await ask<Added<{ id: string; hashtag: string; note: string | null }>>(who, 'POST', 'hashtags', {
      hashtag: '#Travel',
      note: 'summer',
    });
    expect(one.status).toBe(201);
    expect(one.body).toMatchObject({ items: [{ hashtag: 'travel', note: 'summer' }], duplicates: [], refused: [] });
    const many = await ask<Added<{ hashtag: string }>>(who, 'POST', 'hashtags', {
      hashtags: ['#food', 'TRAVEL', 'food', 'two words'],
    });
    expect(many.body).toMatchObject({
      items: [{ hashtag: 'food' }],
      duplicates: ['travel', 'food'],
      refused: ['two words'],
    });
    const id = one.body.items[0]?.id ?? '';
    expect((await ask(who, 'PATCH', `hashtags/${id}`, { note: null })).body).toMatchObject({
      hashtag: { hashtag: 'travel', note: null },
    });
    const found = await ask<Added<{ hashtag: string }>>(who, 'GET', 'hashtags?search=%23TRA');
    expect(found.body.items.map(({ hashtag }) => hashtag)).toEqual(['travel']);
    expect((await ask(who, 'DELETE', `hashtags/${id}`)).status).toBe(200);
    expect((await ask(who, 'DELETE', `hashtags/${id}`)).status).toBe(404);
    expect(await log(who)).toEqual([
      ['content_removed', 'Removed #travel from your hashtags.'],
      ['content_changed', 'Changed #travel in your hashtags.'],
      ['content_added', 'Added #food to your hashtags.'],
      ['content_added', 'Added #travel to your hashtags.'],
    ]);
  });
});

describe('locations', () => {
  it('are kept by their pk, with a name', async () => {
    const who = await person();
    const place = { pk: '213385402', name: 'Kew Gardens' };
    const { body } = await ask<Added<{ id: string }>>(who, 'POST', 'locations', place);
    expect((await ask(who, 'POST', 'locations', place)).body).toMatchObject({ items: [], duplicates: ['213385402'] });
    const id = body.items[0]?.id ?? '';
    expect((await ask(who, 'PATCH', `locations/${id}`, { name: 'Kew' })).body).toMatchObject({
      location: { pk: '213385402', name: 'Kew' },
    });
    expect((await ask<Added<{ name: string }>>(who, 'GET', 'locations?search=KEW')).body.items).toHaveLength(1);
    expect((await ask(who, 'DELETE', `locations/${id}`)).status).toBe(200);
    expect(await log(who)).toHaveLength(3);
  });
});

describe('texts for messages', () => {
  it('are kept under a name of their own, and their links are counted and warned of', async () => {
    const who = await person();
    const made = await ask<{ template: DmTemplate }>(who, 'POST', 'dm-templates', {
      name: 'hello',
      text: 'Hello {full_name}, look at https://example.org and shop.com',
    });
    expect([made.status, made.body.template.links]).toEqual([201, 2]);
    expect(made.body.template.warnings).toMatchObject([{ message_symbol: 'template.has_links', params: { links: 2 } }]);
    const again = await ask(who, 'POST', 'dm-templates', { name: 'hello', text: 'Hello' });
    expect(again).toMatchObject({ status: 409, body: { error: 'CONFLICT', details: [{ path: 'name' }] } });
    const { id } = made.body.template;
    const changed = await ask<{ template: DmTemplate }>(who, 'PATCH', `dm-templates/${id}`, {
      text: 'Hello {username}',
    });
    expect(changed.body.template).toMatchObject({ name: 'hello', text: 'Hello {username}', links: 0, warnings: [] });
    expect((await ask<{ items: DmTemplate[] }>(who, 'GET', 'dm-templates')).body.items).toEqual([
      changed.body.template,
    ]);
    expect((await ask(who, 'DELETE', `dm-templates/${id}`)).status).toBe(200);
  });

  it.each([
    ['an unknown variable', 'Hello {name}'],
    ['1,001 characters', '🦩'.repeat(1_001)],
  ])('are refused with %s', async (_, text) => {
    const who = await person();
    expect(await ask(who, 'POST', 'dm-templates', { name: 'x', text })).toMatchObject({
      status: 400,
      body: { error: 'VALIDATION_FAILED', details: [{ path: 'text' }] },
    });
  });
});

describe.each(['block-list', 'allow-list'])('the %s', (list) => {
  it('takes a person by name, pk or both, for one account or for all', async () => {
    const who = await person();
    const account = await api.given.account(who.id);
    const add = (body: object) => ask<Added>(who, 'POST', list, body);
    expect((await add({ username: '@Anna', pk: '7', note: 'a rival' })).body.items).toMatchObject([
      { username: 'anna', pk: '7', note: 'a rival', account_id: null },
    ]);
    // The same person for one account alone is another entry.
    expect((await add({ username: 'anna', account_id: account.id })).body.items).toHaveLength(1);
    expect((await add({ username: 'anna', account_id: account.id })).body).toMatchObject({ duplicates: ['anna'] });
    expect((await add({ pk: '7' })).body).toMatchObject({ items: [], duplicates: ['7'] });
    const other = await api.given.account(who.id);
    await add({ username: 'ben', account_id: other.id });
    const names = async (query: string) =>
      (await ask<ListEntries>(who, 'GET', `${list}${query}`)).body.items.map((one) => one.username);
    expect(await names(`?account_id=${account.id}`)).toEqual(['anna', 'anna']);
    expect(await names('?search=be')).toEqual(['ben']);
    const [entry] = (await ask<ListEntries>(who, 'GET', list)).body.items;
    expect((await ask(who, 'PATCH', `${list}/${entry?.id}`, { note: 'later' })).body).toMatchObject({
      entry: { username: 'ben', note: 'later' },
    });
    expect((await ask(who, 'DELETE', `${list}/${entry?.id}`)).status).toBe(200);
    expect(await names('')).toEqual(['anna', 'anna']);
  });

  it('takes 1,000 pasted names at once, page by page to be read, and no account of another user', async () => {
    const [who, stranger] = [await person(), await person()];
    const usernames = Array.from({ length: 1_000 }, (_, index) => `@Name_${index % 900}`);
    const { status, body } = await ask<Added>(who, 'POST', list, { usernames });
    expect([status, body.items.length, body.duplicates.length]).toEqual([201, 900, 100]);
    const seen: string[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const page: { body: ListEntries } = await ask<ListEntries>(
        who,
        'GET',
        `${list}?limit=100&cursor=${cursor}`.replace(/&cursor=$/, ''),
      );
      seen.push(...page.body.items.map((one) => one.username ?? ''));
      cursor = page.body.next_cursor;
    }
    expect([seen.length, new Set(seen).size]).toEqual([900, 900]);
    expect((await log(who))[0]?.[1]).toMatch(/^Added 900 people to your (block|allow) list\.$/);

    const theirs = await api.given.account(stranger.id);
    expect((await ask(who, 'POST', list, { username: 'x', account_id: theirs.id })).status).toBe(404);
    expect((await ask<ListEntries>(stranger, 'GET', list)).body.items).toEqual([]);
    const [entry] = body.items;
    expect((await ask(stranger, 'PATCH', `${list}/${entry?.id}`, { note: 'x' })).status).toBe(404);
    expect((await ask(stranger, 'DELETE', `${list}/${entry?.id}`)).status).toBe(404);
  });

  it('refuses more than its length', async () => {
    const who = await person();
    await api.given.sql(
      `INSERT INTO ${list.replace('-', '_')} (user_id, username) SELECT $1, 'n' || i FROM generate_series(1, 19999) AS i`,
      [who.id],
    );
    expect((await ask(who, 'POST', list, { usernames: ['one', 'two'] })).body).toMatchObject({ error: 'CONFLICT' });
    expect((await ask<Added>(who, 'POST', list, { username: 'one' })).body.items).toHaveLength(1);
  });
});

describe('opt-outs', () => {
  it('are added by everybody, seen by all without who added them, and removed by administrators', async () => {
    const [anna, ben, admin] = [await person(), await person(), await person('admin')];
    const added = await ask<Added<OptOut>>(anna, 'POST', 'opt-outs', { username: '@Left_Alone', note: 'wrote to us' });
    const [row] = added.body.items;
    expect(Object.keys(row ?? {}).sort()).toEqual(['created_at', 'id', 'pk', 'username']);
    expect((await ask(ben, 'POST', 'opt-outs', { usernames: ['left_alone', '??'] })).body).toMatchObject({
      items: [],
      duplicates: ['left_alone'],
      refused: ['??'],
    });
    expect((await ask<OptOutList>(ben, 'GET', 'opt-outs')).body.items).toEqual([row]);
    expect((await ask<OptOutList>(admin, 'GET', 'opt-outs')).body.items).toEqual([
      { ...row, note: 'wrote to us', added_by: anna.id },
    ]);
    for (const who of [anna, ben]) {
      expect((await ask(who, 'DELETE', `opt-outs/${row?.id}`)).status).toBe(403);
      expect((await ask(who, 'PATCH', `opt-outs/${row?.id}`, { note: 'x' })).status).toBe(403);
    }
    expect((await ask(admin, 'PATCH', `opt-outs/${row?.id}`, { note: 'checked' })).body).toMatchObject({
      opt_out: { note: 'checked' },
    });
    expect((await ask(admin, 'DELETE', `opt-outs/${row?.id}`)).status).toBe(200);
    expect((await ask(admin, 'DELETE', `opt-outs/${row?.id}`)).status).toBe(404);
    expect(await log(anna)).toEqual([['content_added', 'Added @left_alone to the opt-outs.']]);
    expect(await log(ben)).toEqual([]);
    const audited = await api.given.sql('SELECT action FROM audit_log WHERE actor_id = $1 ORDER BY seq DESC LIMIT 2', [
      admin.id,
    ]);
    expect(audited).toEqual([{ action: 'opt_out_removed' }, { action: 'opt_out_changed' }]);
  });

  it('stay when the user who added them is deleted', async () => {
    const [anna, ben] = [await person(), await person()];
    await ask(anna, 'POST', 'opt-outs', { pk: '815' });
    await api.given.sql('DELETE FROM users WHERE id = $1', [anna.id]);
    const { items } = (await ask<OptOutList>(ben, 'GET', 'opt-outs?search=815')).body;
    expect(items).toMatchObject([{ pk: '815', username: null }]);
  });
});

describe('what the lists say of targets', () => {
  it('is read in one statement: by name or pk, for the account or all of the user’s, and opt-outs of everybody', async () => {
    const [anna, ben] = [await person(), await person()];
    const [account, other] = [await api.given.account(anna.id), await api.given.account(anna.id)];
    await ask(anna, 'POST', 'block-list', { username: 'rival' });
    await ask(anna, 'POST', 'block-list', { pk: '11', account_id: account.id });
    await ask(anna, 'POST', 'allow-list', { username: 'friend', pk: '12', account_id: other.id });
    await ask(ben, 'POST', 'block-list', { username: 'of_ben' });
    await ask(ben, 'POST', 'opt-outs', { usernames: ['gone_silent'] });
    const targets = [
      { pk: '10', username: 'Rival' },
      { pk: '11', username: 'renamed' },
      { pk: '12', username: 'renamed_too' },
      { pk: null, username: 'friend' },
      { pk: '13', username: 'of_ben' },
      { pk: '14', username: 'gone_silent' },
      { pk: '15', username: null },
    ];
    const db = api.app.get(Database, { strict: false });
    const lists = api.app.get(ListsService, { strict: false });
    const standing = (id: string) =>
      db.asUser(anna.id, async (tx) => {
        const statements = jest.spyOn(tx, 'sql');
        const found = await lists.standing(tx, id, targets);
        expect(statements).toHaveBeenCalledTimes(1);
        return found.map(({ blocked, allowed, optedOut }) =>
          [blocked && 'blocked', allowed && 'allowed', optedOut && 'opted out'].filter(Boolean).join(),
        );
      });
    expect(await standing(account.id)).toEqual(['blocked', 'blocked', '', '', '', 'opted out', '']);
    expect(await standing(other.id)).toEqual(['blocked', '', 'allowed', 'allowed', '', 'opted out', '']);
    expect(await db.asUser(anna.id, (tx) => lists.standing(tx, account.id, []))).toEqual([]);
  });
});
