import { describe, expect, it } from '@jest/globals';
import { AppError } from '../errors/app-error.ts';
import { AT_ONCE, MOST_WAITING, UserSlots } from './user-slots.ts';

/** Works that end when they are told to. */
const gated = (slots: UserSlots) => {
  const begun: Array<() => void> = [];
  const ask = (user: string, fails = false) =>
    slots.run(user, async () => {
      await new Promise<void>((end) => begun.push(end));
      if (fails) throw new Error('failed');
      return user;
    });
  return { begun, ask };
};
const settled = () => new Promise((done) => setImmediate(done));

describe('the slots of a user', () => {
  it('are a few at once, the others wait in their order, and what is beyond is refused', async () => {
    const slots = new UserSlots();
    const { begun, ask } = gated(slots);
    const taken = Array.from({ length: AT_ONCE + MOST_WAITING }, () => ask('anna'));
    await expect(ask('anna')).rejects.toMatchObject({ symbol: 'TOO_MANY_REQUESTS', extras: { retryAfter: 1 } });
    expect(begun).toHaveLength(AT_ONCE);
    begun.shift()?.();
    await settled();
    expect(begun).toHaveLength(AT_ONCE);
    for (let end = begun.shift(); end; end = begun.shift()) {
      end();
      await settled();
    }
    expect(new Set(await Promise.all(taken))).toEqual(new Set(['anna']));
    expect(slots.users).toBe(0);
  });

  it('are nobody else’s', async () => {
    const slots = new UserSlots();
    const { begun, ask } = gated(slots);
    for (let index = 0; index < AT_ONCE + 5; index += 1) void ask('anna').catch(() => undefined);
    const other = ask('ben');
    expect(begun).toHaveLength(AT_ONCE + 1);
    begun.at(-1)?.();
    expect(await other).toBe('ben');
  });

  it('are given back by what fails', async () => {
    const slots = new UserSlots();
    for (let index = 0; index < 3 * AT_ONCE; index += 1) {
      await expect(
        slots.run('anna', async () => {
          throw new AppError('CONFLICT');
        }),
      ).rejects.toMatchObject({ symbol: 'CONFLICT' });
    }
    expect(slots.users).toBe(0);
  });
});
