import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { TestApi } from '../../testing/test-api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await TestApi.start();
});
afterAll(() => api.stop());

describe('somebody who presses every button again and again', () => {
  it('leaves one turn waiting for the account, so that nobody else waits behind them', async () => {
    const user = await api.given.user();
    await api.given.account(user.id);
    const token = await api.signIn(user.username);
    const post = (path: string, body?: object) =>
      api.ask<{ job: { id: string } }>('POST', `/api/${path}`, { token, ...(body ? { body } : {}) });
    const { body } = await post('bot/actions/follow-hashtag', { hashtag: 'ceramics', amount: 5 });
    for (let times = 0; times < 10; times += 1) {
      for (const path of [
        'bot/stop',
        'bot/start',
        `bot/jobs/${body.job?.id}/pause`,
        `bot/jobs/${body.job?.id}/resume`,
      ]) {
        expect([path, (await post(path)).status]).toEqual([path, 200]);
      }
    }
    const waiting = await api.given.sql(`SELECT id FROM pgboss.job WHERE name = 'turns' AND state = 'created'`);
    expect(waiting).toHaveLength(1);
  });
});
