import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Bot, type BreakerList, errorEntry } from '@pacekeeper/contracts';
import { eventually, type Simulator } from '@pacekeeper/testing';
import type { TestApi } from '../../testing/test-api.ts';
import { TestStack } from '../../testing/test-stack.ts';

const PASSWORD = 'thistle-anchor-over-6611-dunes';

let stack: TestStack;
let simulator: Simulator;
let api: TestApi;

beforeAll(async () => {
  stack = await TestStack.start();
  ({ simulator, api } = stack);
});
afterAll(() => stack?.stop());

describe('a bot that is stopped while a call is under way', () => {
  it('remembers the block that the answer told of when it is started again', async () => {
    const user = await api.given.user();
    const token = await api.signIn(user.username);
    const post = <T>(path: string, body: object = {}) => api.ask<T>('POST', `/api/bot/${path}`, { token, body });
    await simulator.control('POST', '/accounts', { username: 'halfway_stopped', password: PASSWORD });
    await post('login', { username: 'halfway_stopped', password: PASSWORD });
    await post('start');
    const path = 'friendships/create';
    await simulator.control('POST', '/faults', { kind: 'feedback_required', path, delay_ms: 2_000 });
    await post('actions/follow-hashtag', { hashtag: 'ceramics', amount: 3 });

    await eventually(
      async () =>
        (await simulator.control<{ items: Array<{ current: number }> }>('GET', '/in-flight')).items.some(
          ({ current }) => current > 0,
        ) && (await api.given.sql(`SELECT id FROM interactions WHERE state = 'intended'`)).length > 0,
      'the call is under way',
    );
    expect((await post('stop')).status).toBe(200);
    await eventually(
      // The refusal may have landed nevertheless, and is read back when the block is over.
      async () => (await api.given.sql(`SELECT id FROM interactions WHERE state = 'unknown'`)).length > 0,
      'the answer is recorded',
    );
    const { body } = await post<{ bot: Bot }>('start');
    const { code } = errorEntry('ACTION_BLOCKED');
    // Only follows are blocked.
    expect(body.bot).toMatchObject({ state: 'running', reason_symbol: 'breaker', last_error: { code } });
    expect(new Date(body.bot.next_action_at ?? 0).getTime()).toBeGreaterThan(Date.now() + 20 * 60 * 60 * 1000);
    const breakers = await api.ask<BreakerList>('GET', '/api/bot/breakers', { token });
    expect(breakers.body.items).toMatchObject([{ action: 'follow', state: 'open', code, reopened: 0 }]);
  });
});
