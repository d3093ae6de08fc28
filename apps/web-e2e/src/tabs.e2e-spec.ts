import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { requestOf, routes } from '@pacekeeper/contracts';
import { Client, eventually, Stack } from '@pacekeeper/testing';
import { button, Chromium, inspect, type Page } from './browser.ts';
import { Gate } from './gate.ts';
import { firstPassword, signIn, signOut } from './people.ts';

const ADMIN_PASSWORD = 'twelve-herons-wait-at-the-weir-83';
const PASSWORD = 'a-blue-door-behind-the-orchard-52';
const TABS = 8;
/** Of one person, at the API. */
const MOST_STREAMS = 20;

let gate: Gate;
let stack: Stack;
let browser: Chromium;
let tabs: Page[] = [];
let reading: Page | undefined;

const live = (on: Page) =>
  on
    .getByRole('status')
    .filter({ hasText: /^Live$/ })
    .first();
const everyTab = <T>(look: (on: Page) => Promise<T>): Promise<T[]> => Promise.all(tabs.map(look));
const streams = (count: number) => eventually(async () => gate.streams === count, `the server sees ${count} streams`);

/** Opens the screen in a tab, and notes when it is the one that reads the stream. */
const openTab = async (tab: Page): Promise<Page> => {
  tab.on('request', (request) => {
    if (new URL(request.url()).pathname === '/api/events') reading = tab;
  });
  await tab.goto(`${gate.url}/automation`);
  return tab;
};

const connectDemo = async (person: Client): Promise<void> => {
  const answer = await person.call(routes.connections.start, {
    body: { username: 'demo_plain', password: 'plain-lantern-harbour-2041' },
  });
  expect(answer.success).toBe(true);
};

beforeAll(async () => {
  gate = await Gate.open();
  stack = await Stack.start({ PUBLIC_URL: gate.url, PACE_SPEED: '600' });
  gate.leadTo(stack.url);
  browser = await Chromium.start();
  const admin = new Client(stack.url);
  await admin.signInFirst('admin', firstPassword(stack), ADMIN_PASSWORD);
  for (const username of ['mara', 'otto']) {
    const { one_time_password: given } = await admin.call(routes.users.create, { body: { username } });
    const person = new Client(stack.url);
    await person.signInFirst(username, given, PASSWORD);
    if (username === 'mara') await connectDemo(person);
  }
});
afterAll(async () => {
  await browser?.close();
  gate?.close();
  await stack?.remove();
});

describe('eight tabs of one browser', () => {
  it('are all live, and the server sees one stream', async () => {
    const first = await browser.page();
    await signIn(first, gate, 'mara', PASSWORD);
    await first.waitForURL('**/dashboard');
    tabs = [await openTab(first)];
    for (let more = 1; more < TABS; more += 1) tabs.push(await openTab(await browser.tab(first)));
    await everyTab((tab) => live(tab).waitFor());
    await streams(1);
  });

  it('let a start and a stop through, and show them everywhere', async () => {
    const [first, second] = tabs as [Page, Page];
    await button(first, 'Start bot').click();
    await everyTab((tab) => button(tab, 'Stop bot').waitFor());
    await button(second, 'Stop bot').click();
    await everyTab((tab) => button(tab, 'Start bot').waitFor());
    expect(gate.streams).toBe(1);
  });

  it('stay live when the one that reads the stream is closed', async () => {
    const closed = reading as Page;
    tabs = tabs.filter((tab) => tab !== closed);
    expect(tabs).toHaveLength(TABS - 1);
    await closed.close();
    await eventually(async () => reading !== closed && gate.streams === 1, 'another tab reads the stream');
    await everyTab((tab) => live(tab).waitFor());
    const [first] = tabs as [Page];
    await button(first, 'Start bot').click();
    await everyTab((tab) => button(tab, 'Stop bot').waitFor());
    await button(first, 'Stop bot').click();
    await everyTab((tab) => button(tab, 'Start bot').waitFor());
  });

  it('leave together when the person signs out in one of them', async () => {
    const [first] = tabs as [Page];
    await signOut(first);
    await everyTab((tab) => tab.waitForURL(/\/login/));
    await streams(0);
  });

  it('follow the next person, who sees nothing of the one before', async () => {
    const [first] = tabs as [Page];
    await signIn(first, gate, 'otto', PASSWORD);
    await everyTab((tab) => tab.waitForURL('**/dashboard'));
    await everyTab((tab) => live(tab).waitFor());
    await streams(1);
    const shown = await everyTab((tab) => tab.getByText('@demo_plain').count());
    expect(shown).toEqual(tabs.map(() => 0));
  });
});

describe('tabs that cannot share', () => {
  it('have a stream each', async () => {
    const before = gate.streams;
    const first = await browser.page();
    // As over plain HTTP on a network address.
    await first.context().addInitScript(() => {
      Object.defineProperty(navigator, 'locks', { value: undefined });
    });
    await signIn(first, gate, 'mara', PASSWORD);
    await live(first).waitFor();
    const second = await browser.tab(first);
    await second.goto(`${gate.url}/automation`);
    await live(second).waitFor();
    await streams(before + 2);
    await first.context().close();
    await streams(before);
  });
});

describe('a person who has more streams than the server keeps', () => {
  it('is told in the page that lost its own, which opens no other until it is asked to', async () => {
    const first = await browser.page();
    await signIn(first, gate, 'mara', PASSWORD);
    await live(first).waitFor();
    const opened = gate.opened;
    const elsewhere = new Client(stack.url);
    await elsewhere.signIn('mara', PASSWORD);
    const others = new AbortController();
    const { path } = requestOf(routes.events.stream);
    for (let more = 0; more < MOST_STREAMS; more += 1) {
      const headers = { authorization: `Bearer ${elsewhere.token}` };
      expect((await fetch(`${stack.url}${path}`, { headers, signal: others.signal })).status).toBe(200);
    }
    await first.getByText('Not live: too many open', { exact: true }).first().waitFor();
    await inspect(first, 'too-many-streams');
    others.abort();
    expect(gate.opened).toBe(opened);
    await button(first, 'Reconnect').click();
    await live(first).waitFor();
    expect(gate.opened).toBe(opened + 1);
    await first.context().close();
  });
});

it('nothing went wrong on any page', () => expect(browser.problems).toEqual([]));
