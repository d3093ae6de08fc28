import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DEMO_ACCOUNTS } from '../accounts/demo-accounts.ts';
import { type Harness, PASSWORD, startHarness } from '../testing/harness.ts';
import { failureOf } from '../testing/poll.ts';
import { userLike } from '../testing/world.ts';
import { html } from './html.ts';

let simulated: Harness;
beforeAll(async () => {
  simulated = await startHarness({ users: 50 });
});
afterAll(() => simulated.close());

const load = async (path = '/') => {
  const response = await fetch(simulated.simulator.controlUrl + path);
  return { text: await response.text(), headers: response.headers };
};

describe('the page', () => {
  it('shows who can sign in and with which code', async () => {
    const { text } = await load();
    for (const part of [
      'demo_plain',
      'plain-lantern-harbour-2041',
      '123456',
      '654321',
      's left',
      'Nobody waits for a code.',
    ]) {
      expect(text).toContain(part);
    }
  });

  it('shows what happened: follows, effects, calls, rules and codes that are waited for', async () => {
    const target = await userLike(simulated.control, (user) => !user.is_private);
    const { ig } = await simulated.newAccount();
    await ig.friendship.create(target.pk);
    await failureOf(simulated.client().account.login('demo_sms', 'sms-feather-meadow-4263'));
    await simulated.control.post('/faults', { id: 'fault-here', kind: 'sentry_block', account: 'nobody' });
    const { text } = await load();
    for (const part of [
      target.username,
      `/pictures/${target.pk}.svg`,
      'changed',
      '/friendships/create/',
      'fault-here',
      'second factor',
    ]) {
      expect(text).toContain(part);
    }
  });

  it('escapes what people wrote', async () => {
    await simulated.control.post('/accounts', { username: 'evil', password: '"><script>x</script>', full_name: '<b>' });
    const { text } = await load();
    expect(text).not.toContain('<script');
    expect(text).toContain('&quot;&gt;&lt;script&gt;');
    expect(html`<p title="${'a"b'}">${'<&>'} ${3} ${null} ${[html`<i></i>`]}</p>`.markup).toBe(
      '<p title="a&quot;b">&lt;&amp;&gt; 3  <i></i></p>',
    );
  });

  it('loads nothing but its style and the pictures of the instagram port', async () => {
    const { headers } = await load();
    expect(headers.get('content-security-policy')).toContain(
      "default-src 'none'; style-src 'self'; img-src http://127.0.0.1:",
    );
    expect((await load('/style.css')).headers.get('content-type')).toContain('text/css');
  });

  it.each([
    ['/?refresh=5', true],
    ['/?refresh=0', false],
    ['/?refresh=%22%3E', false],
    ['/', false],
  ])('%s loads itself again: %s', async (path, again) => {
    expect((await load(path)).text.includes('http-equiv="refresh"')).toBe(again);
  });

  it('stays short with many accounts', async () => {
    await simulated.control.post('/accounts/batch', { prefix: 'crowd', count: 200, password: PASSWORD });
    const { text } = await load();
    expect(text).toContain(`The first 50 of ${DEMO_ACCOUNTS.length + 202}.`);
    expect(text.length).toBeLessThan(200_000);
  });
});
