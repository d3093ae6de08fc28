import { describe, expect, it } from '@jest/globals';
import type { Clock } from '../../platform/clock/clock.ts';
import type { Database } from '../../platform/database/database.ts';
import { Digests } from './digests.service.ts';

describe('a round of digests', () => {
  it('makes all others where one cannot be made, and fails with it', async () => {
    const made: string[] = [];
    const db = {
      system: () => Promise.resolve(['anna', 'ben', 'carol'].map((id) => ({ user_id: id }))),
      asUser: (id: string) => {
        if (id === 'anna') return Promise.reject(new Error('of anna'));
        made.push(id);
        return Promise.resolve(true);
      },
    } as unknown as Database;
    const nothing = {} as never;
    const clock = { now: () => new Date() } as unknown as Clock;
    const round = new Digests(db, nothing, nothing, nothing, nothing, clock).run();
    await expect(round).rejects.toMatchObject({ errors: [new Error('of anna')] });
    expect(made).toEqual(['ben', 'carol']);
  });
});
