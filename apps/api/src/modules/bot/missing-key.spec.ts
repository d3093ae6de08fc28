import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { errorEntry } from '@pacekeeper/contracts';
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

describe('a bot whose session is sealed with a key that is not here', () => {
  it('sends nothing, loses nothing, and goes on when the key is back', async () => {
    const user = await api.given.user();
    const token = await api.signIn(user.username);
    const post = <T>(path: string, body: object = {}) => api.ask<T>('POST', `/api/bot/${path}`, { token, body });
    await simulator.control('POST', '/accounts', { username: 'without_key', password: PASSWORD });
    const { account } = (
      await post<{ account: { id: string } }>('login', { username: 'without_key', password: PASSWORD })
    ).body;
    const naming = (keyId: string) =>
      api.given.sql<{ before: string }>(
        `UPDATE instagram_credentials c SET encryption_key_id = $2 FROM instagram_credentials b
         WHERE c.id = $1 AND b.id = c.id RETURNING b.encryption_key_id AS before`,
        [account.id, keyId],
      );
    const state = async () => {
      const [row] = await api.given.sql(
        'SELECT session_valid, bot_running, last_error_code FROM user_bot_status WHERE account_id = $1',
        [account.id],
      );
      return row;
    };
    const calls = async () =>
      (await simulator.control<{ total: number }>('GET', '/requests?account=without_key&limit=1')).total;

    await post('start');
    const [named] = await naming('gone');
    const before = await calls();
    const { job } = (await post<{ job: { id: string } }>('actions/follow-hashtag', { hashtag: 'ceramics', amount: 2 }))
      .body;
    const { code } = errorEntry('SEALING_KEY_MISSING');
    await eventually(async () => (await state())?.['last_error_code'] === code, 'the bot has met the missing key');
    expect(await state()).toMatchObject({ session_valid: true, bot_running: true });
    expect(await calls()).toBe(before);

    await naming(named?.before ?? '');
    // Asks for a turn at once; without it, the next one comes within a minute.
    await post(`jobs/${job.id}/pause`);
    await post(`jobs/${job.id}/resume`);
    await eventually(async () => {
      const [row] = await api.given.sql('SELECT done FROM bot_jobs WHERE id = $1', [job.id]);
      return Number(row?.['done']) > 0;
    }, 'the job goes on');
  });
});
